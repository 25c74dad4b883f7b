import { readString } from "./leaves.ts";
import { JsonScanner, TOKEN, type TokenKind } from "./scan.ts";

/** A value and its position in JSON text; of an object or array, its opening bracket. */
export interface JsonValue {
  readonly start: number;
  readonly end: number;
  readonly kind: TokenKind;
  /** Names and indexes that lead to it from the outermost value. */
  readonly path: JsonPath;
}

/** Names of members and indexes, outermost first. */
export type JsonPath = readonly (string | number)[];

/**
 * Visits all values of JSON text in order, containers before what they hold. Text that is not JSON is read as far as
 * possible. A value and its path are valid only during the visit.
 */
export function visitValues(text: string, visit: (value: JsonValue) => void): void {
  const scanner = new JsonScanner(text);
  const path: (string | number)[] = [];
  // For each open container, the length of the path outside of it, and the place in it if it is an array.
  const containers: { readonly outside: number; index: number | undefined }[] = [];
  const value = { start: 0, end: 0, kind: TOKEN.end as TokenKind, path };
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
      value.start = scanner.start;
      value.end = scanner.end;
      value.kind = kind;
      visit(value);
      if (kind !== TOKEN.openObject && kind !== TOKEN.openArray) continue;
      containers.push({ outside: path.length, index: kind === TOKEN.openArray ? 0 : undefined });
      enter(containers.at(-1));
    }
  }
}
