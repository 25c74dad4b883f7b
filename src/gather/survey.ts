import { createHash } from "node:crypto";

import { headerText } from "../trace/headers.ts";
import { orderKeys } from "../trace/model/key-order.ts";
import { toMicroseconds } from "../trace/model/start-time.ts";
import type { Entry } from "../trace/model/types.ts";
import { nameRequest } from "../trace/names/call-name.ts";
import { slugStep } from "../trace/names/step-id.ts";
import type { Part } from "./part.ts";

/** What has to be known of every exchange before the first is written. */
export interface Mark {
  /** Microseconds since 1970, by its recorder's clock. */
  readonly start: number;
  readonly end: number;
  /** Of what was asked and answered, whatever it is called. */
  readonly hash: string;
  /** Of what both sides see alike: method, path, request body, status. */
  readonly likeness: string;
  /** The same without what an alias may stand in. */
  readonly call: string;
  readonly slug: string;
  readonly id: string | undefined;
  readonly traceparent: string;
  readonly requestId: string;
  /** Port of the client's end of the connection. */
  readonly port: string;
}

export interface SurveyedPart extends Part {
  readonly sha256: string;
  readonly marks: readonly Mark[];
}

/** Goes through all exchanges of a part once; one of them is in memory at a time. */
export function survey(part: Part): SurveyedPart {
  const digest = createHash("sha256");
  const shared = new Map<string, string>();
  /** The same text once in memory. */
  const share = (text: string): string => {
    const known = shared.get(text);
    if (known === undefined) shared.set(text, text);
    return known ?? text;
  };
  const marks: Mark[] = [];
  for (let index = 0; index < part.length; index += 1) {
    const entry = part.entryAt(index);
    const mark = toMark(entry, share);
    digest.update(mark.hash);
    marks.push(mark);
  }
  return { ...part, marks, sha256: part.sha256 ?? digest.digest("hex").slice(0, 16) };
}

function toMark(entry: Entry, share: (text: string) => string): Mark {
  const { request, response, _id, _retryOf, _redirectOf, _nestedIn, ...others } = entry;
  const start = toMicroseconds(entry.startedDateTime);
  const { method, url, headers, postData } = request;
  const slug = share(slugStep(method, url, nameRequest(request)?.text));
  const path = url.replace(/^[a-z][\w+.-]*:\/\/[^/?#]*/i, "") || "/";
  return {
    start,
    end: start + Math.round(Math.max(0, entry.time) * 1000),
    hash: hash(JSON.stringify(orderKeys({ ...others, request, response }, "entry"))),
    likeness: hash(JSON.stringify([method, path, postData?.text ?? "", response.status])),
    call: share(`${slug} ${response.status}`),
    slug,
    id: _id,
    traceparent: share(headerText(headers, "traceparent")),
    requestId: share(REQUEST_IDS.map((name) => headerText(headers, name)).find((id) => id !== "") ?? ""),
    port: share(entry.connection ?? ""),
  };
}

const REQUEST_IDS = ["x-request-id", "x-correlation-id", "x-amzn-trace-id", "request-id"] as const;

function hash(text: string): string {
  return createHash("sha256").update(text).digest("base64").slice(0, 16);
}
