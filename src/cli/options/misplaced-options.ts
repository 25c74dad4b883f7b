import { UserError } from "../../errors.ts";
import type { Environment } from "../../record/command/environment.ts";
import { findProgram } from "../../record/command/program-file.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import { quoteShellWord } from "../../sequence/shell-word.ts";
import { textAt } from "../../sequence/text-at.ts";

export interface MisplacedOptions {
  /** Names of the options of the command. */
  readonly known: ReadonlySet<string>;
  /** Options without a value. */
  readonly switches: ReadonlySet<string>;
  /** Environment with the PATH of programs. */
  readonly env: Environment;
}

/**
 * The error for options on the wrong side of `--`, or for something else instead of `--`, with the line to type;
 * undefined for other lines. Options that the program itself may accept are left to it: `npm test -- --json`.
 */
export function findMisplaced(
  own: readonly string[],
  program: readonly string[] | undefined,
  options: MisplacedOptions,
): UserError | undefined {
  return findOtherDash(own, program, options) ?? (program && findOptionsBehind(own, program, options));
}

/** Text processors turn two dashes into one, and a space is easily forgotten. */
function findOtherDash(
  own: readonly string[],
  program: readonly string[] | undefined,
  { known, env }: MisplacedOptions,
): UserError | undefined {
  if (program !== undefined) return undefined;
  const isProgram = (word: string): boolean => !known.has(word) && findProgram(word, env) !== undefined;
  for (const [index, word] of own.entries()) {
    const [, glued = ""] = matchParts(/^--([a-z][\w.+-]*)$/, word);
    const isGlued = isProgram(glued) && index > 0;
    if (!(isGlued || (/^[\u2013\u2014\u2212-]$/.test(word) && isProgram(own[index + 1] ?? "-")))) continue;
    const words = isGlued ? [glued, ...own.slice(index + 1)] : own.slice(index + 1);
    return new UserError(
      isGlued
        ? `"${word}" is not an option.`
        : `"${word}" is not \`--\`, which separates the program from the options.`,
      {
        hint: toHint([...own.slice(0, index), "--", ...words]),
      },
    );
  }
  return undefined;
}

/** `-- -o x.har curl URL` and `-- curl URL -- -o x.har`. */
function findOptionsBehind(
  own: readonly string[],
  program: readonly string[],
  options: MisplacedOptions,
): UserError | undefined {
  const first = readOptions(program, options);
  if (first.length > 0 && first.length < program.length)
    return toError(first, [...own, ...first, "--", ...program.slice(first.length)]);
  const rest = PASSES_ON.test(textAt(program, 0)) ? undefined : findLateOptions(program, options);
  if (rest === undefined) return undefined;
  const words = rest.length === program.length ? own.slice(1) : program.slice(0, -rest.length - 1);
  const before = rest.length === program.length ? own.slice(0, 1) : own;
  return words.length === 0 ? undefined : toError(rest, [...before, ...rest, "--", ...words]);
}

/** These programs pass what follows `--` to the programs that they start: `npm run capture -- -o page.har`. */
const PASSES_ON =
  /^(?:.*[/\\])?(?:npm|npx|pnpm|yarn|bunx?|deno|make|cargo|docker|podman|kubectl|uvx?|poetry|pipx|tox|git)(?:\.\w+)?$/;

/** Only an option that names a trace is certainly for wirewalk. */
function findLateOptions(program: readonly string[], options: MisplacedOptions): readonly string[] | undefined {
  const rest = program.slice(program.lastIndexOf("--") + 1);
  const isOwn = rest.length > 0 && readOptions(rest, options).length === rest.length;
  return isOwn && rest.some((word) => /\.har$/i.test(word)) ? rest : undefined;
}

/** The options of wirewalk at the beginning of these words. */
function readOptions(words: readonly string[], { known, switches }: MisplacedOptions): readonly string[] {
  let end = 0;
  for (let index = 0; index < words.length; index += 1) {
    const [, name = "", value] = matchParts(/^--?([a-z][\w-]*)(=.*)?$/i, textAt(words, index));
    if (!known.has(name)) break;
    if (value === undefined && !switches.has(name)) index += 1;
    end = Math.min(index + 1, words.length);
  }
  return words.slice(0, end);
}

function toError(misplaced: readonly string[], line: readonly string[]): UserError {
  return new UserError(
    `Put ${misplaced.map(quoteShellWord).join(" ")} before \`--\`: everything after it belongs to the program.`,
    {
      hint: toHint(line),
    },
  );
}

function toHint(line: readonly string[]): string {
  return `Run \`wirewalk ${line.map((word) => (word === "--" ? word : quoteShellWord(word))).join(" ")}\`.`;
}
