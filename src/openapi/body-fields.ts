import type { BodyView } from "../analyze/types.ts";
import { toPointer } from "../json/pointer.ts";
import { readJson } from "../json/read-json.ts";
import { escapePattern } from "../sequence/escape-pattern.ts";
import type { DescribedFields } from "./operation-details.ts";

/** The fields of a JSON body by their pointers, `*` for any item, each with its first value that is no object or list. */
export function listBodyFields({ kind, text, cut }: BodyView): ReadonlyMap<string, string> {
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
  const patterns = [...known.keys(), ...allowed].map(toPattern);
  const opened = [...open, ...allowed].map(toPattern);
  const isKnown = (field: string): boolean => patterns.some((pattern) => pattern.test(field));
  const isBelowOpen = (field: string): boolean => {
    for (let end = field.lastIndexOf("/"); end >= 0; end = end === 0 ? -1 : field.lastIndexOf("/", end - 1))
      if (opened.some((pattern) => pattern.test(field.slice(0, end)))) return true;
    return false;
  };
  const unknown: string[] = [];
  for (const field of fields) {
    // What holds it is told already.
    if (unknown.some((one) => field.startsWith(`${one}/`)) || isKnown(field) || isBelowOpen(field)) continue;
    unknown.push(field);
  }
  return unknown;
}

function toPattern(pointer: string): RegExp {
  const parts = pointer.split("/").map((part) => (part === "*" ? "[^/]*" : escapePattern(part)));
  return new RegExp(`^${parts.join("/")}$`);
}
