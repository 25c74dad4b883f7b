import type { BodyView, RequestView } from "../../analyze/types.ts";
import { prettyPrint } from "../../json/pretty.ts";
import { isJson } from "../../json/read-json.ts";
import { createHeaderFilter } from "../../page/shown-headers.ts";
import { codePointOf } from "../../sequence/code-point.ts";
import { textAt } from "../../sequence/text-at.ts";
import { UNSEEN_MARKS } from "../../sequence/unseen-marks.ts";
import { headerText } from "../../trace/headers.ts";
import type { CallBody, CallHeader } from "../script.ts";
import { toCallBody } from "../script.ts";
import { isSendableHeader } from "../sendable-headers.ts";
import { type Text, splitMatches } from "../text.ts";
import { type FormPart, readFormParts } from "./form-parts.ts";

/** A request as a reader's program sends it, with an environment variable instead of each secret. */
export interface SampleCall {
  readonly method: string;
  readonly url: Text;
  readonly headers: readonly CallHeader[];
  readonly body: CallBody | undefined;
  /** The same body, if it is a multipart form that clients can make again; they make its Content-Type as well. */
  readonly form: readonly FormPart[] | undefined;
  /** The part of the body that the recording lacks; "" for none. */
  readonly note: string;
}

/** Undefined for exchanges that a program could not send again as an HTTP request: a WebSocket, gRPC. */
export function toSampleCall({ method, url, headers, body }: RequestView): SampleCall | undefined {
  const says = (name: string, value: RegExp): boolean =>
    headers.some((header) => header.name.toLowerCase() === name && value.test(header.value));
  if (!/^https?:\/\//i.test(url) || !/^[A-Z]+$/.test(method)) return undefined;
  if (says("upgrade", /websocket/i) || says("content-type", /^application\/grpc/i)) return undefined;
  const isShown = createHeaderFilter([]);
  const sent = headers.filter((header) => isSendableHeader(header) && isShown(header));
  const isCut = body.cut !== undefined || body.missing !== undefined;
  const form = isCut ? undefined : readFormParts(toBytes(body), headerText(headers, "content-type"));
  return {
    method,
    url: splitAliases(url),
    headers: sent.map(({ name, value }) => ({ name, value: splitAliases(value.replaceAll(/\s+/g, " ")) })),
    body: isCut ? undefined : toCallBody(body, splitAliases),
    form: form?.every(isWritable) === true ? form : undefined,
    note: isCut ? "The recording does not contain the whole body." : "",
  };
}

function toBytes({ kind, text }: BodyView): Buffer {
  return Buffer.from(text, kind === "binary" ? "base64" : "utf8");
}

/** Without the one that a client makes for a form. */
export function withoutType(headers: readonly CallHeader[]): readonly CallHeader[] {
  return headers.filter(({ name }) => !/^content-type$/i.test(name));
}

/** `Bearer REDACTED-token-1` → `Bearer ` and the variable `TOKEN_1` */
export function splitAliases(text: string): Text {
  return splitMatches(text, /((?:[A-Za-z]{1,8})?REDACTED-[a-z]+-[a-z]{0,3}\d+)/, toVariable);
}

function toVariable(alias: string): string {
  return alias
    .replace(/^.*REDACTED-/, "")
    .replaceAll("-", "_")
    .toUpperCase();
}

interface LiteralSyntax {
  readonly string: (text: Text) => string;
  /** Its words for `true`, `false`, `null`. @default the same */
  readonly words?: Readonly<Record<string, string>>;
  readonly indent: number;
}

/** Lines of a JSON body as a literal of a language that requires a comma after the last item of a list; undefined for anything but JSON. */
export function writeJsonLiteral(
  body: CallBody | undefined,
  { string, words = {}, indent }: LiteralSyntax,
): readonly string[] | undefined {
  if (body?.kind !== "text" || !body.isJson) return undefined;
  const text = markVariables(body.text);
  if (!isJson(text)) return undefined;
  const { lines } = prettyPrint(text, indent);
  const splitMarked = createMarkSplitter(body.text);
  return lines.map((line, index) => {
    const isLast = !/[[{,]$/.test(line) && /^\s*[\]}]/.test(textAt(lines, index + 1));
    const written = line.replaceAll(JSON_TOKEN, (token, inner?: string, colon = "") => {
      if (inner === undefined) return words[token] ?? token;
      return string(splitMarked(JSON.parse(`"${inner}"`) as string)) + colon;
    });
    return isLast ? `${written},` : written;
  });
}

const JSON_TOKEN = /"((?:[^"\\]|\\.)*)"(\s*:)?|\b(?:true|false|null)\b/g;

/** Variables in a text that is formatted first. */
function markVariables(text: Text): string {
  return text.map((part) => (typeof part === "string" ? part : `\u{F0000}${part.variable}\u{F0001}`)).join("");
}

/** Only variables of the same text: a recorded value that looks like a mark must not name others of the reader's environment. */
function createMarkSplitter(marked: Text): (text: string) => Text {
  const names = marked.flatMap((part) => (typeof part === "string" ? [] : [part.variable]));
  if (names.length === 0) return (text) => [text];
  const mark = new RegExp(`\\u{F0000}(${[...new Set(names)].join("|")})\\u{F0001}`, "u");
  return (text) => splitMatches(text, mark, (variable) => variable);
}

/** A JSON body, laid out if it is valid. */
export function layOutBody(body: CallBody & { readonly kind: "text" }): Text {
  const text = markVariables(body.text);
  return body.isJson && isJson(text) ? createMarkSplitter(body.text)(prettyPrint(text).lines.join("\n")) : body.text;
}

/** A string that Python, JavaScript and Go read alike, except for invisible characters beyond U+FFFF, which `toWide` writes. */
export function quoteLiteral(text: string, toWide: ToWide = toLongEscape): string {
  return JSON.stringify(text.toWellFormed()).replaceAll(TO_ESCAPE, (one) => {
    const code = codePointOf(one).toString(16);
    return one.length > 1 ? toWide(code) : `\\u${code.padStart(4, "0")}`;
  });
}

const TO_ESCAPE = new RegExp(String.raw`[\x7F-\x9F${UNSEEN_MARKS}]`, "gu");

/** Writes the escape of a character, given in hexadecimal digits. */
type ToWide = (code: string) => string;

/** Python and Go. */
const toLongEscape: ToWide = (code) => `\\U${code.padStart(8, "0")}`;

/** How a language writes a string with variables of the environment in it. */
export interface StringSyntax {
  readonly variable: (name: string) => string;
  /** A string with places for variables in it. */
  readonly template: (text: Text) => string;
  readonly toWide?: ToWide;
}

/** A string, a variable, or both in one. */
export function writeString(text: Text, { variable, template, toWide }: StringSyntax): string {
  const [first, ...others] = text;
  if (text.every((part) => typeof part === "string")) return quoteLiteral(text.join(""), toWide);
  if (first !== undefined && typeof first !== "string" && others.length === 0) return variable(first.variable);
  return template(text);
}

/** The text between the quotes of a string. */
export function escapeLiteral(text: string, toWide?: ToWide): string {
  return quoteLiteral(text, toWide).slice(1, -1);
}

/**
 * Whether the request needs the environment; if a form is sent field by field, its fields count instead of its body.
 */
export function hasVariables({
  url,
  headers,
  body,
  form,
}: Pick<SampleCall, "body" | "form" | "headers" | "url">): boolean {
  const whole = body?.kind === "text" ? [body.text] : [];
  const sent = form === undefined ? whole : form.map(({ value }) => splitAliases(value));
  return [url, ...headers.map(({ value }) => value), ...sent].some(hasVariable);
}

function hasVariable(text: Text): boolean {
  return text.some((part) => typeof part !== "string");
}

/**
 * Whether names and values can be written one by one: an alias in a name can be a variable only in the text of the
 * whole body.
 */
function isWritable({ name, file = "" }: FormPart): boolean {
  return ![name, file].some((text) => hasVariable(splitAliases(text)));
}

/** Longest body of bytes that a sample holds, in characters of base64; longer ones come from a file. */
const MOST_BYTES = 400;

/** The name of a file that holds a long body of bytes; undefined if the sample holds it itself. */
export function fileOf(body: CallBody | undefined): string | undefined {
  return body?.kind === "bytes" && body.base64.length > MOST_BYTES ? "body.bin" : undefined;
}
