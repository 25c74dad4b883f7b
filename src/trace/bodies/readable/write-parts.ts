import { countOf } from "../../../sequence/count-of.ts";
import { readDelimiter, readPart, readPartParameter } from "../multipart.ts";
import { alignRows } from "./align-rows.ts";
import { readUtf8 } from "./read-utf8.ts";

/** A body of several parts as a table: a row for each with its name, file, type, size, and its text. Undefined if it has none. */
export function writeParts(bytes: Buffer, mimeType: string, isCut: boolean): string | undefined {
  const delimiter = readDelimiter(mimeType)?.trim();
  if (delimiter === undefined) return undefined;
  // Each byte is a character, so that sizes are those of the bytes.
  const pieces = `\n${bytes.toString("latin1")}`.split(`\n${delimiter}`).slice(1, MOST_PARTS + 1);
  const rows = pieces.flatMap((piece, index): (readonly string[])[] => {
    const part = readPart(piece.replace(/^[ \t]*\r?\n/, "").concat("\n"));
    if (part === undefined || piece.startsWith("--")) return [];
    return [toRow(part.head, part.value.replace(/\r$/, ""), isCut && index === pieces.length - 1)];
  });
  return rows.length === 0 ? undefined : alignRows([["name", "file", "type", "size", "content"], ...rows]);
}

const MOST_PARTS = 200;

function toRow(head: string, value: string, isCut: boolean): readonly string[] {
  const decode = (text: string): string => readUtf8(Buffer.from(text, "latin1")) ?? text;
  const named = (parameter: "name" | "filename"): string => decode(readPartParameter(head, parameter) ?? "-");
  const type = /^content-type:[ \t]*([^\r\n]*)/im.exec(head)?.[1] ?? "-";
  const size = `${countOf(value.length, "byte")}${isCut ? ", cut" : ""}`;
  return [named("name"), named("filename"), type, size, showValue(value)];
}

function showValue(value: string): string {
  const bytes = Buffer.from(value, "latin1");
  const text = readUtf8(bytes);
  if (text === undefined) {
    const hex = bytes
      .subarray(0, FIRST_BYTES)
      .toString("hex")
      .replaceAll(/..(?!$)/g, "$& ");
    return bytes.length > FIRST_BYTES ? `${hex} …` : hex;
  }
  const line = text.trimEnd().replaceAll(/\r?\n/g, "\\n");
  return line.length > LONGEST ? `${line.slice(0, LONGEST).toWellFormed()}…` : line;
}

const FIRST_BYTES = 16;

/** Characters of a text. */
const LONGEST = 400;
