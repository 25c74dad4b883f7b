import { readString } from "./leaves.ts";
import { JsonScanner, TOKEN } from "./scan.ts";

/** What an object or array contains, with its position in the text. */
export interface JsonItem {
  /** Name of a member; undefined in an array. */
  readonly name: string | undefined;
  readonly start: number;
  readonly end: number;
}

/** The items of an object or array, given as text; undefined for any other value, and for truncated text. */
export function splitJson(text: string): readonly JsonItem[] | undefined {
  const scanner = new JsonScanner(text);
  const outermost = scanner.next();
  if (outermost !== TOKEN.openObject && outermost !== TOKEN.openArray) return undefined;
  const items: JsonItem[] = [];
  let depth = 1;
  let name: string | undefined;
  let isName = outermost === TOKEN.openObject;
  let start = -1;
  let end = -1;
  const close = (): void => {
    if (start >= 0) items.push({ name, start, end });
    start = -1;
  };
  for (let kind = scanner.next(); kind !== TOKEN.end; kind = scanner.next()) {
    const isClosing = kind === TOKEN.closeObject || kind === TOKEN.closeArray;
    if (depth === 1 && isClosing) {
      close();
      return items;
    }
    if (depth === 1 && kind === TOKEN.comma) {
      close();
      isName = outermost === TOKEN.openObject;
    } else if (depth === 1 && isName && kind === TOKEN.string) {
      name = readString(text, scanner.start, scanner.end);
      isName = false;
    } else if (depth > 1 || kind !== TOKEN.colon) {
      if (start < 0) start = scanner.start;
      end = scanner.end;
    }
    if (kind === TOKEN.openObject || kind === TOKEN.openArray) depth += 1;
    if (isClosing) depth -= 1;
  }
  return undefined;
}
