import { readString } from "../../json/leaves.ts";
import { TOKEN } from "../../json/scan.ts";
import { walkValues } from "../../json/walk-values.ts";

/** A text or number in JSON. */
export interface JsonLeaf {
  /** Member names and indexes that lead to it. Valid until the next leaf. */
  readonly path: readonly (string | number)[];
  readonly value: string;
}

/** Lists them in order; no words such as `true`. Text that is no JSON is read as far as it makes sense. */
export function* listJsonLeaves(text: string): Generator<JsonLeaf, undefined> {
  for (const { start, end, kind, path } of walkValues(text)) {
    if (kind === TOKEN.string) yield { path, value: readString(text, start, end) };
    else if (/[-\d]/.test(text[start] ?? "")) yield { path, value: text.slice(start, end) };
  }
}

/** RFC 6901 */
export function toPointer(path: JsonLeaf["path"]): string {
  return path.map((name) => `/${String(name).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
