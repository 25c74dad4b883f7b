import { findAll } from "../sequence/find-all.ts";
import { decodeComponent } from "../trace/decode-component.ts";
import type { Recorded } from "./matcher.ts";

/** Whether an earlier response, or the URL of an earlier request, contains one of these ids. */
export type IsMentioned = (ids: readonly string[], before: number) => boolean;

/** Reads each exchange once, when one after it is asked about. @param pattern global, of the ids that can be asked about */
export function createMentions(recorded: readonly Recorded[], pattern: RegExp): IsMentioned {
  const first = new Map<string, number>();
  let read = 0;
  const readUntil = (before: number): void => {
    for (; read < recorded.length; read += 1) {
      const one = recorded[read];
      if (one === undefined || one.number >= before) return;
      for (const text of textsOf(one))
        for (const id of findAll(text, pattern)) if (!first.has(id)) first.set(id, one.number);
    }
  };
  return (ids, before) => {
    readUntil(before);
    return ids.some((id) => findAll(id, pattern).some((part) => (first.get(part) ?? Infinity) < before));
  };
}

function textsOf({ entry: { request, response } }: Recorded): readonly string[] {
  const { text = "", encoding } = response.content;
  const body = encoding === "base64" ? Buffer.from(text, "base64").toString("latin1") : text;
  // An escape such as \n or %20 would join its letters to the id after it.
  const plain = body.replaceAll(/\\(?:u[\da-f]{4}|[^u])|%[\da-f]{2}/gi, " ");
  return [decodeComponent(request.url), ...response.headers.map(({ value }) => decodeComponent(value)), plain];
}
