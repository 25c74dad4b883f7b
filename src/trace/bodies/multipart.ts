import { matchParts } from "../../sequence/match-parts.ts";
import { decodeComponent } from "../decode-component.ts";

/** What separates the parts of a body of this media type (RFC 2046, section 5.1.1); undefined if nothing does. */
export function readDelimiter(mimeType: string): string | undefined {
  if (!/^multipart\//i.test(mimeType)) return undefined;
  const boundary = /boundary="?([^";]+)/i.exec(mimeType)?.[1];
  return boundary === undefined ? undefined : `--${boundary}`;
}

/** One part, between two delimiters. */
export interface Part {
  /** Its headers, to the empty line that ends them. */
  readonly head: string;
  readonly value: string;
  /** The line end that belongs to the delimiter after it. */
  readonly end: string;
}

/** Undefined for what precedes the first part and follows the last. */
export function readPart(text: string): Part | undefined {
  const [, head, value = "", end = ""] = matchParts(/^(.*?\r?\n\r?\n)(.*?)(\r?\n)?$/s, text);
  return head === undefined ? undefined : { head, value, end };
}

/** `name` or `filename` of a part, as it is written. */
export function readPartParameter(head: string, parameter: "name" | "filename"): string | undefined {
  const found = new RegExp(String.raw`\b${parameter}(\*=[\w-]*'[\w-]*'|="?)([^";\r\n]*)`, "i").exec(head);
  const [, sign = "", value] = found ?? [];
  // RFC 5987: what is not ASCII is escaped as in URLs.
  return sign.startsWith("*") && value !== undefined ? decodeComponent(value) : value;
}
