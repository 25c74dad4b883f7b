import { isNoWord } from "../../shapes/made-by-machine.ts";
import type { TableCell } from "./table-cells.ts";

/** Values of several lines or in a list behind one name: block scalars and lists of YAML, arrays and maps of TOML, HCL and programs. */
export function findBlockValues(text: string): TableCell[] {
  return [
    ...Array.from(text.matchAll(BLOCK)).flatMap((match) => readLines(match, LINE)),
    ...Array.from(text.matchAll(LIST)).flatMap((match) => readLines(match, ITEM)),
    ...Array.from(text.matchAll(ARRAY)).flatMap((match) => readLines(match, STRING)),
  ];
}

/** `token: |` and the lines that are indented deeper. */
const BLOCK =
  /^(?<indent>[ \t]{0,40})(?:-[ \t]{1,8})?["']?(?<name>[\w.-]{2,60})["']?[ \t]*:[ \t]*[|>][-+\d]{0,3}[ \t\r]*\n(?<lines>(?:\k<indent>[ \t]{1,40}\S[^\n]{0,500}(?:\n|$)){1,200})/gm;

const LINE = /^[ \t]*(?<value>[^\s"'<>:=]{6,})[ \t\r]*$/gm;

/** `tokens:` and its items. */
const LIST =
  /^(?<indent>[ \t]{0,40})["']?(?<name>[\w.-]{2,60})s["']?[ \t]*:[ \t\r]*\n(?<lines>(?:\k<indent>[ \t]{0,40}-[ \t]{1,8}\S[^\n]{0,500}(?:\n|$)){1,200})/gm;

const ITEM = /^[ \t]*-[ \t]+["']?(?<value>[^\s"'<>:={}]{8,})["']?[ \t\r]*$/gm;

/** `tokens = ["…"]`, `passwords = { joe = "…" }` */
const ARRAY = /(?<![\w.-])(?<name>[A-Za-z][\w.-]{1,60})s[ \t]{0,4}[:=][ \t]{0,4}[[{](?<lines>[^[\]{}]{1,4000})[\]}]/g;

const STRING = /(?<=["'])(?<value>[^"'\\\s:=]{8,})(?=\\*["'])/g;

function readLines(match: RegExpMatchArray, value: RegExp): TableCell[] {
  const { name = "", lines = "" } = match.groups ?? {};
  const offset = (match.index ?? 0) + match[0].lastIndexOf(lines);
  return Array.from(lines.matchAll(value), (found) => {
    const text = found.groups?.["value"] ?? "";
    const start = offset + found.index + found[0].indexOf(text);
    return { name, value: text, start, end: start + text.length };
  }).filter((cell) => isNoWord(cell.value));
}
