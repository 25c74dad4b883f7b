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
  /** Those of them that take no value. */
  readonly switches: ReadonlySet<string>;
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
export function respellOptions(typed: SpelledLine): Respelled | undefined {
  const { own, program = [], options } = typed;
  const [command = "", ...words] = own;
  const line = [command];
  let first: string | undefined;
  for (let index = 0; index < words.length; index += 1) {
    const word = textAt(words, index);
    const { name, dashes, glued } = readOption(word);
    const isUnknown = name !== "" && !options.includes(name) && (dashes === "--" || name.length === 1);
    const meant = isUnknown ? findMeant({ name, glued, following: words[index + 1], typed }) : undefined;
    if (meant === undefined) {
      line.push(word);
      continue;
    }
    first ??= word;
    line.push(...meant.words);
    if (meant.takesNext) index += 1;
  }
  if (first === undefined) return undefined;
  return { word: first, line: toLine(line, program) };
}

interface Option {
  /** "" if the word is no option. */
  readonly name: string;
  readonly dashes: string;
  /** The value in `--name=value`. */
  readonly glued: string | undefined;
}

function readOption(word: string): Option {
  const [, dashes = "", name = "", glued] = matchParts(/^(--?)([a-z][\w-]*)(?:=(.*))?$/is, word);
  return { name, dashes, glued };
}

interface Meant {
  /** Instead of the option, and of its value if that is known. */
  readonly words: readonly string[];
  /** Whether the words contain the next one. */
  readonly takesNext: boolean;
}

interface Misspelled extends Pick<Option, "glued" | "name"> {
  /** The next word. */
  readonly following: string | undefined;
  readonly typed: SpelledLine;
}

function findMeant(misspelled: Misspelled): Meant | undefined {
  const { name, glued, following, typed } = misspelled;
  const { own, switches, choices } = typed;
  const value = glued ?? (following !== undefined && isValue(following) ? following : undefined);
  const takesNext = glued === undefined;
  const meanings = SYNONYMS.get(name) ?? [];
  for (const option of meanings.filter((one) => isFree(one, typed))) {
    if (switches.has(option)) {
      // In a command without `--format`, `-f html` does not mean `--watch`.
      const isMaybeValue = value !== undefined && option !== meanings[0];
      if (glued === undefined && !(isMaybeValue && !isOnlyFile(value, typed)))
        return { words: [`--${option}`], takesNext: false };
      continue;
    }
    const values = listValues(option, textAt(own, 0), choices);
    if (value === undefined || (values.length > 0 && !values.includes(value.toLowerCase()))) continue;
    // A value with a dash would be read as an option.
    return { words: isValue(value) ? [`--${option}`, value] : [`--${option}=${value}`], takesNext };
  }
  return findNamedValue(misspelled, value);
}

/** For an option that has the name of a value: `--html`, `--html page.html`. */
function findNamedValue({ name, glued, typed }: Misspelled, file: string | undefined): Meant | undefined {
  const { own, options, choices } = typed;
  const value = name.toLowerCase();
  const option = options.find((one) => listValues(one, textAt(own, 0), choices).includes(value) && isFree(one, typed));
  if (option === undefined) return undefined;
  const words = [`--${option}`, value];
  if (file?.endsWith(`.${value}`) === true && isFree("output", typed))
    return { words: [...words, "-o", file], takesNext: glued === undefined };
  return glued === undefined ? { words, takesNext: false } : undefined;
}

function isFree(option: string, { own, options }: SpelledLine): boolean {
  return options.includes(option) && !isGiven(own, option);
}

/** Whether a word can be the value of the option before it; `-` is stdin or stdout. */
function isValue(word: string): boolean {
  return word === "-" || !word.startsWith("-");
}

/** The only word that can be the file to read. */
function isOnlyFile(word: string, { own }: SpelledLine): boolean {
  return /[./]/.test(word) && own.slice(1).filter(isValue).length === 1;
}

/**
 * The line with `--OPTION VALUE` for such a value without its option, or after another one for the same: `export t.har curl`, `export t.har
 * --to curl`.
 */
export function placeValue(option: string, { own, program = [], switches, choices }: SpelledLine): string | undefined {
  const values = listValues(option, textAt(own, 0), choices);
  const optionBefore = (index: number): string => {
    const { name, glued } = readOption(textAt(own, index - 1));
    return glued === undefined && !switches.has(name) ? name : "";
  };
  const isReplaced = (index: number): boolean => SYNONYMS.get(optionBefore(index))?.includes(option) === true;
  const isArgument = (word: string, index: number): boolean => index > 0 && isValue(word) && optionBefore(index) === "";
  // Of two, as in `export html curl`, the first is the file.
  const at = own.findLastIndex(
    (word, index) => values.includes(word.toLowerCase()) && (isArgument(word, index) || isReplaced(index)),
  );
  // If nothing else could be the file, this may be it.
  if (at < 1 || !own.some((word, index) => index !== at && isArgument(word, index))) return undefined;
  const rest = own.toSpliced(isReplaced(at) ? at - 1 : at, isReplaced(at) ? 2 : 1);
  return toLine([...rest, `--${option}`, textAt(own, at).toLowerCase()], program);
}

/** The first option that the command does not have; with one dash, only a letter or the name of an option that it has. */
export function findUnknownOption({ own, options }: Pick<SpelledLine, "options" | "own">): string | undefined {
  return own.map(readOption).find(({ name, dashes }) => {
    if (name === "") return false;
    return dashes === "-" && name.length > 1 ? options.includes(name) : !options.includes(name);
  })?.name;
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

/** What other programs call an option; the first that the command has. */
const SYNONYMS: ReadonlyMap<string, readonly string[]> = new Map([
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
]);

function named(
  options: readonly string[],
  ...names: readonly string[]
): readonly (readonly [name: string, options: readonly string[]])[] {
  return names.map((name) => [name, options]);
}
