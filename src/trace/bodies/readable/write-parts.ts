import { countOf } from "../../../sequence/count-of.ts";
import { readDelimiter, readPart, readPartParameter } from "../multipart.ts";
import { alignRows } from "./align-rows.ts";
import { readUtf8 } from "./read-utf8.ts";

/** A part of a body of several; texts are decoded. */
export interface BodyPart {
  readonly name: string | undefined;
  readonly file: string | undefined;
  readonly type: string | undefined;
  /** Each byte is a character. */
  readonly value: string;
  /** Whether nothing comes after it: the rest of a cut body belongs to it. */
  readonly isLast: boolean;
}

/** The parts of a body, in order; none if the media type names no boundary, or nothing in the body is a part. */
export function listParts(bytes: Buffer, mimeType: string): readonly BodyPart[] {
  const delimiter = readDelimiter(mimeType)?.trim();
  if (delimiter === undefined) return [];
  // Each byte is a character, so that sizes are those of the bytes.
  const pieces = `\n${bytes.toString("latin1")}`.split(`\n${delimiter}`).slice(1, MOST_PARTS + 1);
  return pieces.flatMap((piece, index) => {
    const part = readPart(piece.replace(/^[ \t]*\r?\n/, "").concat("\n"));
    return part === undefined || piece.startsWith("--")
      ? []
      : [{ ...toBodyPart(part.head, part.value.replace(/\r$/, "")), isLast: index === pieces.length - 1 }];
  });
}

/** A body of several parts as a table: a row for each with its name, file, type, size, and its text. Undefined if it has none. */
export function writeParts(bytes: Buffer, mimeType: string, isCut: boolean): string | undefined {
  const rows = listParts(bytes, mimeType).map((part) => toRow(part, isCut && part.isLast));
  return rows.length === 0 ? undefined : alignRows([["name", "file", "type", "size", "content"], ...rows]);
}

const MOST_PARTS = 200;

function toBodyPart(head: string, value: string): Omit<BodyPart, "isLast"> {
  const decode = (text: string | undefined): string | undefined =>
    text === undefined ? undefined : (readUtf8(Buffer.from(text, "latin1")) ?? text);
  return {
    name: decode(readPartParameter(head, "name")),
    file: decode(readPartParameter(head, "filename")),
    type: /^content-type:[ \t]*([^\r\n]*)/im.exec(head)?.[1],
    value,
  };
}

function toRow({ name = "-", file = "-", type = "-", value }: BodyPart, isCut: boolean): readonly string[] {
  const size = `${countOf(value.length, "byte")}${isCut ? ", cut" : ""}`;
  return [name, file, type, size, showPartValue(value)];
}

/** On one line; the first bytes of what is no text. */
export function showPartValue(value: string): string {
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
