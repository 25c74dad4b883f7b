import { matchParts } from "../../sequence/match-parts.ts";
import { quoteShellWord } from "../../sequence/shell-word.ts";
import { textAt } from "../../sequence/text-at.ts";
import { kindOfOption } from "../completion/value-kinds.ts";

export interface SpelledLine {
  /** Words before `--`. */
  readonly own: readonly string[];
  /** Words after `--`. @default there is no `--` */
  readonly program?: readonly string[] | undefined;
  /** Names of the options that its command knows. */
  readonly options: readonly string[];
  /** The only values that some of them accept. */
  readonly choices: Choices;
}

export type Choices = Readonly<Record<string, readonly (string | number)[]>>;

export interface Respelled {
  /** The first word that was wrong. */
  readonly word: string;
  /** The line to type. */
  readonly line: string;
}

/** The line that was probably meant, if options are spelled as other programs do: `--html`, `-f html`. */
export function respellOptions({ own, program = [], options, choices }: SpelledLine): Respelled | undefined {
  const [command = "", ...words] = own;
  const line = [command];
  let first: string | undefined;
  for (let index = 0; index < words.length; index += 1) {
    const word = textAt(words, index);
    const [, dashes = "", name = "", glued] = matchParts(/^(--?)([a-z][\w-]*)(?:=(.*))?$/is, word);
    const isUnknown = name !== "" && !options.includes(name) && (dashes === "--" || name.length === 1);
    const next = glued ?? words[index + 1];
    const isFree = (option: string): boolean => options.includes(option) && !isGiven(own, option);
    const meant = isUnknown ? findMeant(name, { next, command, options: options.filter(isFree), choices }) : undefined;
    if (meant === undefined) {
      line.push(word);
      continue;
    }
    first ??= word;
    line.push(...meant.words);
    if (meant.takesNext && next !== undefined) line.push(next);
    if (meant.takesNext && glued === undefined) index += 1;
    else if (meant.value !== undefined && next?.endsWith(`.${meant.value}`) === true && isFree("output"))
      line.push("-o");
  }
  if (first === undefined) return undefined;
  return { word: first, line: toLine(line, program) };
}

interface Meant {
  readonly words: readonly string[];
  /** Whether the value is the next word. */
  readonly takesNext: boolean;
  /** The value that the name of the option was. */
  readonly value?: string;
}

interface Surroundings {
  readonly next: string | undefined;
  readonly command: string;
  readonly options: readonly string[];
  readonly choices: Choices;
}

function findMeant(name: string, { next, command, options, choices }: Surroundings): Meant | undefined {
  const valueOf = (option: string, word = ""): string | undefined =>
    listValues(option, command, choices).find((value) => value === word.toLowerCase());
  for (const option of SYNONYMS[name] ?? []) {
    if (!options.includes(option)) continue;
    if (SWITCHES.has(option)) return { words: [`--${option}`], takesNext: false };
    const hasChoices = listValues(option, command, choices).length > 0;
    if (next !== undefined && (!hasChoices || valueOf(option, next) !== undefined))
      return { words: [`--${option}`], takesNext: true };
  }
  const option = options.find((one) => valueOf(one, name) !== undefined);
  const value = option && valueOf(option, name);
  return value === undefined ? undefined : { words: [`--${option}`, value], takesNext: false, value };
}

/** The line with `--OPTION VALUE` for such a value without its option, or after another one: `export t.har curl`. */
export function placeValue(option: string, { own, program = [], choices }: SpelledLine): string | undefined {
  const command = textAt(own, 0);
  const values = listValues(option, command, choices);
  const at = own.findIndex((word, index) => index > 0 && values.includes(word.toLowerCase()));
  if (at < 0) return undefined;
  const isValue = /^--?[a-z][\w-]*$/i.test(textAt(own, at - 1));
  const rest = own.toSpliced(isValue ? at - 1 : at, isValue ? 2 : 1);
  return toLine([...rest, `--${option}`, textAt(own, at).toLowerCase()], program);
}

function listValues(option: string, command: string, choices: Choices): readonly string[] {
  const { completes } = kindOfOption(option, { command, choices: choices[option] });
  return typeof completes === "string" ? [] : completes;
}

export function isGiven(own: readonly string[], option: string): boolean {
  const names = option === "output" ? ["-o", "--output"] : [`--${option}`];
  return own.some((word) => names.some((name) => word === name || word.startsWith(`${name}=`)));
}

export function toLine(own: readonly string[], program: readonly string[] = []): string {
  const behind = program.length === 0 ? [] : ["--", ...program.map(quoteShellWord)];
  return ["wirewalk", ...own.map(quoteShellWord), ...behind].join(" ");
}

/** Those of the options below that take no value. */
const SWITCHES: ReadonlySet<string> = new Set([
  "failed",
  "side-by-side",
  "values",
  "freeze-time",
  "watch",
  "where-secret",
]);

/** What other programs call an option; the first that the command has. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  ...named(["failed"], "errors", "error", "failures", "failure", "fails", "only-failed"),
  ...named(["format", "watch"], "f"),
  ...named(["format"], "F", "t", "T", "fmt", "type", "as", "to", "output-format", "kind"),
  ...named(["output"], "O", "out", "outfile", "out-file", "output-file", "file", "save", "dest"),
  ...named(["grep"], "g", "search", "find", "contains", "pattern", "match", "text"),
  ...named(["status"], "code", "status-code", "http-status"),
  ...named(["step"], "n", "number", "exchange", "arrow", "call", "entry"),
  ...named(["slow"], "slower", "slower-than", "min-time"),
  ...named(["side-by-side"], "y", "side", "sidebyside", "split"),
  ...named(["values"], "a", "all", "noise", "full"),
  ...named(["ignore", "drop"], "i", "exclude", "skip", "except", "omit"),
  ...named(["only", "where"], "include", "filter", "select"),
  ...named(["freeze-time"], "freeze", "frozen", "freeze-dates", "freeze-clock", "no-time-shift"),
  ...named(["watch"], "follow", "tail"),
  ...named(["note"], "m", "message", "comment", "description"),
  ...named(["where-secret"], "secrets", "where-secrets"),
  ...named(["latency"], "delay", "wait"),
  ...named(["port"], "p", "P"),
  ...named(["host"], "bind", "address", "interface"),
  ...named(["title"], "heading"),
  ...named(["match"], "match-on", "match-requests-on", "by"),
};

function named(options: readonly string[], ...names: readonly string[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(names.map((name) => [name, options]));
}
