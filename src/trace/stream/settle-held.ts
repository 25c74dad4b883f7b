import { isObject } from "../../json/is-object.ts";
import { holdBody } from "../bodies/held-body.ts";
import type { Loose } from "../model/loose-fields.ts";
import { type HeldText, LONGEST_TEXT, type ReadValue } from "./read-value.ts";

/**
 * Puts the strings back that were left in the file while an entry was parsed, except the texts of its bodies.
 *
 * @returns lets these bodies read their texts; called when the entry has been checked, which would read them
 */
export function settleHeld(entry: unknown, { held }: ReadValue): () => void {
  if (held.size === 0) return () => {};
  const left = new Map<Loose, HeldText>();
  for (const body of bodiesOf(entry)) {
    const text = held.get(String(body["text"]));
    if (text === undefined) continue;
    if (text.length <= LONGEST_TEXT) left.set(body, text);
    else cutBody(body, text);
  }
  putBack(entry, held, left);
  return () => {
    for (const [body, text] of left) holdBody(body, text);
  };
}

/** The value, with all strings that were left in the file put back in place. */
export function putAllBack({ value: entry, held }: ReadValue): unknown {
  if (held.size === 0) return entry;
  for (const body of bodiesOf(entry)) {
    const text = held.get(String(body["text"]));
    if (text !== undefined && text.length > LONGEST_TEXT) cutBody(body, text);
  }
  return putBack(entry, held, new Map());
}

function bodiesOf(entry: unknown): readonly Loose[] {
  if (!isObject(entry)) return [];
  const { request, response } = entry;
  return [isObject(request) && request["postData"], isObject(response) && response["content"]].filter(isObject);
}

/** No string of JavaScript holds all of it. */
function cutBody(body: Loose, text: HeldText): void {
  body["text"] = text.readBeginning();
  body["_truncated"] = true;
  body["_size"] ??= text.length;
}

function putBack(value: unknown, held: ReadValue["held"], left: ReadonlyMap<Loose, HeldText>): unknown {
  if (typeof value === "string") return held.get(value)?.read() ?? value;
  if (typeof value !== "object" || value === null) return value;
  // Lists and objects are both indexed by key here.
  const holder = value as Loose;
  for (const [key, member] of Object.entries(holder)) {
    if (key === "text" && left.has(holder)) continue;
    const name = held.get(key)?.read() ?? key;
    if (name !== key) delete holder[key];
    const restored = putBack(member, held, left);
    if (name !== key || restored !== member) holder[name] = restored;
  }
  return value;
}
