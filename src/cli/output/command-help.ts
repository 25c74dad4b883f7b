import {
  type CommandSynopsis,
  GLOBAL_OPTIONS,
  type OptionSynopsis,
  type WordSynopsis,
} from "../completion/describe-commands.ts";
import { groupOptions } from "../completion/group-options.ts";

/** Help of one command, in lines of at most so many columns. */
export function toCommandHelp(synopsis: CommandSynopsis, width: number): string {
  const { name, describe, words, examples, takesProgram, epilogue } = synopsis;
  const usage = ["wirewalk", name, ...words.map(toForm), "[options]", ...(takesProgram ? ["[-- COMMAND]"] : [])];
  const groups = groupOptions(synopsis).map(({ heading = "Options", options }): Section => ({
    heading: heading.endsWith(":") ? heading : `${heading}:`,
    rows: options.map(toOptionRow),
  }));
  const sections: readonly Section[] = [
    { heading: "Arguments:", rows: words.map(toWordRow) },
    ...groups,
    { heading: "Options of every command:", rows: GLOBAL_OPTIONS.map(toOptionRow) },
  ];
  return [
    `${describe}\n`,
    `Usage: ${usage.join(" ")}\n`,
    ...sections.filter(({ rows }) => rows.length > 0).map((section) => writeSection(section, width)),
    ...(groups.some(({ rows }) => rows.some(([, text]) => text.includes(KEY))) ? [KEYS] : []),
    `Examples:\n${examples.map(writeExample).join("")}`,
    ...(epilogue === undefined ? [] : [`${epilogue}\n`]),
  ].join("\n");
}

const KEY = "[key: ";

const KEYS = "[key: NAME] is the key of wirewalk.config.yaml that does the same.\n";

/** Several examples in a row may have the same purpose. */
function writeExample([purpose, line]: CommandSynopsis["examples"][number]): string {
  return `${purpose === "" ? "" : `  # ${purpose}\n`}  wirewalk ${line}\n`;
}

/** An argument in the usage line of a command: `[NAME…]`. */
export function toForm({ kind: { placeholder }, isRequired, isList }: Omit<WordSynopsis, "describe">): string {
  const word = `${placeholder}${isList ? "…" : ""}`;
  return isRequired ? word : `[${word}]`;
}

interface Section {
  readonly heading: string;
  readonly rows: readonly (readonly [left: string, text: string])[];
}

function toWordRow({ kind, describe }: WordSynopsis): Section["rows"][number] {
  return [kind.placeholder, describe];
}

/** `-o, --output FILE`; a long name without a short one is indented like one that has. */
function toOptionRow({ names, kind, describe, isRequired }: OptionSynopsis): Section["rows"][number] {
  const short = names.filter((name) => name.length === 2);
  const long = names.filter((name) => name.length > 2);
  const forms = short.length === 0 ? `    ${long.join(", ")}` : [...short, ...long].join(", ");
  const value = kind === undefined ? "" : ` ${kind.placeholder}`;
  return [`${forms}${value}`, isRequired && !/\(required\)/.test(describe) ? `${describe} (required)` : describe];
}

/** Longer names are on a separate line. */
const WIDEST = 30;

function writeSection({ heading, rows }: Section, width: number): string {
  const column = Math.min(WIDEST, Math.max(...rows.map(([left]) => left.length))) + 4;
  const indent = " ".repeat(column);
  const lines = rows.flatMap(([left, text]) => {
    const [first = "", ...rest] = wrap(text, Math.max(30, width - column));
    const start = `  ${left}`;
    const isAlone = start.length > column - 2;
    const beginning = isAlone ? [start.trimEnd(), `${indent}${first}`] : [`${start.padEnd(column)}${first}`.trimEnd()];
    return [...beginning, ...rest.map((line) => `${indent}${line}`)];
  });
  return [...wrap(heading, width), ...lines, ""].join("\n");
}

/** Short texts in brackets are not split. */
const WORDS = /\[[^\]]{1,40}\]\S*|\S+/g;

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const [word] of text.matchAll(WORDS)) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines.splice(-1, 1, `${last} ${word}`);
  }
  return lines;
}
