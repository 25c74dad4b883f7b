import { knownAt } from "../../sequence/known-at.ts";
import { matchedText } from "../../sequence/matched-text.ts";
import type { Exchange } from "../../trace/journal/exchange.ts";
import { HEAD_CUT } from "../../trace/missing.ts";

/**
 * Leaves out, in place, what of a head is beyond 1 MiB: what finds secrets cannot look through much more, and nobody reads it. The exchange
 * gets a remark.
 */
export function cutLongHeads(exchange: Exchange): void {
  const { method, url, reason, requestHeaders, responseHeaders, more } = exchange;
  if (sizeOf(requestHeaders) + method.length + url.length > LONGEST_KEPT) {
    const room = createRoom();
    // A word of that length is no method.
    exchange.method = method.slice(0, LONGEST_METHOD);
    exchange.url = cutUrl(url, room);
    exchange.requestHeaders = cutFields(requestHeaders, room);
    noteCut(exchange, "request", "rawRequestHead");
  }
  // It has the host.
  const error = exchange.more?.error;
  if (error !== undefined && error.message.length > LONGEST_KEPT) error.message = beforeCut(error.message, LONG);
  const others = more?.informational ?? [];
  const size = others.reduce((sum, answer) => sum + sizeOf(answer.headers), sizeOf(responseHeaders) + reason.length);
  if (size <= LONGEST_KEPT) return;
  const room = createRoom();
  exchange.reason = room(reason);
  exchange.responseHeaders = cutFields(responseHeaders, room);
  for (const answer of others) {
    answer.reason = room(answer.reason);
    answer.headers = cutFields(answer.headers, room);
  }
  noteCut(exchange, "response", "rawResponseHead");
}

/** Characters. */
export const LONGEST_KEPT = 1 << 20;

const LONGEST_METHOD = 64;

/** Characters: what is longer does not take the room of the others, which say what the exchange is. */
const LONG = 4096;

/** In memory and in a trace, of each field. */
const OVERHEAD = 32;

/** As on the wire: each name and each value with two characters more. */
function sizeOf(flat: readonly string[]): number {
  let size = 2 * flat.length;
  for (const text of flat) size += text.length;
  return size;
}

function noteCut(exchange: Exchange, side: "request" | "response", raw: "rawRequestHead" | "rawResponseHead"): void {
  const { [raw]: _, ...more } = exchange.more ?? {};
  exchange.more = { ...more, remarks: [...(more.remarks ?? []), `${HEAD_CUT}: the ${side}'s is longer than 1 MiB`] };
}

/** Returns what of a text there is room for; `more`: what else it takes. */
type Room = (text: string, more?: number) => string;

function createRoom(): Room {
  let forShort = LONGEST_KEPT;
  let forLong = LONGEST_KEPT;
  return (text, more = 0) => {
    const isLong = text.length > LONG;
    const left = isLong ? forLong : forShort;
    const kept = text.length + more <= left ? text : beforeCut(text, left - more);
    if (isLong) forLong -= kept.length + more;
    else forShort -= kept.length + more;
    return kept;
  };
}

/** Not within a word: without its end, a secret might not be found. */
function beforeCut(text: string, length: number): string {
  let end = length;
  while (end > 0 && !/[;&,?\s]/.test(text.charAt(end))) end -= 1;
  return text.slice(0, Math.max(0, end));
}

function cutUrl(url: string, room: Room): string {
  const origin = matchedText(/^[a-z]{1,10}:\/\/[^/?#]{0,1000}(?=[/?#]|$)/i, url);
  // With a part of an authority, a password may be shown that its `@` would have told.
  if (origin === "") return `${matchedText(/^[a-z]{1,10}:\/\//i, url)}left-out.invalid/`;
  return origin + (room(url.slice(origin.length)) || "/");
}

/** A long value may become empty; when there is no room for short fields any more, the rest of them are left out. */
function cutFields(flat: readonly string[], room: Room): string[] {
  const kept: string[] = [];
  for (let index = 0; index + 1 < flat.length; index += 2) {
    const name = knownAt(flat, index);
    // Not of the name alone, which may be empty.
    if (room(`${name}:`, OVERHEAD) === `${name}:`) kept.push(name, room(knownAt(flat, index + 1)));
  }
  return kept;
}
