import { createHash } from "node:crypto";

import type { SessionKey } from "../redact/session/session-key.ts";
import { headerText } from "../trace/headers.ts";
import { type ManifestFindings, checkManifest } from "../trace/manifest/check-manifest.ts";
import { digestEntry } from "../trace/manifest/digest-entry.ts";
import { toMicroseconds } from "../trace/model/start-time.ts";
import type { Entry } from "../trace/model/types.ts";
import { nameRequest } from "../trace/names/call-name.ts";
import { slugStep } from "../trace/names/step-id.ts";
import type { Part } from "./part.ts";
import { NO_SWEEP, type Sweep } from "./session/sweep-entries.ts";

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
  /** Whether it names another exchange of its recorder. */
  readonly isLinked: boolean;
  readonly traceparent: string;
  readonly requestId: string;
  /** Port of the client's end of the connection. */
  readonly port: string;
}

export interface SurveyedPart extends Part {
  readonly sha256: string;
  readonly marks: readonly Mark[];
  /** What its manifest says is missing, or was altered; undefined where it has none. */
  readonly findings: ManifestFindings | undefined;
  /** Whether something was masked in it that another recorder learned. */
  readonly isSwept: boolean;
}

export interface SurveyOptions {
  /** Masks what other recorders learned. @default nothing */
  readonly sweep?: Sweep;
  /** Key of the session, which proves who wrote a manifest. */
  readonly key?: SessionKey | undefined;
}

/** Goes through all exchanges of a part once; one of them is in memory at a time. */
export function survey(part: Part, { sweep = NO_SWEEP, key }: SurveyOptions = {}): SurveyedPart {
  const digest = createHash("sha256");
  const shared = new Map<string, string>();
  /** The same text once in memory. */
  const share = (text: string): string => {
    const known = shared.get(text);
    if (known === undefined) shared.set(text, text);
    return known ?? text;
  };
  const marks: Mark[] = [];
  const digests: string[] = [];
  let isSwept = false;
  for (let index = 0; index < part.length; index += 1) {
    const entry = part.entryAt(index);
    const own = digestEntry(entry);
    const swept = sweep.entry(entry);
    isSwept ||= swept !== entry;
    digest.update(own);
    digests.push(own);
    marks.push(toMark(swept, swept === entry ? own : digestEntry(swept), share));
  }
  const { manifest, session } = part.log._wirewalk ?? {};
  const sign = session?.id === key?.id ? key?.sign : undefined;
  return {
    ...part,
    entryAt: (index) => sweep.entry(part.entryAt(index)),
    log: sweep.log(part.log),
    marks,
    findings: manifest && checkManifest(manifest, digests, sign),
    isSwept,
    sha256: part.sha256 ?? digest.digest("hex").slice(0, 16),
  };
}

function toMark(entry: Entry, hashOfEntry: string, share: (text: string) => string): Mark {
  const { request, response, _id } = entry;
  const start = toMicroseconds(entry.startedDateTime);
  const { method, url, headers, postData } = request;
  const slug = share(slugStep(method, url, nameRequest(request)?.text));
  const path = url.replace(/^[a-z][\w+.-]*:\/\/[^/?#]*/i, "") || "/";
  return {
    start,
    end: start + Math.round(Math.max(0, entry.time) * 1000),
    hash: hashOfEntry,
    likeness: hash(JSON.stringify([method, path, postData?.text ?? "", response.status])),
    call: share(`${slug} ${response.status}`),
    slug,
    id: _id,
    isLinked: (entry._retryOf ?? entry._redirectOf ?? entry._nestedIn) !== undefined,
    traceparent: share(headerText(headers, "traceparent")),
    requestId: share(REQUEST_IDS.map((name) => headerText(headers, name)).find((id) => id !== "") ?? ""),
    port: share(entry.connection ?? ""),
  };
}

const REQUEST_IDS = ["x-request-id", "x-correlation-id", "x-amzn-trace-id", "request-id"] as const;

function hash(text: string): string {
  return createHash("sha256").update(text).digest("base64").slice(0, 16);
}
