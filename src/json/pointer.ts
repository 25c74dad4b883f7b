import { type JsonValue, walkValues } from "./walk-values.ts";

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

/** Where the values stand that a pointer names; `*` in it stands for any member or index. */
export function* findValues(text: string, pointer: string): Generator<JsonValue, undefined> {
  const wanted = splitPointer(pointer);
  for (const value of walkValues(text)) if (isSamePath(value.path, wanted)) yield value;
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
