import { readJson } from "../json/read-json.ts";
import { matchedText } from "../sequence/matched-text.ts";
import { createTally } from "../sequence/tally.ts";
import { decodeText } from "../trace/bodies/charset.ts";
import { withoutLayout, withoutLayoutOf } from "../trace/bodies/layout.ts";
import { type Part, readDelimiter, readPart, readPartParameter } from "../trace/bodies/multipart.ts";
import type { Field, RequestBody } from "./request-body.ts";
import { readXmlLeaves } from "./xml-leaves.ts";

/**
 * The values of a body, by JSON pointer, or by the name of a field or part; a body of another kind is one value, by "".
 * Binary data begins with NUL, unlike any text, and has a character for each byte.
 */
export type BodyLeaves = ReadonlyMap<string, string>;

type Pair = readonly [name: string, value: string];

export function readLeaves(body: RequestBody): BodyLeaves {
  const fields = body.fields ?? readParts(body, readBytes);
  if (fields !== undefined) return toLeaves(fields.flatMap(toMembers));
  if (body.bytes.byteLength === 0) return new Map();
  return toLeaves(readWhole(readBytes(body.bytes), body.mimeType));
}

/** The contents of a body whose rest may be missing: its parts or all of it, byte by byte; the last value may be incomplete. */
export function readOpening(body: RequestBody): BodyLeaves {
  const asBytes = (bytes: Buffer): string => bytes.toString("latin1");
  return toLeaves(readParts(body, asBytes)?.flatMap(toPairs) ?? [["", asBytes(body.bytes)]]);
}

/** Fields of one name are distinguished by their order. */
function toLeaves(pairs: readonly Pair[]): BodyLeaves {
  const leaves = new Map<string, string>();
  const turns = createTally<string>();
  for (const [name, value] of pairs) {
    const turn = turns.add(name);
    leaves.set(turn === 0 ? name : `${name}\0${turn}`, value);
  }
  return leaves;
}

/** The parts of a multipart body, whatever their boundary is this time. */
function readParts({ bytes, mimeType }: RequestBody, show: (bytes: Buffer) => string): readonly Field[] | undefined {
  const delimiter = readDelimiter(mimeType);
  if (delimiter === undefined) return undefined;
  const parts = bytes.toString("latin1").split(delimiter).map(readPart);
  const fields = parts.filter((part) => part !== undefined).map((part) => toField(part, show));
  return fields.length > 0 ? fields : undefined;
}

function toField({ head, value }: Part, show: (bytes: Buffer) => string): Field {
  const showText = (text: string): string => show(Buffer.from(text, "latin1"));
  const fileName = readPartParameter(head, "filename");
  return {
    name: showText(readPartParameter(head, "name") ?? ""),
    fileName: fileName === undefined ? undefined : showText(fileName),
    value: showText(value),
  };
}

function toPairs({ name, fileName, value }: Field): readonly Pair[] {
  return fileName === undefined
    ? [[name, value]]
    : [
        [`${name}\0file`, fileName],
        [name, value],
      ];
}

/** JSON in a part is compared as JSON. */
function toMembers(field: Field): readonly Pair[] {
  return toPairs(field).flatMap(
    ([name, value]) =>
      readJsonLeaves(value)?.map(([pointer, member]): Pair => [name + pointer, member]) ?? [[name, value]],
  );
}

function readBytes(bytes: Buffer): string {
  return decodeText(bytes, "", false) ?? `\0${bytes.toString("latin1")}`;
}

function readWhole(text: string, mimeType: string): readonly Pair[] {
  const isForm = /^(?:application\/x-www-form-urlencoded|$)/i.test(mimeType) && /^[^\s=&]{1,1000}=/.test(text);
  if (isForm) return readJsonLeaves(text) ?? [...new URLSearchParams(text)];
  const isXml = /^\s*</.test(text) && XML.test(mimeType);
  return readJsonLeaves(text) ?? (isXml ? readXmlLeaves(text) : undefined) ?? [["", withoutLayout(text, mimeType)]];
}

const XML = /^\s*(?:application|text)\/(?:[\w.-]+\+)?xml\b/i;

function readJsonLeaves(text: string): readonly Pair[] | undefined {
  const value = /^\s*[[{]/.test(text) ? readJson(text) : undefined;
  if (value === undefined) return undefined;
  const pairs: Pair[] = [];
  const visit = (one: unknown, pointer: string): void => {
    if (typeof one === "string") pairs.push([pointer, withoutLayoutOf(matchedText(/[^/]*$/, pointer), one)]);
    // The number 1 is another value than the text "1", and an empty list than none.
    else if (typeof one !== "object" || one === null) pairs.push([`${pointer}\0${typeof one}`, String(one)]);
    else if (Object.keys(one).length === 0) pairs.push([`${pointer}\0empty`, JSON.stringify(one)]);
    else for (const [name, member] of Object.entries(one)) visit(member, `${pointer}/${name}`);
  };
  visit(value, "");
  return pairs;
}
