import { heldBy, visitLeaves } from "../../json/leaves.ts";
import type { Span } from "../../json/quiet-items.ts";
import { TOKEN } from "../../json/scan.ts";
import { MARK, commonOf } from "./varying-values.ts";

/** What an entry of a HAR file has in common with others of the same program. */
export interface EntryShape {
  /** Its text without its bodies, with marks for values that differ from one to the next. */
  readonly shape: string;
  /** Where its bodies are, with their quotes. */
  readonly bodies: readonly Span[];
}

/** Undefined for what is no such entry, and for what only its end or its escapes reveal. */
export function shapeOfEntry(text: string): EntryShape | undefined {
  if (!text.startsWith("{") || text.includes(MARK) || text.includes('"_truncated"')) return undefined;
  const bodies: Span[] = [];
  let shape = "";
  let copied = 0;
  let isKnown = true;
  const put = (start: number, end: number, common: string): void => {
    shape += text.slice(copied, start) + common;
    copied = end;
  };
  visitLeaves(text, ({ kind, start, end, names, containers, isItem }) => {
    const place = names.length > DEEPEST ? undefined : PLACES.get(names.join("."));
    if (place === undefined) return;
    const isString = kind === TOKEN.string;
    if (place === "body") {
      isKnown &&= isString && !isItem;
      bodies.push({ start, end });
      put(start, end, MARK);
    } else if (isItem) {
      return;
    } else if (place === "number") {
      if (kind === TOKEN.number && end - start <= LONGEST_NUMBER) put(start, end, MARK);
    } else if (isString && place === "type") {
      isKnown &&= TYPE.test(text.slice(start + 1, end - 1));
    } else if (isString) {
      const name = place === "own" ? names.at(-1) : nameOfPair(text, { object: heldBy(containers), start, end });
      if (name !== undefined) put(start + 1, end - 1, commonOf(name, text.slice(start + 1, end - 1)));
    }
  });
  if (!isKnown || copied === 0 || shape.length + text.length - copied > LONGEST) return undefined;
  return { shape: shape + text.slice(copied), bodies };
}

/** Characters: many are remembered. */
const LONGEST = 1 << 14;

/** The name of a value in an object that has nothing else, which might tell more of it. */
function nameOfPair(
  text: string,
  { object, start, end }: { readonly object: number; readonly start: number; readonly end: number },
): string | undefined {
  if (start - object > LONGEST_NAME) return undefined;
  CLOSING.lastIndex = end;
  return CLOSING.test(text) ? PAIR.exec(text.slice(object, start))?.[1] : undefined;
}

/** Characters, with blanks around it. */
const LONGEST_NAME = 300;

const PAIR = /^\{\s*"name"\s*:\s*"([^"\\]*)"\s*,\s*"value"\s*:\s*$/;
const CLOSING = /\s*\}/y;

type Place = "value" | "own" | "number" | "body" | "type";

/** The places of a HAR file in which entries of one program differ; everything else has to be the same. */
const PLACES: ReadonlyMap<string, Place> = new Map<string, Place>([
  ...["time", "timings.blocked", "timings.dns", "timings.connect", "timings.ssl", "timings.send", "timings.wait"].map(
    (name) => [name, "number"] as const,
  ),
  ...["timings.receive", "request.headersSize", "request.bodySize", "response.headersSize", "response.bodySize"].map(
    (name) => [name, "number"] as const,
  ),
  ["response.content.size", "number"],
  ["response.content.compression", "number"],
  ["startedDateTime", "own"],
  ["connection", "own"],
  ["_id", "own"],
  ["request.url", "own"],
  ["request.headers.value", "value"],
  ["request.queryString.value", "value"],
  ["response.headers.value", "value"],
  ["request.postData.mimeType", "type"],
  ["response.content.mimeType", "type"],
  ["request.postData.text", "body"],
  ["response.content.text", "body"],
]);

const DEEPEST = 3;

/** Digits of a size or of a time, with a fraction and a sign. */
const LONGEST_NUMBER = 20;

/** A media type that says nothing of a secret. */
const TYPE =
  /^(?:application\/(?:[\w.-]{1,60}\+)?(?:json|xml|javascript|octet-stream|x-ndjson)|text\/(?:plain|html|css|xml|javascript|csv|x-ndjson)|image\/[a-z.+-]{1,20}|font\/\w{1,10}|)(?:;\s?charset=[\w-]{1,20})?$/i;
