import type { Header } from "../trace/model/types.ts";

/** The body that headers have to be true of. */
export interface BodyForm {
  /** Text goes out in UTF-8, whatever it was recorded from. */
  readonly isText: boolean;
  /** Whether its end is known without a length: none is added. */
  readonly isFramed: boolean;
  /**
   * Bytes. Undefined for a truncated body: if no length was promised it is sent in chunks, and the client notices that the last is missing.
   */
  readonly size?: number;
  /** Of a truncated body, the bytes that are sent: the promised length stays, if it is larger. */
  readonly sent?: number;
}

/**
 * Adapts recorded headers to the body that is sent now, as a flat list name, value, …; the others stay unchanged, in order and case.
 * Without a body they all stay, Content-Length too, because it describes the body of a GET.
 */
export function fitHeaders(headers: readonly Header[], body?: BodyForm): readonly string[] {
  const fitted: string[] = [];
  let hasLength = body?.size === undefined;
  for (const { name, value } of headers) {
    const known = body === undefined ? "" : name.toLowerCase();
    if (!isSendable(name) || known === "content-encoding") continue;
    const isPromised = known === "content-length" && isShort(headers, Number(value), body);
    if (known !== "content-length" || isPromised) {
      fitted.push(name, toWire(known === "content-type" && body?.isText === true ? inUtf8(value) : value));
    } else if (!hasLength) {
      fitted.push(name, String(body?.size));
      hasLength = true;
    }
  }
  return hasLength || body?.isFramed === true ? fitted : [...fitted, "Content-Length", String(body?.size)];
}

function isShort(headers: readonly Header[], promised: number, body: BodyForm | undefined): boolean {
  if (body?.sent === undefined || headers.some(({ name }) => /^content-encoding$/i.test(name))) return false;
  return promised > body.sent;
}

/** A head may contain only bytes, as one character each. A trace of another tool may contain other text. */
export function toWire(text: string): string {
  const bytes = /[^\0-\xff]/.test(text) ? Buffer.from(text).toString("latin1") : text;
  return bytes.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, "");
}

/** These describe the recorded connection, not the response. */
const ofConnection = /^(?:connection|keep-alive|proxy-connection|transfer-encoding|te|trailer|upgrade)$/i;

/** A name that is not a token cannot be sent, such as HTTP/2's `:status`, which browsers export. */
function isSendable(name: string): boolean {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(name) && !ofConnection.test(name);
}

function inUtf8(contentType: string): string {
  return contentType.replace(/(;\s*charset\s*=\s*)(?:"[^"]*"|[^\s;]+)/i, "$1utf-8");
}
