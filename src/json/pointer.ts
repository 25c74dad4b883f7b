import { readString } from "./leaves.ts";
import { JsonScanner, TOKEN, type TokenKind } from "./scan.ts";

/** The value that a JSON pointer (RFC 6901) names, or undefined. */
export function findPointer(value: unknown, pointer: string): unknown {
  let found = value;
  for (const name of splitPointer(pointer)) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, name)) return undefined;
    // An object or array that has this member.
    found = (found as Readonly<Record<string, unknown>>)[name];
  }
  return found;
}

/** Offset of that value in JSON text. */
export function findValue(text: string, pointer: string): number | undefined {
  return findValues(text, pointer).next().value?.start;
}

/** Where a value stands in JSON text; of an object or array, its opening bracket. */
export interface JsonPlace {
  readonly start: number;
  readonly end: number;
  readonly kind: TokenKind;
}

/** Where the values stand that a pointer names; `*` in it stands for any member or index. */
export function* findValues(text: string, pointer: string): Generator<JsonPlace, undefined> {
  const wanted = splitPointer(pointer);
  const scanner = new JsonScanner(text);
  const path: (string | number)[] = [];
  // For each open container, the length of the path outside of it, and the place in it if it is an array.
  const containers: { readonly outside: number; index: number | undefined }[] = [];
  let isName = false;
  const enter = (container: { index: number | undefined } | undefined): void => {
    isName = container !== undefined && container.index === undefined;
    if (container?.index !== undefined) path.push(container.index++);
  };
  for (let kind = scanner.next(); kind !== TOKEN.end; kind = scanner.next()) {
    const container = containers.at(-1);
    if (kind === TOKEN.comma) {
      path.length = container?.outside ?? 0;
      enter(container);
    } else if (kind === TOKEN.closeObject || kind === TOKEN.closeArray) {
      path.length = containers.pop()?.outside ?? 0;
      isName = false;
    } else if (isName && kind === TOKEN.string) {
      path.push(readString(text, scanner.start, scanner.end));
      isName = false;
    } else if (kind !== TOKEN.colon) {
      if (isSamePath(path, wanted)) yield { start: scanner.start, end: scanner.end, kind };
      if (kind !== TOKEN.openObject && kind !== TOKEN.openArray) continue;
      containers.push({ outside: path.length, index: kind === TOKEN.openArray ? 0 : undefined });
      enter(containers.at(-1));
    }
  }
}

function isSamePath(path: readonly (string | number)[], wanted: readonly string[]): boolean {
  return (
    path.length === wanted.length &&
    path.every((part, index) => wanted[index] === "*" || String(part) === wanted[index])
  );
}

/** The names of a pointer, unescaped. "" names the whole. */
function splitPointer(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}
