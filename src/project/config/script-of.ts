/**
 * The script file that a command runs: its program, or the argument of an interpreter. Undefined for a command that
 * readers could type themselves.
 */
export function scriptOf([program = "", ...args]: readonly string[]): string | undefined {
  if (SCRIPT.test(program)) return program;
  const script = args.find((word) => SCRIPT.test(word) && !/^-|:\/\//.test(word));
  return script ?? (/[\\/.]/.test(program) ? program : undefined);
}

const SCRIPT =
  /\.(?:[cm]?[jt]sx?|py|rb|p[lh]|php|sh|bash|zsh|fish|ps1|bat|cmd|lua|go|jar|java|kts?|r|jl|exs?|groovy|swift)$/i;
