import type { BodyView, HeaderView, RequestView } from "../analyze/types.ts";
import { prettyPrint } from "../json/pretty.ts";
import { readEscapes } from "../json/read-escapes.ts";
import { isJson } from "../json/read-json.ts";
import { countOf } from "../sequence/count-of.ts";
import { foldLines } from "./fold-lines.ts";
import { toHexLines } from "./hex-lines.ts";
import { hasInvisible, showInvisible, showOnOneLine } from "./visible-text.ts";

/** One code block of the page. */
export interface CodeView {
  /** Name that Pygments knows, from a short list: a media type here would end the fence. */
  readonly language: "http" | "json" | "xml" | "html" | "text";
  /** Visible text without line breaks; `none` if there is none. */
  readonly lines: readonly string[];
  /** 1-based numbers of lines for `hl_lines`: `8 20`; "" for none. */
  readonly highlights: string;
  /** Lines left out at the end. */
  readonly hidden: number;
}

/**
 * `Name: value` lines in the order in which they were sent.
 *
 * @param selectors names of headers to highlight, in any case; these are shown regardless of `isShown`
 */
export function viewHeaders(
  { headers, missingHeaders }: Pick<RequestView, "headers" | "missingHeaders">,
  selectors: readonly string[],
  isShown: (header: HeaderView) => boolean = () => true,
): CodeView {
  if (missingHeaders !== undefined) return { language: "text", lines: [missingHeaders], highlights: "", hidden: 0 };
  const names = new Set(selectors.map((selector) => selector.toLowerCase()));
  const shown = headers.filter((header) => names.has(header.name.toLowerCase()) || isShown(header));
  const lines = shown.map(({ name, value }) => showOnOneLine(`${name}: ${value}`));
  const found = shown.flatMap(({ name }, index) => (names.has(name.toLowerCase()) ? [index + 1] : []));
  const none = headers.length === 0 ? [] : ["only common headers"];
  return { language: "http", lines: orNone(lines.length === 0 ? none : lines), highlights: found.join(" "), hidden: 0 };
}

export interface BodyOptions {
  /** Longest code block, in lines. */
  readonly limit: number;
  /** JSON pointers of lists of which only the first item is shown. @default none */
  readonly fold?: readonly string[] | undefined;
}

/**
 * A body in readable form: formatted JSON, bytes as hex, long bodies truncated.
 *
 * @param selectors JSON pointers of values to highlight; pointers without a target are ignored
 */
export function viewBody(body: BodyView, selectors: readonly string[], { limit, fold = [] }: BodyOptions): CodeView {
  const whole = layOutBody(body);
  const { language, lineOf } = whole;
  const { lines, placeOf } =
    language === "json" && fold.length > 0
      ? foldLines(whole.lines, fold)
      : { lines: whole.lines, placeOf: (line: number) => line };
  const pointed = selectors.flatMap((pointer) => {
    const line = pointer.startsWith("/") ? lineOf(pointer) : undefined;
    return line === undefined ? [] : (placeOf(line) ?? []);
  });
  const found = [...new Set(pointed)].filter((line) => line <= limit).toSorted((a, b) => a - b);
  const shown = lines.length > limit ? lines.slice(0, limit) : lines;
  return {
    language,
    lines: orNone(shown.some(isTooLong) ? shown.map(shorten) : shown),
    highlights: found.join(" "),
    hidden: lines.length - shown.length,
  };
}

/** What replaces the bytes of a body that the page shows as an image. */
export function viewPictureBody(mimeType: string, size: number): CodeView {
  return {
    language: "text",
    lines: [showOnOneLine(`${mimeType}, ${countOf(size, "byte")}`)],
    highlights: "",
    hidden: 0,
  };
}

/** Whether a displayed body has a line for the value that a JSON pointer names, even after the end of the longest code block. */
export function hasField(body: BodyView, pointer: string): boolean {
  return layOutBody(body).lineOf(pointer) !== undefined;
}

/** Text of a program or a body as visible lines; line ends of any system. */
export function toLines(text: string): readonly string[] {
  if (text === "") return [];
  return showInvisible(text.replaceAll("\r\n", "\n")).replace(/\n$/, "").split("\n");
}

interface LaidOut {
  readonly language: CodeView["language"];
  readonly lines: readonly string[];
  readonly lineOf: (pointer: string) => number | undefined;
}

function layOutBody(body: BodyView): LaidOut {
  const lineOf = (): undefined => undefined;
  if (body.kind === "none") return { language: "text", lines: toLines(body.missing ?? ""), lineOf };
  if (body.written !== undefined) {
    const isXml = body.kind === "text" && nameLanguage(body.mimeType) === "xml";
    return { language: isXml ? "xml" : "text", lines: toLines(body.written), lineOf };
  }
  if (body.kind === "binary") return { language: "text", lines: toHexLines(body.text), lineOf };
  if (body.kind === "json" && canBeLaidOut(body)) {
    const pretty = prettyPrint(body.text);
    // Looking for an escape in each line would first copy its pieces into one.
    const read = body.text.includes(String.raw`\u`) ? pretty.lines.map(readEscapes) : pretty.lines;
    const lines = hasInvisible(body.text) ? read.map(showInvisible) : read;
    return { language: "json", lines, lineOf: pretty.lineOf };
  }
  return { language: nameLanguage(body.mimeType), lines: toLines(body.text), lineOf };
}

/** Some services send plain text as `application/json`; formatting it would lose its spaces. */
function canBeLaidOut({ text, cut }: BodyView): boolean {
  return cut === undefined ? isJson(text) : /^\s*[[{]/.test(text);
}

function nameLanguage(mimeType: string): CodeView["language"] {
  const [type = ""] = mimeType.toLowerCase().split(";");
  if (type.includes("html")) return "html";
  return type.endsWith("xml") ? "xml" : "text";
}

function orNone(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? ["none"] : lines;
}

/** Longest line shown, in characters. */
const LONGEST_LINE = 4000;

function isTooLong(line: string): boolean {
  return line.length > LONGEST_LINE;
}

function shorten(line: string): string {
  if (!isTooLong(line)) return line;
  return `${line.slice(0, LONGEST_LINE).toWellFormed()}… (+${line.length - LONGEST_LINE})`;
}
