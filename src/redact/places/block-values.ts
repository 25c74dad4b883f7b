import { groupText } from "../../sequence/group-text.ts";
import { isNoWord } from "../../shapes/made-by-machine.ts";
import { type Characters, mayMatch } from "./needed-characters.ts";
import type { TableCell } from "./table-cells.ts";

/**
 * Values of several lines or in a list that follow one name: block scalars and lists of YAML, arrays and maps of TOML, HCL and programs.
 *
 * @param present those of the text
 */
export function findBlockValues(text: string, present: Characters): TableCell[] {
  return BLOCKS.flatMap(([block, value]) =>
    mayMatch(block, present) ? Array.from(text.matchAll(block)).flatMap((match) => readLines(match, value)) : [],
  );
}

/** No name by which a secret is known, described or dated. */
const PRIVATE = String.raw`(?![\w.@-]{0,50}(?:id|user|username|login|url|host|name|type|path|file|email|region|expires|at|date|version|algorithm|policy|ref|key)["']?[ \t]*[=:])`;

/** `token: |` and the lines that are indented deeper. */
const BLOCK =
  /^(?<indent>[ \t]{0,40})(?:-[ \t]{1,8})?["']?(?<name>[\w.-]{2,60})["']?[ \t]*:[ \t]*[|>][-+\d]{0,3}[ \t\r]*\n(?<lines>(?:\k<indent>[ \t]{1,40}\S[^\n]{0,500}(?:\n|$)){1,200})/gm;

const LINE = /^[ \t]*(?<value>[^\s"'<>:=]{6,})[ \t\r]*$/gm;

/** `tokens:` and its items. */
const LIST =
  /^(?<indent>[ \t]{0,40})["']?(?<name>[\w.-]{2,60})s["']?[ \t]*:[ \t\r]*\n(?<lines>(?:\k<indent>[ \t]{0,40}-[ \t]{1,8}\S[^\n]{0,500}(?:\n|$)){1,200})/gm;

const ITEM = /^[ \t]*-[ \t]+["']?(?<value>[^\s"'<>:={}]{8,})["']?[ \t\r]*$/gm;

/** `passwords:` and its entries. */
const MAP =
  /^(?<indent>[ \t]{0,40})["']?(?<name>[\w.-]{2,60})s["']?[ \t]*:[ \t\r]*\n(?<lines>(?:\k<indent>[ \t]{1,8}["']?[\w.@-]{1,60}["']?:[^\n]{0,500}(?:\n|$)){1,200})/gm;

const ENTRY = new RegExp(
  String.raw`^[ \t]*["']?${PRIVATE}[\w.@-]{1,60}["']?:[ \t]+["']?(?<value>[^\s"'<>:={}/]{8,})["']?[ \t\r]*$`,
  "gim",
);

/** `password: *db` and what is called `&db` elsewhere. */
export function findAnchored(text: string): TableCell[] {
  if (!text.includes("*")) return [];
  return Array.from(
    text.matchAll(/^[ \t]*(?:-[ \t]+)?["']?(?<name>[\w.-]{2,60})["']?:[ \t]*\*(?<anchor>[\w-]{1,40})[ \t\r]*$/gm),
  ).flatMap(({ groups = {} }) => {
    const { name = "", anchor = "" } = groups;
    const found = new RegExp(String.raw`(?<=[ \t]&${anchor}[ \t]{1,8}["']?)[^\s"'#|>{[&*!][^\s"']{5,200}`).exec(text);
    if (found === null || !isNoWord(found[0])) return [];
    return [{ name, value: found[0], start: found.index, end: found.index + found[0].length }];
  });
}

/** `tokens = ["…"]`, `passwords = { joe = "…" }` */
const ARRAY = /(?<![\w.-])(?<name>[A-Za-z][\w.-]{1,60})s[ \t]{0,4}[:=][ \t]{0,4}[[{](?<lines>[^[\]{}]{1,4000})[\]}]/g;

const STRING = /(?<=["'])(?<value>[^"'\\\s:=]{8,})(?=\\*["'])/g;

/** `[pypi-token]` and the settings below it; a host may be one. */
const SECTION =
  /^[ \t]*\[(?:[\w-]{1,40}\.){0,4}(?<name>[\w-]{2,60}?)s?\][ \t\r]*\n(?<lines>(?:[ \t]*(?:["']?[\w.-]{1,60}["']?[ \t]*=|[#;])[^\n]{0,500}(?:\n|$)){1,100})/gm;

const SETTING = new RegExp(
  String.raw`^[ \t]*["']?${PRIVATE}[\w.-]{1,60}["']?[ \t]*=[ \t]*["']?(?<value>[\w+=~-][\w+=~.-]{11,})["']?[ \t\r]*$`,
  "gm",
);

/** With what each of their values looks like. */
export const BLOCKS: readonly (readonly [block: RegExp, value: RegExp])[] = [
  [BLOCK, LINE],
  [LIST, ITEM],
  [ARRAY, STRING],
  [MAP, ENTRY],
  [SECTION, SETTING],
];

function readLines(match: RegExpExecArray, value: RegExp): TableCell[] {
  const [name, lines] = [groupText(match, "name"), groupText(match, "lines")];
  const offset = match.index + match[0].lastIndexOf(lines);
  return Array.from(lines.matchAll(value), (found) => {
    const text = groupText(found, "value");
    const start = offset + found.index + found[0].indexOf(text);
    return { name, value: text, start, end: start + text.length };
  }).filter((cell) => isNoWord(cell.value));
}
