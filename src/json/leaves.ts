import { readJson } from "./read-json.ts";
import { JsonScanner, TOKEN, type TokenKind } from "./scan.ts";

/** A string, number or word that is a value, with its position in the text. */
export interface JsonLeaf {
  /** Offsets of the token; a string's quotes belong to it. */
  readonly start: number;
  readonly end: number;
  readonly kind: TokenKind;
  /** Names of its enclosing fields, outermost first; arrays add none. Valid only during the visit. */
  readonly names: readonly string[];
  /** Whether it is an item of an array; else a member, or all there is. */
  readonly isItem: boolean;
  /**
   * Numbers of its enclosing objects and arrays, outermost first, each by its place in the text. Valid only during the
   * visit.
   */
  readonly containers: readonly number[];
}

/** Visits the leaves of JSON text in order. Invalid or truncated JSON is read as far as it makes sense. */
export function visitLeaves(text: string, visit: (leaf: JsonLeaf) => void): void {
  const scanner = new JsonScanner(text);
  const names: string[] = [];
  const containers: number[] = [];
  const leaf = { start: 0, end: 0, kind: TOKEN.end as TokenKind, names, containers, isItem: false };
  // For each open container, how many names there were outside of it, and whether it is an object.
  const outside: number[] = [];
  const isObject: boolean[] = [];
  let isName = false;
  for (let kind = scanner.next(); kind !== TOKEN.end; kind = scanner.next()) {
    if (kind === TOKEN.openObject || kind === TOKEN.openArray) {
      outside.push(names.length);
      containers.push(scanner.start);
      isObject.push(kind === TOKEN.openObject);
      isName = kind === TOKEN.openObject;
    } else if (kind === TOKEN.closeObject || kind === TOKEN.closeArray) {
      names.length = outside.pop() ?? 0;
      isObject.pop();
      containers.pop();
      isName = false;
    } else if (kind === TOKEN.comma) {
      names.length = outside.at(-1) ?? 0;
      isName = isObject.at(-1) === true;
    } else if (kind === TOKEN.colon) {
      isName = false;
    } else if (isName) {
      names.push(readString(text, scanner.start, scanner.end));
    } else {
      leaf.start = scanner.start;
      leaf.end = scanner.end;
      leaf.kind = kind;
      leaf.isItem = isObject.at(-1) === false;
      visit(leaf);
    }
  }
}

/** The array or object that a leaf is in, or one of those around it; -1 outside of all. */
export function heldBy(containers: readonly number[], level = 1): number {
  return containers.at(-level) ?? -1;
}

/** The value of a string token; of an invalid one, the text between its quotes. */
export function readString(text: string, start: number, end: number): string {
  const inner = text.slice(start + 1, text.charCodeAt(end - 1) === TOKEN.string && end - start > 1 ? end - 1 : end);
  if (!inner.includes("\\")) return inner;
  const value = readJson(`"${inner}"`);
  return typeof value === "string" ? value : inner;
}
