import { promisify } from "node:util";
import { gzip } from "node:zlib";

import { type Dispatcher, request } from "undici";

import { codeOf, hasCodeLike, reasonOf } from "../../errors.ts";
import { isObject } from "../../json/is-object.ts";
import { onlyIf } from "../../json/only-if.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { readJson } from "../../json/read-json.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import { receivedText } from "../../trace/headers.ts";
import { isTlsError } from "./connection.ts";
import { type Endpoint, hideSecrets } from "./endpoint.ts";
import { readBounded } from "./read-bounded.ts";

/** The result of one request. */
export type Outcome =
  | {
      readonly kind: "delivered";
      /** Spans that the receiver rejected nevertheless, and why: its `partialSuccess`. */
      readonly rejected: number;
      readonly message: string;
    }
  /** Worth another try. */
  | {
      readonly kind: "later";
      readonly why: string;
      /** Milliseconds, as the server requested. */
      readonly after?: number;
    }
  | {
      readonly kind: "refused";
      readonly why: string;
      /** 0 where TLS failed. */
      readonly status: number;
      /** What Node calls a failure of TLS. */
      readonly code?: string | undefined;
      /** Whether every other request would be refused as well. */
      readonly isForAll: boolean;
    };

/** Posts one `ExportTraceServiceRequest` as JSON. Never throws because of a network or a server. */
export async function post(body: string, { endpoint, dispatcher, signal }: PostOptions): Promise<Outcome> {
  const packed = endpoint.compression === "gzip" ? await promisify(gzip)(body) : body;
  try {
    const limit = AbortSignal.timeout(endpoint.timeout);
    const response = await request(endpoint.url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "user-agent": "wirewalk",
        ...onlyIf(endpoint.compression === "gzip", { "content-encoding": "gzip" }),
        ...endpoint.headers,
      },
      body: packed,
      dispatcher,
      signal: AbortSignal.any([limit, signal]),
    });
    const text = await readBounded(response.body, LONGEST_ANSWER).catch(() => "");
    return judge({ status: response.statusCode, headers: response.headers, text }, endpoint);
  } catch (error) {
    return judgeError(error);
  }
}

export interface PostOptions {
  readonly endpoint: Endpoint;
  readonly dispatcher: Dispatcher;
  /** Ends the try. */
  readonly signal: AbortSignal;
}

/** Bytes; a response explains itself in a line. */
const LONGEST_ANSWER = 64 * 1024;

interface Answer {
  readonly status: number;
  readonly headers: Dispatcher.ResponseData["headers"];
  readonly text: string;
}

/** The statuses that the protocol names for another try (https://opentelemetry.io/docs/specs/otlp/#failures-1); no other is. */
const LATER: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** Status codes that concern the endpoint, not the spans. */
const FOR_ALL: ReadonlySet<number> = new Set([401, 403, 404, 405, 415, 426]);

function judge(answer: Answer, endpoint: Endpoint): Outcome {
  const { status, text } = answer;
  if (status >= 200 && status < 300) return readPartial(text, endpoint);
  if (LATER.has(status)) {
    const after = readRetryAfter(answer.headers);
    return { kind: "later", why: `HTTP ${status}`, ...onlyKnown({ after }) };
  }
  if (status >= 300 && status < 400) {
    const where = hideSecrets(shorten(String(answer.headers["location"] ?? "another place")), endpoint);
    return { kind: "refused", status, why: `HTTP ${status}, which redirects to ${where}`, isForAll: true };
  }
  const said = hideSecrets(shorten(textOfError(text)), endpoint);
  return {
    kind: "refused",
    status,
    why: `HTTP ${status}${said === "" ? "" : `: ${said}`}`,
    isForAll: FOR_ALL.has(status),
  };
}

/** https://opentelemetry.io/docs/specs/otlp/#partial-success-1 */
function readPartial(text: string, endpoint: Endpoint): Outcome {
  const answer = readJson(text);
  const partial = isObject(answer) ? (answer["partialSuccess"] ?? answer["partial_success"]) : undefined;
  if (!isObject(partial)) return { kind: "delivered", rejected: 0, message: "" };
  const rejected = Number(partial["rejectedSpans"] ?? partial["rejected_spans"] ?? 0);
  const message = partial["errorMessage"] ?? partial["error_message"];
  return {
    kind: "delivered",
    rejected: Number.isSafeInteger(rejected) && rejected > 0 ? rejected : 0,
    message: hideSecrets(shorten(typeof message === "string" ? message : ""), endpoint),
  };
}

/** A `google.rpc.Status` as JSON, or what a gateway in between writes. */
function textOfError(text: string): string {
  const status = readJson(text);
  if (isObject(status) && typeof status["message"] === "string") return status["message"];
  if (!/<html|<!doctype/i.test(text)) return text;
  const [, title = ""] = matchParts(/<title>([^<]*)/i, text);
  return title;
}

function shorten(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim().slice(0, 200);
}

/** Milliseconds. A date is relative to the server's clock, as is the date of its response. */
function readRetryAfter(headers: Answer["headers"]): number | undefined {
  const value = receivedText(headers, "retry-after").trim();
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const wait = Date.parse(value) - Date.parse(receivedText(headers, "date"));
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}

function judgeError(error: unknown): Outcome {
  const message = describe(error);
  if (isTlsError(error))
    return { kind: "refused", status: 0, code: codeOf(error), why: `TLS: ${message}`, isForAll: true };
  return { kind: "later", why: message };
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError" || hasCodeLike(error, /TIMEOUT/)) return "no response in time";
  const inner = error instanceof AggregateError ? error.errors.find((one) => one instanceof Error) : undefined;
  return shorten(reasonOf(error) || reasonOf(inner ?? codeOf(error) ?? ""));
}
