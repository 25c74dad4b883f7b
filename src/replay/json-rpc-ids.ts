import { visitValues } from "../json/visit-values.ts";
import { bodyText } from "../trace/bodies/body-text.ts";
import type { Entry } from "../trace/model/types.ts";

/**
 * The answer to a JSON-RPC call with the id that the client chose this time: a client that counts its calls takes no answer to
 * another one. Of a batch each answer has the id of its call. Anything else comes back as it is.
 */
export function withOwnIds(entry: Entry, asked: string): Entry {
  const { content } = entry.response;
  const recordedIds = readIds(bodyText(entry.request.postData));
  const ownIds = readIds(asked);
  if (content.text === undefined || content.encoding === "base64") return entry;
  if (recordedIds.size === 0 || recordedIds.size !== ownIds.size) return entry;
  const own = [...ownIds.values()];
  const replaced = new Map(Array.from(recordedIds.values(), (id, index) => [id, own[index] ?? id]));
  const text = replaceIds(content.text, replaced);
  return text === content.text ? entry : { ...entry, response: { ...entry.response, content: { ...content, text } } };
}

/** The ids of calls as they are written, by their place: `1`, `"a-1"`. Empty for what is no call of JSON-RPC. */
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

/** Only in the envelope: within params and results an id is somebody else's. */
function placeOf(path: readonly (string | number)[]): string | undefined {
  if (path.length === 1) return "";
  return path.length === 2 && typeof path[0] === "number" ? String(path[0]) : undefined;
}

function replaceIds(text: string, ids: ReadonlyMap<string, string>): string {
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
