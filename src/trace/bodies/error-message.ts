import { isObject } from "../../json/is-object.ts";
import { readJson } from "../../json/read-json.ts";
import { findText } from "../../sequence/first-text.ts";
import { matchedText } from "../../sequence/matched-text.ts";
import { decodeComponent } from "../decode-component.ts";
import { headerText } from "../headers.ts";
import type { Header } from "../model/types.ts";
import { unescapeXml } from "./xml-text.ts";

interface FailedResponse {
  readonly headers: readonly Header[];
  readonly trailers?: readonly Header[] | undefined;
  readonly body: string;
}

/** What a server says about a failure, in one line of at most 200 characters: the message in its body or headers. Undefined if there is none. */
export function readErrorMessage({ headers, trailers = [], body }: FailedResponse): string | undefined {
  const fields = [...trailers, ...headers];
  const found =
    toLine(decodeComponent(headerText(fields, "grpc-message"))) ||
    toLine(readBody(body.slice(0, LONGEST_BODY))) ||
    toLine(matchedText(/error_description="([^"]+)"/, headerText(fields, "www-authenticate"), 1));
  return found === "" ? undefined : found;
}

/** Characters; an error is short. */
const LONGEST_BODY = 1 << 16;

const LONGEST = 200;

function toLine(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  // Not between the halves of a character.
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

function readBody(body: string): string {
  const text = body.trim();
  if (/^[[{]/.test(text)) return findMessage(readJson(text), 0) ?? "";
  if (!text.startsWith("<")) return text.length <= LONGEST && !text.includes("\u0000") ? text : "";
  const found = ELEMENTS.map((pattern) => matchedText(pattern, text, 1));
  return unescapeXml(findText(found, (one) => one.trim() !== ""));
}

/** S3, SOAP, problem details, pages. */
const ELEMENTS: readonly RegExp[] = ["message", "faultstring", "(?:\\w+:)?text", "detail", "title", "h1"].map(
  (name) => new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]{0,200})?>([^<]{1,1000})<`, "i"),
);

/** Names of members, the most telling first. */
const MEMBERS = [
  "error_description",
  "errorMessage",
  "error_message",
  "message",
  "Message",
  "detail",
  "details",
  "msg",
  "reason",
  "description",
  "title",
  "error",
] as const;

const DEEPEST = 4;

/** The message of this object, or of one within it: `{"error": {"message": …}}`, `{"errors": [{"detail": …}]}`. */
function findMessage(value: unknown, depth: number): string | undefined {
  if (depth > DEEPEST) return undefined;
  if (Array.isArray(value)) return findFirst(value.slice(0, MOST), depth);
  if (!isObject(value)) return undefined;
  for (const name of MEMBERS) {
    const found = value[name];
    if (typeof found === "string" && found.trim() !== "") return found;
  }
  return findFirst(Object.values(value).slice(0, MOST), depth);
}

const MOST = 20;

function findFirst(values: readonly unknown[], depth: number): string | undefined {
  for (const value of values) {
    const found = findMessage(value, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
