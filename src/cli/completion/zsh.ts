import { quoteSingly } from "../../sequence/shell-word.ts";
import { GLOBAL_OPTIONS, type CommandSynopsis, type OptionSynopsis, type WordSynopsis } from "./describe-commands.ts";
import type { ShellWorld } from "./shells.ts";
import type { Completes } from "./value-kinds.ts";

/** A completion script for zsh, for a directory of $fpath or for `source`. */
export function toZsh(commands: readonly CommandSynopsis[], { flows }: ShellWorld): string {
  const list = commands.map(({ name, describe }) => `    ${quoteSingly(`${name}:${describe}`)}`);
  const cases = commands.map((command) => toCase(command, flows));
  const withProgram = commands.filter(({ takesProgram }) => takesProgram).map(({ name }) => name);
  return `#compdef wirewalk
# Completion of wirewalk for zsh: wirewalk completion zsh > "\${fpath[1]}/_wirewalk"
# Made from the table of commands: make it again after an update.

_wirewalk_walkthroughs() {
  local -a names
  names=(\${(f)"$($wirewalk_program completion walkthroughs 2>/dev/null </dev/null)"})
  compadd -a names
}

_wirewalk_trace() {
  _wirewalk_walkthroughs
  _files
}

_wirewalk_commands() {
  local -a commands
  commands=(
${list.join("\n")}
  )
  _describe -t commands command commands
}

_wirewalk() {
  local wirewalk_program=$words[1] context state line
  local -i dashes=$words[(ie)--]
  if ((dashes < CURRENT)); then
    case $words[2] in
      ${withProgram.join("|")})
        shift $dashes words
        ((CURRENT -= dashes))
        _normal
        ;;
    esac
    return
  fi
  _arguments -C ${GLOBAL_OPTIONS.map((option) => toSpec(option, flows).join(" ")).join(" ")} \\
    '1: :_wirewalk_commands' '*:: :->words'
  [[ $state == words ]] || return
  case $words[1] in
${cases.join("\n")}
  esac
}

# Sourced, it has to be bound; from $fpath it is called.
if [[ $funcstack[1] == _wirewalk ]]; then
  _wirewalk "$@"
else
  compdef _wirewalk wirewalk
fi
`;
}

function toCase({ name, options, words }: CommandSynopsis, flows: readonly string[]): string {
  const specs = [
    ...options.flatMap((option) => toSpec(option, flows)),
    ...GLOBAL_OPTIONS.flatMap((option) => toSpec(option, flows)),
    ...words.map((word, index) => toWordSpec(word, index, flows)),
  ];
  return [`    ${name})`, `      _arguments ${specs.join(" \\\n        ")}`, "      ;;"].join("\n");
}

/** One line a name, which excludes the others: `'(-o)--output[File to write]:FILE:_files'`. */
function toSpec({ names, describe, kind, isRepeatable }: OptionSynopsis, flows: readonly string[]): string[] {
  return names.map((name) => {
    const others = isRepeatable ? "*" : names.length === 1 ? "" : `(${names.join(" ")})`;
    const value = kind === undefined ? "" : `:${escape(kind.placeholder)}:${toAction(kind.completes, flows)}`;
    const joined = kind !== undefined && name.startsWith("--") ? "=" : "";
    return quoteSingly(`${others}${name}${joined}[${escape(describe)}]${value}`);
  });
}

function toWordSpec({ kind, isList }: WordSynopsis, index: number, flows: readonly string[]): string {
  const place = isList ? "*" : String(index + 1);
  return quoteSingly(`${place}:${escape(kind.placeholder)}:${toAction(kind.completes, flows)}`);
}

function toAction(completes: Completes, flows: readonly string[]): string {
  if (typeof completes !== "string") return `(${completes.join(" ")})`;
  const actions = {
    file: "_files",
    folder: "_files -/",
    trace: "_wirewalk_trace",
    walkthrough: "_wirewalk_walkthroughs",
    flow: `(${flows.join(" ")})`,
    nothing: " ",
  };
  return actions[completes];
}

/** In a description of `_arguments`, a colon or bracket ends what precedes it. */
function escape(text: string): string {
  return text.replaceAll(/[\\:[\]]/g, String.raw`\$&`);
}
