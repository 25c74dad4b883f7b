import { creator } from "../../trace/model/creator.ts";
import { type LogHead, splitHead } from "../log-head.ts";
import { LONGEST_RECORD, OURS } from "../names.ts";
import { type ExportTraceServiceRequest, type ResourceSpans, type Span, toAttributes } from "../span.ts";
import { type Times, toPartSpans } from "./exchange-spans.ts";
import { hash } from "./ids.ts";
import { bytesOf, cutBeginning, cutText, toJson } from "./parts.ts";
import { shortenLog } from "./shorten.ts";

export interface Batch {
  /** The metadata, without the exchanges. */
  readonly begin: (head: LogHead, of: Recording) => Generator<string>;
  readonly add: (client: string, span: Span) => Generator<string>;
  readonly end: () => Generator<string>;
}

interface Recording extends Times {
  readonly traceId: string;
}

export interface BatchOptions {
  readonly session: string;
  /** Name of the recorder. @default none */
  readonly name?: string | undefined;
  /** The session that it shares with others. @default none */
  readonly group?: string | undefined;
  /** Total number of exchanges, if known. */
  readonly exchanges?: number | undefined;
}

/** Collects spans, with those of one client together, into lines of up to the maximum length. */
export function createBatch({ session, name, group, exchanges }: BatchOptions): Batch {
  const common = { [OURS.session]: session, [OURS.name]: name, [OURS.group]: group, [OURS.exchanges]: exchanges };
  let first: Parameters<typeof toAttributes>[0] = {};
  let byClient = new Map<string, Span[]>();
  let size = 0;
  const toRequest = (): ExportTraceServiceRequest => {
    const clients = byClient.size === 0 ? new Map([["", []]]) : byClient;
    const resourceSpans = Array.from(clients, ([client, spans], index): ResourceSpans => {
      const values = { "service.name": client, ...common, ...(index === 0 ? first : {}) };
      return { resource: { attributes: toAttributes(values) }, scopeSpans: [{ scope: creator, spans }] };
    });
    return { resourceSpans };
  };
  const write = function* (): Generator<string> {
    yield `${toJson(toRequest())}\n`;
    [first, byClient, size] = [{}, new Map(), 0];
  };
  const add = function* (client: string, span: Span): Generator<string> {
    const name = cutBeginning(client, LONGEST_NAME);
    const more = bytesOf(span) + 1 + (byClient.has(name) ? 0 : RESOURCE);
    if (size > 0 && size + more > MOST) yield* write();
    const spans = byClient.get(name);
    if (spans === undefined) byClient.set(name, [span]);
    else spans.push(span);
    size += more;
  };
  const begin = function* (head: LogHead, recording: Recording): Generator<string> {
    const { json, redacted } = splitHead(head);
    first = { [OURS.log]: json, [OURS.redacted]: redacted };
    if (bytesOf(json) <= LONGEST_LOG) return;
    const parts = cutText(json, LONGEST_PART);
    first = {
      [OURS.log]: splitHead(shortenLog(head)).json,
      [OURS.redacted]: redacted,
      [OURS.logHash]: hash(json),
      [OURS.logParts]: parts.length,
    };
    for (const span of toPartSpans(parts, { session, recorder: "", of: 0, whole: hash(json), ...recording }))
      yield* add("", span);
  };
  const end = function* (): Generator<string> {
    if (size > 0 || OURS.log in first) yield* write();
  };
  return { begin, add, end };
}

/** Bytes of JSON. */
const LONGEST_NAME = 512;
const RESOURCE = 1536;
const LONGEST_LOG = 24 * 1024;
const LONGEST_PART = 512 * 1024;
/** Room for the line around the spans, and for what receivers add. */
const MOST = LONGEST_RECORD - LONGEST_LOG - 8 * 1024;
