import { toPointer } from "../../json/pointer.ts";
import { findAll } from "../../sequence/find-all.ts";
import { decodeComponent } from "../../trace/decode-component.ts";
import type { Entry, Header, PostData } from "../../trace/model/types.ts";
import { splitPath, toAddress } from "../../trace/names/address.ts";
import { splitEnding } from "../../trace/names/split-ending.ts";
import type { ValuePlace } from "../types.ts";
import { visitTexts } from "./visit-texts.ts";

/** A value of a request, decoded. */
export interface UsedValue {
  readonly place: ValuePlace;
  readonly value: string;
}

/**
 * Lists the values in a request: segments of its path, and values of its query, headers, and body. If a text has
 * several words, such as `Bearer …`, each word is listed too.
 */
export function listUsedValues({ request }: Entry): readonly UsedValue[] {
  const { path, query } = toAddress(request.url);
  return [
    ...splitPath(path).flatMap((segment, index) => {
      const { stem, ending } = splitEnding(segment);
      return (ending === "" ? [segment] : [segment, stem]).map((value) =>
        toUsed("path", String(index), decodeComponent(value)),
      );
    }),
    ...listPairs(query).map(([name, value]) => toUsed("query", name, value)),
    ...request.headers.filter(isTelling).map(({ name, value }) => toUsed("header", name, value)),
    ...(request.postData ? listBody(request.postData) : []),
  ].flatMap(withWords);
}

function toUsed(place: ValuePlace["in"], at: string, value: string): UsedValue {
  return { place: { in: place, at }, value };
}

/** A plus sign in a URL may be a literal plus sign. */
function listPairs(query: string): readonly (readonly [name: string, value: string])[] {
  return query === "" ? [] : [...new URLSearchParams(query.replaceAll("+", "%2B"))];
}

/** Other headers are the client's own and the same in each request. */
function isTelling({ name }: Header): boolean {
  return !/^(?:accept|accept-.*|connection|content-.*|date|host|user-agent|traceparent|tracestate)$/i.test(name);
}

function listBody({ text, mimeType }: PostData): readonly UsedValue[] {
  if (/^\s*[[{]/.test(text)) {
    const used: UsedValue[] = [];
    visitTexts(text, (value, path) => used.push(toUsed("body", toPointer(path), value)));
    return used;
  }
  if (/x-www-form-urlencoded/i.test(mimeType))
    return listPairs(text).map(([name, value]) => toUsed("body", toPointer([name]), value));
  return text === "" ? [] : [toUsed("body", "", text)];
}

/** Characters of ids, tokens and names. */
const WORD = /[\w.~-]{3,}/g;

function withWords(used: UsedValue): readonly UsedValue[] {
  const words = findAll(used.value, WORD);
  if (words.length === 1 && words[0] === used.value) return [used];
  return [used, ...words.map((value) => ({ place: used.place, value }))];
}
