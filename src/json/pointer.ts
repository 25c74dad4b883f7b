import { type JsonPath, type JsonValue, visitValues } from "./visit-values.ts";

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

/** Finds the values in JSON text that a pointer names; `*` in it matches any member or index. */
export function findValues(text: string, pointer: string): readonly Omit<JsonValue, "path">[] {
  const wanted = splitPointer(pointer);
  const found: Omit<JsonValue, "path">[] = [];
  visitValues(text, ({ start, end, kind, path }) => {
    if (isSamePath(path, wanted)) found.push({ start, end, kind });
  });
  return found;
}

/** The pointer of a path. */
export function toPointer(path: JsonPath): string {
  return path.map((name) => `/${String(name).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** One name of a pointer, as its member is called. */
export function unescapeName(name: string): string {
  return name.replaceAll("~1", "/").replaceAll("~0", "~");
}

/** Pointers of the containers of a place, the nearest first; the last is "", the whole. */
export function* listHolders(pointer: string): Iterable<string> {
  for (let end = pointer.lastIndexOf("/"); end >= 0; end = end === 0 ? -1 : pointer.lastIndexOf("/", end - 1))
    yield pointer.slice(0, end);
}

function isSamePath(path: JsonPath, wanted: readonly string[]): boolean {
  return (
    path.length === wanted.length &&
    path.every((part, index) => wanted[index] === "*" || String(part) === wanted[index])
  );
}

/** The names of a pointer, unescaped. "" names the whole. */
function splitPointer(pointer: string): string[] {
  return pointer.split("/").slice(1).map(unescapeName);
}
