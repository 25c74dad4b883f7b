import { copyText, rememberTexts } from "../../sequence/remember-texts.ts";
import { textAt } from "../../sequence/text-at.ts";
import { serializeAt } from "../model/serialize.ts";
import type { Cookie, Header } from "../model/types.ts";
import { toHeaders } from "./entry.ts";
import { splitTexts } from "./split-line.ts";

/** JSON as the file has it, indented, and as it is digested. */
export interface Written {
  readonly pretty: string;
  readonly compact: string;
}

/** Of a member that is not there. */
export const NOT_WRITTEN: Written = { pretty: "", compact: "" };

/** In its quotes, as written for an absent field. */
export const EMPTY_TEXT = '""';

/** The fields of a head in an entry. */
export interface ReadyHead {
  readonly headers: Written;
  readonly cookies: Written;
  /** Texts of the entry that are in no field unchanged. */
  readonly derived: readonly string[];
  /** The value of the first field of a name, in its quotes. */
  readonly wanted: Readonly<Partial<Record<WantedName, string>>>;
  /** A flat list name, value, … */
  readonly flat: () => string[];
}

type WantedName = (typeof WANTED)[number];

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
    pretty += `${index === 0 ? FIRST : NEXT}${name},\n              "value": ${value}`;
    compact += `${index === 0 ? '{"name":' : '},{"name":'}${name},"value":${value}`;
  }
  // A list of texts as `encodeExchange` writes it.
  const flat = (): string[] => JSON.parse(list) as string[];
  const hasCookies = wanted.cookie !== undefined || wanted["set-cookie"] !== undefined;
  const cookies = hasCookies ? toCookies(toHeaders(flat())) : [];
  return {
    headers: texts.length === 0 ? NONE : { pretty: pretty + LAST, compact: `[${compact}}]` },
    cookies: writeList(cookies),
    derived: textsOf(cookies),
    wanted,
    flat,
  };
}

const FIRST = `[\n            {\n              "name": `;
const NEXT = `\n            },\n            {\n              "name": `;
const LAST = "\n            }\n          ]";

/** The same for repeated heads, such as those of a program's own requests. */
export function createHeadReader(toCookies: ToCookies): (list: string) => ReadyHead {
  return rememberTexts((list) => {
    const head = readHead(list, toCookies);
    const { pretty, compact } = head.headers;
    return { ...head, headers: { pretty: copyText(pretty), compact: copyText(compact) } };
  });
}

/** Of a name in its quotes; undefined for most. */
function wantedName(quoted: string): WantedName | undefined {
  for (const one of WANTED)
    if (one.length === quoted.length - 2 && quoted.slice(1, -1).toLowerCase() === one) return one;
  return undefined;
}

/** A list that is a member of a request or of a response. */
export function writeList(value: readonly unknown[]): Written {
  return value.length === 0 ? NONE : { pretty: serializeAt(5, value), compact: JSON.stringify(value) };
}

const NONE: Written = { pretty: "[]", compact: "[]" };

export function textsOf(items: readonly object[]): readonly string[] {
  return items.flatMap((item) => Object.values(item).filter((value) => typeof value === "string"));
}
