import type { TextSource } from "../../trace/stream/text-source.ts";
import { OURS } from "../names.ts";
import { type Document, readDocument } from "./documents.ts";
import { textValue } from "./loose.ts";
import { type ReadSpan, spansOf } from "./spans.ts";

/** Reads what is in an attribute of a span of a document again; "" if there is nothing. */
export type ReadText = (document: Pick<Document, "end" | "start">, span: Ids, name: string) => string;

type Ids = Pick<ReadSpan, "id" | "trace">;

/**
 * Of a file, keeps only recently used texts in memory. Exchanges of one recorder are mostly in one document; if many are read in the order
 * of time, each has its own, and they are used in turn.
 *
 * @param most units of the file that are kept
 */
export function createAttributeTexts(source: TextSource, most = MOST): ReadText {
  const recent = new Map<number, { readonly texts: ReadonlyMap<string, string>; readonly units: number }>();
  let held = 0;
  const makeRoom = (): void => {
    for (const [start, { units }] of recent) {
      if (held <= most || recent.size === 1) return;
      recent.delete(start);
      held -= units;
    }
  };
  const read = ({ start, end }: Pick<Document, "end" | "start">): ReadonlyMap<string, string> => {
    const known = recent.get(start);
    const texts = known?.texts ?? new Map(listTexts(readDocument(source, start, end).value));
    // The most recently used is evicted last.
    recent.delete(start);
    recent.set(start, { texts, units: end - start });
    if (known === undefined) held += end - start;
    makeRoom();
    return texts;
  };
  return (document, span, name) => read(document).get(toKey(span, name)) ?? "";
}

/** Twenty lines of the longest that wirewalk sends; what is held takes several times as much memory. */
const MOST = 1 << 24;

function* listTexts(value: unknown): Generator<readonly [string, string]> {
  for (const span of spansOf(value, () => {})) {
    for (const name of [OURS.entry, OURS.exchange, OURS.partText]) {
      const text = textValue(span.values, name);
      if (text !== undefined) yield [toKey(span, name), text];
    }
  }
}

function toKey({ trace, id }: Ids, name: string): string {
  return `${trace}${id} ${name}`;
}
