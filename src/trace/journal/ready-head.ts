import { fromBinary, toBinary } from "../../sequence/binary-text.ts";
import { countBreaks } from "../../sequence/count-breaks.ts";
import { copyText, rememberTexts } from "../../sequence/remember-texts.ts";
import { textAt } from "../../sequence/text-at.ts";
import { serializeAt } from "../model/serialize.ts";
import type { Cookie, Header } from "../model/types.ts";
import { toHeaders } from "./entry.ts";
import { splitTexts } from "./split-line.ts";

/** JSON as the file has it, indented, and as it is digested; each character is one byte. */
export interface Written {
  readonly pretty: string;
  readonly compact: string;
  /** Line breaks of the former. */
  readonly breaks: number;
}

/** Of a member that is not there. */
export const NOT_WRITTEN: Written = { pretty: "", compact: "", breaks: 0 };

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
  const flat = (): string[] => JSON.parse(fromBinary(list)) as string[];
  const hasCookies = wanted.cookie !== undefined || wanted["set-cookie"] !== undefined;
  const cookies = hasCookies ? toCookies(toHeaders(flat())) : [];
  return {
    // Four lines for each field.
    headers:
      texts.length === 0 ? NONE : { pretty: pretty + LAST, compact: `[${compact}}]`, breaks: 2 * texts.length + 1 },
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
    const { pretty, compact, breaks } = head.headers;
    return { ...head, headers: { pretty: copyText(pretty), compact: copyText(compact), breaks } };
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
  if (value.length === 0) return NONE;
  const pretty = serializeAt(5, value);
  return { pretty: toBinary(pretty), compact: toBinary(JSON.stringify(value)), breaks: countBreaks(pretty) };
}

const NONE: Written = { pretty: "[]", compact: "[]", breaks: 0 };

export function textsOf(items: readonly object[]): readonly string[] {
  return items.flatMap((item) => Object.values(item).filter((value) => typeof value === "string"));
}
