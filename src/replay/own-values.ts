import { escapePattern } from "../sequence/escape-pattern.ts";
import { escapeXmlText } from "../trace/bodies/xml-text.ts";
import type { BodyLeaves } from "./body-leaves.ts";
import type { OwnId } from "./own-ids.ts";

/**
 * Names and values that the client chose itself, and the recorded ones that they replace: a client that creates a thing under another name
 * finds that name in all later responses, and may request it.
 */
export interface OwnValues {
  /** Learns from two bodies of one request. */
  readonly learn: (recorded: BodyLeaves, asked: BodyLeaves) => void;
  /** Learns values that the client generated. Unlike a name, the next request may have another one in place of the same. */
  readonly learnGenerated: (pairs: readonly OwnId[]) => void;
  /** @param value of a request, decoded */
  readonly toRecorded: (value: string) => string;
  /** @param text a JSON body, a URL or any other text of a response; it is not changed itself */
  readonly toOwn: (text: string) => string;
}

/** Anything shorter, and any number, is too ambiguous; anything longer, and anything but text, is not a name. */
const SHORTEST = 3;
const LONGEST = 1024;

export function createOwnValues(): OwnValues {
  const recordedOf = new Map<string, string>();
  const ownOf = new Map<string, string>();
  return {
    learn: (recorded, asked) => {
      for (const [pointer, value] of asked) {
        const before = recorded.get(pointer);
        if (before === undefined || before === value || !isOfOwn(value) || !isOfOwn(before)) continue;
        if (ownOf.has(before) || recordedOf.has(value)) continue;
        ownOf.set(before, value);
        recordedOf.set(value, before);
      }
    },
    learnGenerated: (pairs) => {
      for (const [before, value] of pairs) {
        const old = ownOf.get(before);
        // Another recorded value may have taken it meanwhile.
        if (old !== undefined && recordedOf.get(old) === before) recordedOf.delete(old);
        ownOf.set(before, value);
        recordedOf.set(value, before);
      }
    },
    toRecorded: (value) => replaceAll(value, recordedOf, (text) => text),
    toOwn: (text) => replaceAll(text, ownOf, escaperFor(text)),
  };
}

/** A secret is the client's own anyway, and what is short, a number or a word of JSON is no name. */
function isOfOwn(value: string): boolean {
  if (value.length < SHORTEST || value.length > LONGEST || value.startsWith("\0")) return false;
  return !value.includes("REDACTED") && !/^(?:[\d.-]+|true|false|null)$/.test(value);
}

/** Replaces whole words. */
function replaceAll(text: string, values: ReadonlyMap<string, string>, escape: (value: string) => string): string {
  if (values.size === 0) return text;
  const escaped = new Map(Array.from(values, ([from, to]) => [escape(from), escape(to)]));
  const words = Array.from(escaped.keys(), escapePattern);
  const pattern = new RegExp(String.raw`(?<![\w-])(?:${words.join("|")})(?![\w-])`, "g");
  return text.replace(pattern, (value) => escaped.get(value) ?? value);
}

/** How a value is written in such a text. */
function escaperFor(text: string): (value: string) => string {
  if (/^\s*[[{"]/.test(text)) return (value) => JSON.stringify(value).slice(1, -1);
  if (/^\s*</.test(text)) return escapeXmlText;
  if (/^(?:https?:\/)?\//.test(text)) return encodeURIComponent;
  return (value) => value;
}
