import { existsSync } from "node:fs";

import { UserError } from "../../errors.ts";
import { MATCH_PARTS } from "../../replay/match-rules.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import { adviseNearest } from "../../sequence/nearest-name.ts";
import { quoteShellWord } from "../../sequence/shell-word.ts";
import { lastText, textAt } from "../../sequence/text-at.ts";
import { COMMANDS, type CommandEntry, nameOf } from "../commands.ts";
import { kindOfArgument, kindOfOption, UNKNOWN, type ValueKind } from "../completion/value-kinds.ts";
import { toDashed } from "../options/dashed.ts";
import { type Choices, findUnknownOption, isGiven, placeValue, respellOptions, toLine } from "./advise-spelling.ts";
import { toForm } from "./command-help.ts";

export interface WrongLine {
  /** Words before `--`. */
  readonly own: readonly string[];
  /** Words after `--`. @default there is no `--` */
  readonly program?: readonly string[] | undefined;
  /** Whether the command runs them as a program. */
  readonly runsProgram: boolean;
  /** Names of the options that its command knows; none if there is no such command. */
  readonly options: readonly string[];
  /** Those of them that take no value. */
  readonly switches: ReadonlySet<string>;
  /** The only values that some of them accept. @default none is limited */
  readonly choices?: Choices;
}

/** Rewrites an error that yargs found in a command line. Other errors are returned unchanged. */
export function toUsageError(error: unknown, line: WrongLine): unknown {
  // yargs throws its own error or a plain one; a bug of ours would have another type.
  const isOfYargs = error instanceof Error && (error.constructor === Error || error.name === "YError");
  if (!isOfYargs) return error;
  const [first = ""] = line.own;
  const command = COMMANDS.find((entry) => nameOf(entry) === first);
  const { message, hint } = explain(error.message, line, command);
  const help = `Run \`wirewalk${command === undefined ? "" : ` ${first}`} --help\` for usage.`;
  return new UserError(message, { hint: hint ?? help, cause: error });
}

interface Explanation {
  readonly message: string;
  readonly hint?: string;
}

function explain(message: string, line: WrongLine, command: CommandEntry | undefined): Explanation {
  const [first = ""] = line.own;
  if (command === undefined && !first.startsWith("-")) {
    const names = COMMANDS.map(nameOf);
    const meant = SYNONYMS.find(([words]) => words.test(first))?.[1];
    if (meant !== undefined) return { message: `Unknown command "${first}". Did you mean "${meant}"?` };
    return { message: `Unknown command "${first}".${adviseNearest(first, names)}` };
  }
  const respelled = respellOptions({ choices: {}, ...line });
  if (respelled !== undefined)
    return { message: `Unknown option "${respelled.word}".`, hint: `Run \`${respelled.line}\`.` };
  for (const [pattern, toWords] of SENTENCES) {
    const parts = matchParts(pattern, message);
    if (parts.length > 0) return toWords(parts.slice(1), line, command);
  }
  return { message: message.replaceAll(/\s*\n\s*/g, " ") };
}

/** What other tools call our commands. */
const SYNONYMS: readonly (readonly [words: RegExp, command: string])[] = [
  [/^(?:merge|join|combine|concat|cat)$/, "gather"],
  [/^(?:compare|cmp)$/, "diff"],
  [/^(?:print|view|ls|list|dump|tail)$/, "show"],
  [/^(?:capture|trace|run|sniff)$/, "record"],
  [/^(?:mock|serve|playback)$/, "replay"],
  [/^(?:zip|pack|archive|bundle)$/, "share"],
  [/^(?:convert|to)$/, "export"],
  [/^(?:diagnose|health)$/, "doctor"],
];

type ToWords = (
  parts: readonly (string | undefined)[],
  line: WrongLine,
  command: CommandEntry | undefined,
) => Explanation;

/** Messages of yargs, and ours. */
const SENTENCES: readonly (readonly [pattern: RegExp, toWords: ToWords])[] = [
  [
    /^Not enough non-option arguments/,
    (_parts, line, command) => explainMissing(line, command === undefined ? "<command>" : toUsage(command)),
  ],
  [/^Unknown (?:argument|command)s?: (.*)$/s, ([names = ""], line) => explainUnknown(names, line)],
  [
    /^Not enough arguments following: (.*)$/s,
    ([name = ""]) => ({ message: `Option "${toDashed(name)}" needs a value.` }),
  ],
  [/^Missing required arguments?: (.*)$/s, ([names = ""], line) => explainMissingOptions(names.split(", "), line)],
  [
    /^Invalid values:\s+Argument: (\S+), Given: (.*), Choices: ([^\n]*)/s,
    ([name = "", given = "", choices = ""], _line, command) => ({
      message: `${isArgument(name, command) ? `Argument ${name.toUpperCase()}` : toDashed(name)} cannot be ${given}.${adviseNearest(unquote(given), choices.split(", ").map(unquote))}`,
      hint: `Choose one of: ${choices.split(", ").map(unquote).join(", ")}.`,
    }),
  ],
];

/** Whether it is an argument in the usage line, `<shell>` or `[action]`, and not an option. */
function isArgument(name: string, command: CommandEntry | undefined): boolean {
  return command !== undefined && [`<${name}>`, `[${name}]`].some((place) => command.form.includes(place));
}

/** The usage line of a command, as in its help: `show TRACE [ARROW]`. */
function toUsage(entry: CommandEntry): string {
  const command = nameOf(entry);
  return entry.form.replaceAll(/[<[](\w+)(\.\.)?[>\]]/g, (place, name: string, dots: string | undefined) => {
    const kind = kindOfArgument(name, { command });
    return toForm({
      kind: { ...kind, placeholder: toPlaceholder(name, kind) },
      isRequired: place.startsWith("<"),
      isList: dots !== undefined,
    });
  });
}

/** Arguments with choices have no row of their own; the help names them in the same way. */
function toPlaceholder(name: string, kind: ValueKind): string {
  return kind === UNKNOWN ? name.toUpperCase() : kind.placeholder;
}

/** Arguments that are missing, or that follow `--`, as in other programs. */
function explainMissing(line: WrongLine, form: string): Explanation {
  // It takes the word after it for its value.
  const unknown = findUnknownOption(line);
  if (unknown !== undefined) return explainUnknown(unknown, line);
  const { own, program = [], runsProgram } = line;
  const usage = { message: `Missing argument. Usage: wirewalk ${form}` };
  if (program.length === 0) return usage;
  const toLine = (words: readonly string[]): string => `Run \`wirewalk ${words.map(quoteShellWord).join(" ")}\`.`;
  // Only `replay` runs a program and needs an argument of its own.
  if (runsProgram) return { message: `${usage.message} -- COMMAND`, hint: toLine([...own, "TRACE", "--", ...program]) };
  return {
    message: `"wirewalk ${own[0]}" does not accept a program after \`--\`.`,
    hint: toLine([...own, ...program]),
  };
}

/** With the line to type, except for the values. */
function explainMissingOptions(names: readonly string[], line: WrongLine): Explanation {
  const { own, options } = line;
  const command = textAt(own, 0);
  const message = `Missing option ${names.map(toDashed).join(", ")}.`;
  // With it, no line that only adds an option can be parsed.
  const unknown = findUnknownOption(line);
  if (unknown !== undefined) return explainUnknown(unknown, line);
  const placed = names.length === 1 ? placeValue(textAt(names, 0), { choices: {}, ...line }) : undefined;
  if (placed !== undefined) return { message, hint: `Run \`${placed}\`.` };
  // A second file after the input file is probably the output file.
  const hasOutput = options.includes("output") && own.length === 3 && own.every((word) => !word.startsWith("-"));
  const words = (hasOutput ? own.toSpliced(2, 0, "-o") : own).map(quoteShellWord);
  const missing = names.filter((name) => !hasOutput || name !== "output");
  const given = missing.flatMap((name) => [toDashed(name), toPlaceholder(name, kindOfOption(name, { command }))]);
  return {
    message,
    hint: `Run \`wirewalk ${[...words, ...given].join(" ")}\`; for more, \`wirewalk ${command} --help\`.`,
  };
}

function explainUnknown(names: string, line: WrongLine): Explanation {
  const { own, program, options } = line;
  const [name = "", ...others] = names.split(", ");
  // Programs written in Go accept one dash instead of two.
  const single = own.find(
    (word) => /^-[a-z][\w-]{2,}/i.test(word) && options.includes(word.slice(1).replace(/=.*/s, "")),
  );
  if (single !== undefined) return { message: `Unknown option "${single}". Did you mean "-${single}"?` };
  const isOption = own.some((word) => word === `--${name}` || word.startsWith(`--${name}=`));
  const isShort = name.length === 1 && own.some((word) => /^-[^-]/.test(word) && word.includes(name));
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  if (!isOption && !isShort)
    return {
      message: `Unexpected argument "${name}"${more}.`,
      ...(adviseList(name, own, program) ??
        adviseValue(name, names, line) ??
        adviseSecondTrace(name, own) ??
        adviseOutput(name, names, { own, options })),
    };
  return {
    message: `Unknown option "${toDashed(name)}"${more}.${isOption ? adviseNearest(`--${name}`, options.map(toDashed)) : ""}`,
  };
}

/** A list that its commas do not join, or that has none: `--ignore query.ts, header.x`, `--match method path`. */
function adviseList(
  name: string,
  own: readonly string[],
  program: readonly string[] = [],
): Partial<Explanation> | undefined {
  const isOfList =
    own.some((word, index) => word === name && textAt(own, index - 1).endsWith(",")) || name.startsWith(",");
  const joined = isOfList ? own.map(quoteShellWord).join(" ").replaceAll(/ ?, ?/g, ",") : joinParts(own);
  if (joined === undefined) return undefined;
  const rest = program.length === 0 ? "" : ` -- ${program.map(quoteShellWord).join(" ")}`;
  return { hint: `A list has no spaces: run \`wirewalk ${joined}${rest}\`.` };
}

/** The line with commas between the parts that follow such an option. */
function joinParts(own: readonly string[]): string | undefined {
  const line: string[] = [];
  let isPart: ((word: string) => boolean) | undefined;
  let isChanged = false;
  for (const word of own) {
    const isNext = isPart?.(word) === true && !lastText(line).startsWith("--");
    if (isNext) line.push(`${line.pop()},${quoteShellWord(word)}`);
    else line.push(quoteShellWord(word));
    isChanged ||= isNext;
    if (word.startsWith("-")) isPart = PARTS[word];
  }
  return isChanged ? line.join(" ") : undefined;
}

/** Options with lists of words that cannot be the names of files. */
const PARTS: Readonly<Record<string, (word: string) => boolean>> = {
  "--match": (word) => MATCH_PARTS.some((part) => part === word),
  "--ignore": (word) => /^(?:query|header|body)\../.test(word),
  "--map": (word) => /^(?:hosts|ids|emails|ips)$/.test(word),
};

/** `diff good.har bad.har html`. */
function adviseValue(name: string, all: string, line: WrongLine): Partial<Explanation> | undefined {
  const { own, options } = line;
  if (name !== all || !options.includes("format") || isGiven(own, "format")) return undefined;
  const placed = placeValue("format", { choices: {}, ...line });
  return placed === undefined || !own.includes(name) ? undefined : { hint: `Run \`${placed}\`.` };
}

/** Two traces for a command that reads one; the second must not be named as its output. */
function adviseSecondTrace(name: string, own: readonly string[]): Partial<Explanation> | undefined {
  const [command = "", first = ""] = own;
  if (!existsSync(name) || !/\.(?:har|zip|jsonl)$/i.test(name)) return undefined;
  const each = `\`wirewalk ${command}\` takes one trace at a time.`;
  return { hint: `${each} To compare the two, run \`${toLine(["diff", first, name])}\`.` };
}

/** One argument too many is most likely the output file. */
function adviseOutput(
  name: string,
  all: string,
  { own, options }: Pick<WrongLine, "options" | "own">,
): Partial<Explanation> {
  const isGiven = own.some((word) => /^(?:-o|--output(?:=.*)?)$/s.test(word));
  const index = own.lastIndexOf(name);
  if (name !== all || index < 2 || isGiven || !options.includes("output")) return {};
  return {
    hint: `To write to that file, run \`wirewalk ${own.toSpliced(index, 0, "-o").map(quoteShellWord).join(" ")}\`.`,
  };
}

const unquote = (text: string): string => text.replaceAll(/^"|"$/g, "");
