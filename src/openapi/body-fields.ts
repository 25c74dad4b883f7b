import type { BodyView } from "../analyze/types.ts";
import { listHolders, toPointer } from "../json/pointer.ts";
import { readJson } from "../json/read-json.ts";
import { escapePattern } from "../sequence/escape-pattern.ts";
import { listFields } from "../trace/bodies/readable/write-fields.ts";
import { type BodyPart, listParts, showPartValue } from "../trace/bodies/readable/write-parts.ts";
import type { DescribedFields } from "./operation-details.ts";
import { toLine } from "./to-line.ts";

/**
 * The fields of a JSON body or of a form by their pointers, with `*` for any item, each with its first value that is not an object or
 * list.
 */
export function listBodyFields(body: BodyView): ReadonlyMap<string, string> {
  return isForm(body.mimeType) ? listFormFields(body) : listJsonFields(body);
}

/** Whether a body of this media type has fields as a form has them. */
export function isForm(mimeType: string): boolean {
  return /^\s*(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(mimeType);
}

/** The field of a form that a name belongs to: `tags[]` and `tags[0]` are items of `tags`, which PHP and Rails send. */
export function toFormField(name: string): string {
  return toPointer([name.replace(/(?<=.)\[.*/s, "")]);
}

/** Of a file, its name. */
function listFormFields({ kind, text, mimeType, cut }: BodyView): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (kind === "none" || kind === "json" || cut !== undefined) return found;
  const pairs = /^\s*multipart/i.test(mimeType)
    ? listParts(Buffer.from(text, kind === "binary" ? "base64" : "utf8"), mimeType).map(toPair)
    : listFields(text);
  for (const [name, value] of pairs) {
    const field = toFormField(name);
    if (name !== "" && !found.has(field)) found.set(field, toLine(value, LONGEST));
  }
  return found;
}

function toPair({ name = "", file, value }: BodyPart): readonly [name: string, value: string] {
  return [name, file ?? showPartValue(value)];
}

/** Characters of a value. */
const LONGEST = 300;

function listJsonFields({ kind, text, cut }: BodyView): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const body: unknown = kind === "json" && cut === undefined ? readJson(text) : undefined;
  const visit = (value: unknown, pointer: string): void => {
    if (found.size >= MOST) return;
    if (Array.isArray(value)) {
      for (const item of value) visit(item, `${pointer}/*`);
      return;
    }
    if (typeof value === "object" && value !== null) {
      for (const [name, member] of Object.entries(value)) {
        const place = pointer + toPointer([name]);
        const isPlain = typeof member !== "object" || member === null;
        if (!found.has(place)) found.set(place, isPlain ? JSON.stringify(member) : "");
        visit(member, place);
      }
    }
  };
  visit(body, "");
  return found;
}

const MOST = 5000;

/**
 * Fields of a body that its description does not know.
 *
 * @param allowed pointers, `*` for any item or member
 */
export function findUnknownFields(
  fields: Iterable<string>,
  { fields: known, open }: DescribedFields,
  allowed: readonly string[],
): readonly string[] {
  const isKnown = createMatcher([...known.keys(), ...allowed]);
  const isOpen = createMatcher([...open, ...allowed]);
  const isBelowOpen = (field: string): boolean => {
    for (const holder of listHolders(field)) if (isOpen(holder)) return true;
    return false;
  };
  const unknown: string[] = [];
  for (const field of fields) {
    // Its container is reported already.
    if (unknown.some((one) => field.startsWith(`${one}/`)) || isKnown(field) || isBelowOpen(field)) continue;
    unknown.push(field);
  }
  return unknown;
}

/** Most pointers are exactly those of the fields; only the others need a pattern, and a body has many of both. */
function createMatcher(pointers: readonly string[]): (field: string) => boolean {
  const same = new Set(pointers);
  let patterns: readonly RegExp[] | undefined;
  return (field) => {
    if (same.has(field)) return true;
    patterns ??= pointers.filter((pointer) => pointer.split("/").includes("*")).map(toPattern);
    return patterns.some((pattern) => pattern.test(field));
  };
}

function toPattern(pointer: string): RegExp {
  const parts = pointer.split("/").map((part) => (part === "*" ? "[^/]*" : escapePattern(part)));
  return new RegExp(`^${parts.join("/")}$`);
}
