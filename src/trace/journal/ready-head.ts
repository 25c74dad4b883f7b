import { fromBinary, toBinary } from "../../sequence/binary-text.ts";
import { textAt } from "../../sequence/text-at.ts";
import { serializeAt } from "../model/serialize.ts";
import type { Cookie, Header } from "../model/types.ts";
import { type Written, written } from "./entry-text.ts";
import { toHeaders } from "./entry.ts";
import { splitTexts } from "./split-line.ts";

/** In its quotes, as written for an absent field. */
export const EMPTY_TEXT = '""';

/** The fields of a head in an entry. */
export interface ReadyHead {
  readonly headers: Written;
  readonly cookies: Written;
  /** Texts of the entry that are in no field unchanged. */
  readonly derived: readonly string[];
  /** The value of the first field of a name, in its quotes, as bytes. */
  readonly wanted: Readonly<Partial<Record<WantedName, string>>>;
  /** A flat list name, value, … */
  readonly flat: () => string[];
}

export type WantedName = (typeof WANTED)[number];

const WANTED = ["content-type", "content-length", "location", "cookie", "set-cookie"] as const;

/** Fields for which the entry has cookies. */
export type ToCookies = (headers: readonly Header[]) => readonly Cookie[];

/** Reads heads as written in a line. */
export function readHead(list: string, toCookies: ToCookies): ReadyHead {
  const wanted: Partial<Record<WantedName, string>> = {};
  let pretty = "";
  let compact = "";
  const texts = splitTexts(list);
  for (let index = 0; index + 1 < texts.length; index += 2) {
    const [name, value] = [textAt(texts, index), textAt(texts, index + 1)];
    const own = wantedName(name);
    if (own !== undefined) wanted[own] ??= value;
    pretty += `${index === 0 ? FIRST.pretty : NEXT.pretty}${name}${VALUE.pretty}${value}`;
    compact += `${index === 0 ? FIRST.compact : NEXT.compact}${name}${VALUE.compact}${value}`;
  }
  // A list of texts as `encodeExchange` writes it.
  const flat = (): string[] => JSON.parse(fromBinary(list)) as string[];
  const hasCookies = wanted.cookie !== undefined || wanted["set-cookie"] !== undefined;
  const cookies = hasCookies ? toCookies(toHeaders(flat())) : [];
  return {
    headers: texts.length === 0 ? NONE : written(pretty + LAST.pretty, compact + LAST.compact),
    cookies: writeList(cookies),
    derived: textsOf(cookies),
    wanted,
    flat,
  };
}

const FIRST = { pretty: `[\n            {\n              "name": `, compact: `[{"name":` };
const NEXT = { pretty: `\n            },\n            {\n              "name": `, compact: `},{"name":` };
const VALUE = { pretty: `,\n              "value": `, compact: `,"value":` };
const LAST = { pretty: "\n            }\n          ]", compact: "}]" };

/** What stands before, between and behind the names and values of fields in an entry. */
export const AROUND_FIELDS = {
  headers: written(`,\n          "headers": `, `,"headers":`),
  first: written(FIRST.pretty, FIRST.compact),
  next: written(NEXT.pretty, NEXT.compact),
  value: written(VALUE.pretty, VALUE.compact),
  last: written(LAST.pretty, LAST.compact),
};

/** Of a name in its quotes; undefined for most. */
function wantedName(quoted: string): WantedName | undefined {
  for (const one of WANTED)
    if (one.length === quoted.length - 2 && quoted.slice(1, -1).toLowerCase() === one) return one;
  return undefined;
}

/** A list that is a member of a request or of a response. */
export function writeList(value: readonly unknown[]): Written {
  if (value.length === 0) return NONE;
  return written(toBinary(serializeAt(5, value)), toBinary(JSON.stringify(value)));
}

export const NONE: Written = written("[]", "[]");

export function textsOf(items: readonly object[]): readonly string[] {
  return items.flatMap((item) => Object.values(item).filter((value) => typeof value === "string"));
}
