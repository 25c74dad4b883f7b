import { visitValues } from "../json/visit-values.ts";
import { bodyText } from "../trace/bodies/body-text.ts";
import type { Entry } from "../trace/model/types.ts";

/**
 * The response to a JSON-RPC call with the id that the client chose this time: a client that counts its calls ignores a response with
 * another id. In a batch each response gets the id of its call. Anything else is returned unchanged.
 */
export function withOwnIds(entry: Entry, asked: string): Entry {
  const { content } = entry.response;
  if (content.text === undefined || content.encoding === "base64") return entry;
  const text = replaceIds(content.text, pairIds(bodyText(entry.request.postData), asked));
  return text === content.text ? entry : { ...entry, response: { ...entry.response, content: { ...content, text } } };
}

/**
 * The places where a request differs from the recorded one, except IDs of calls, because its response gets the client's
 * own IDs.
 */
export function withoutIds(differs: readonly string[], { request }: Entry): readonly string[] {
  if (differs.length === 0) return differs;
  const ids = new Set(
    readIds(bodyText(request.postData))
      .keys()
      .map((place) => `${place && `/${place}`}/id`),
  );
  return differs.filter((pointer) => !ids.has(pointer));
}

/** IDs of recorded calls, as written → the client's IDs for the same calls. */
export function pairIds(recorded: string, asked: string): ReadonlyMap<string, string> {
  const recordedIds = readIds(recorded);
  const own = recordedIds.size === 0 ? [] : [...readIds(asked).values()];
  if (recordedIds.size !== own.length) return new Map();
  return new Map(Array.from(recordedIds.values(), (id, index) => [id, own[index] ?? id]));
}

/** The IDs of calls as they are written, by their place: `1`, `"a-1"`. Empty if it is not a JSON-RPC call. */
function readIds(text: string): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  if (!/^\s*[[{]/.test(text) || !/"method"\s*:/.test(text)) return ids;
  const methods = new Set<string>();
  visitValues(text, ({ path, start, end }) => {
    const place = placeOf(path);
    if (place === undefined) return;
    if (path.at(-1) === "id") ids.set(place, text.slice(start, end));
    if (path.at(-1) === "method") methods.add(place);
  });
  return new Map([...ids].filter(([place]) => methods.has(place)));
}

/** Only in the envelope: within params and results, an ID has another meaning. */
function placeOf(path: readonly (string | number)[]): string | undefined {
  if (path.length === 1) return "";
  return path.length === 2 && typeof path[0] === "number" ? String(path[0]) : undefined;
}

/** Puts other ids into the envelopes of a text. */
export function replaceIds(text: string, ids: ReadonlyMap<string, string>): string {
  if (ids.size === 0) return text;
  let replaced = "";
  let end = 0;
  visitValues(text, (value) => {
    if (value.path.at(-1) !== "id" || placeOf(value.path) === undefined) return;
    const own = ids.get(text.slice(value.start, value.end));
    if (own === undefined) return;
    replaced += text.slice(end, value.start) + own;
    end = value.end;
  });
  return replaced + text.slice(end);
}
