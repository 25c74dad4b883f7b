import { writeGathered } from "../../src/gather/gather.ts";
import { planGathering } from "../../src/gather/plan.ts";
import { toParts } from "../../src/gather/read-parts.ts";
import { survey } from "../../src/gather/survey.ts";
import { parseTrace } from "../../src/trace/model/parse.ts";
import { createStepIds } from "../../src/trace/names/step-id.ts";

/** A file that was recorded somewhere. */
export interface Source {
  readonly name: string;
  readonly text: string;
}

export interface CallDraft {
  /** Milliseconds. */
  readonly at: number;
  readonly took: number;
  readonly method?: string;
  readonly url?: string;
  readonly traceparent?: string;
  readonly requestId?: string;
  readonly port?: string;
  readonly client?: string;
  readonly server?: string;
  /** Text of a masked request body. */
  readonly body?: string;
  readonly retryOf?: string;
}

const BEGIN = Date.parse("2026-11-29T10:00:00Z");

/** A trace as wirewalk records one. */
export function aSource(name: string, calls: readonly CallDraft[], origin: object = {}): Source {
  const createId = createStepIds();
  const sorted = calls.toSorted((a, b) => a.at - b.at);
  const entries = Array.from(sorted, ({ at, took, method = "GET", url = "http://shop:80/orders", body, ...more }) => ({
    startedDateTime: new Date(BEGIN + at).toISOString().replace("Z", "000Z"),
    time: took,
    request: {
      method,
      url,
      headers: [
        ...(more.traceparent === undefined ? [] : [{ name: "traceparent", value: more.traceparent }]),
        ...(more.requestId === undefined ? [] : [{ name: "X-Request-Id", value: more.requestId }]),
        ...(body === undefined ? [] : [{ name: "content-length", value: String(body.length) }]),
      ],
      bodySize: body?.length ?? 0,
      ...(body !== undefined && { postData: { mimeType: "text/plain", text: body, _masked: true } }),
    },
    response: { status: 200, statusText: "OK", content: { size: 0, mimeType: "" }, bodySize: 0 },
    ...(more.port !== undefined && { connection: more.port }),
    _id: createId(method, url),
    ...(more.client !== undefined && { _client: more.client }),
    ...(more.server !== undefined && { _server: more.server }),
    ...(more.retryOf !== undefined && { _retryOf: more.retryOf }),
  }));
  const log = { entries, _wirewalk: { format: 1, redacted: {}, ...origin } };
  return { name, text: JSON.stringify({ log }) };
}

export function planOf(sources: readonly Source[]) {
  return planGathering(
    sources.flatMap(({ name, text }) => toParts(parseTrace(text, name), `${name}.har`).map((part) => survey(part))),
  );
}

/** What `gather` writes from some sources, named like the file that it wrote. */
export function gatherSources(...sources: readonly Source[]): Source {
  return { name: "gathered", text: Array.from(writeGathered(planOf(sources))).join("") };
}
