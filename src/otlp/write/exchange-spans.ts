import { onlyIf } from "../../json/only-if.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { orderKeys } from "../../trace/model/key-order.ts";
import { toMicroseconds } from "../../trace/model/start-time.ts";
import type { Entry } from "../../trace/model/types.ts";
import { OURS } from "../names.ts";
import { CLIENT, INTERNAL, type Span, toAttributes } from "../span.ts";
import { toHttpAttributes } from "./http-attributes.ts";
import { hash, toSpanId } from "./ids.ts";
import { type NumberedExchange, type SpanIds, hashId, toOwnIds } from "./own-ids.ts";
import { bytesOf, cutBeginning, cutText } from "./parts.ts";
import { shortenEntry } from "./shorten.ts";

/** Facts about an exchange in addition to its entry. */
export interface SpanContext extends NumberedExchange {
  /** IDs of the exchange that its client was processing. */
  readonly parent?: SpanIds | undefined;
  /** Path with placeholders. */
  readonly template: string;
  /** The server. */
  readonly peer: string;
  /** Whether headers become attributes. */
  readonly headers: boolean;
  /** The exchange as in its journal, instead of its entry, which is not known before the recording ends. */
  readonly line?: string | undefined;
  /** Whether it was sent already in another form. */
  readonly isAgain?: boolean;
}

/** The span of an exchange; if it is too long for a record, followed by those of its parts. */
export function toExchangeSpans(entry: Entry, context: SpanContext): readonly Span[] {
  const { session, recorder, number, parent, line, isAgain = false } = context;
  const own = toOwnIds(entry.request, context);
  const { traceId } = own;
  const spanId = isAgain ? hashId(context) : own.spanId;
  const json = line ?? JSON.stringify(orderKeys(entry, "entry"));
  const isLong = bytesOf(json) > LONGEST_ENTRY;
  const parts = isLong ? cutText(json, LONGEST_ENTRY) : [];
  const times = toTimes(entry);
  const span: Span = {
    traceId,
    spanId,
    // A parent is in the same trace.
    ...onlyKnown({ parentSpanId: parent?.traceId === traceId ? parent.spanId : undefined }),
    name: cutBeginning(`${entry.request.method} ${context.template}`.trim(), LONGEST_NAME),
    kind: CLIENT,
    ...times,
    attributes: [
      ...toHttpAttributes(entry, context),
      ...toAttributes({
        "service.peer.name": cutBeginning(context.peer, LONGEST_NAME),
        [OURS.number]: number,
        [OURS.recorder]: recorder,
        [OURS.entryHash]: isLong ? hash(json) : undefined,
        [OURS.entryParts]: isLong ? parts.length : undefined,
        [OURS.exchange]: line !== undefined && isLong ? IN_PARTS : line,
        ...onlyIf(isLong || line === undefined, {
          [OURS.entry]: isLong ? JSON.stringify(shortenEntry(entry, LONGEST_ENTRY)) : json,
        }),
      }),
    ],
    status: toStatus(entry),
  };
  const whole = isLong ? hash(json) : "";
  return [
    span,
    ...toPartSpans(parts, { session, traceId, recorder, of: number, whole, parentSpanId: spanId, ...times }),
  ];
}

/** Represents an exchange whose parts are elsewhere. */
const IN_PARTS = "in parts";

/** Bytes of JSON: of a record, which has bodies, headers, and more. */
const LONGEST_ENTRY = 352 * 1024;
const LONGEST_NAME = 512;

export type Times = Pick<Span, "startTimeUnixNano" | "endTimeUnixNano">;

interface Whole extends Times, Pick<Span, "traceId"> {
  readonly session: string;
  readonly recorder: string;
  /** Number of the exchange, 0 for the log. */
  readonly of: number;
  /** SHA-256 of the joined parts. */
  readonly whole: string;
  readonly parentSpanId?: string;
}

export function toPartSpans(
  parts: readonly string[],
  { session, recorder, of, whole, ...span }: Whole,
): readonly Span[] {
  return parts.map((text, index) => ({
    ...span,
    spanId: toSpanId(session, recorder, `${of} part ${index + 1} ${whole}`),
    name: "part of what was too long for one span",
    kind: INTERNAL,
    attributes: toAttributes({
      [OURS.recorder]: recorder,
      [OURS.partOf]: of,
      [OURS.entryHash]: whole,
      [OURS.part]: index + 1,
      [OURS.partText]: text,
    }),
    status: {},
  }));
}

/** Nanoseconds since 1970, of 64 bits without a sign; 1970 itself if there is no exchange. */
export function toTimes(entry: Pick<Entry, "startedDateTime" | "time"> = NEVER): Times {
  const { startedDateTime, time } = entry;
  const started = toMicroseconds(startedDateTime);
  const start = Number.isFinite(started) && started > 0 ? BigInt(Math.round(started)) * 1000n : 0n;
  const lasted = BigInt(Math.round(Math.min(Math.max(0, time), LONGEST_TIME) * 1e6));
  return { startTimeUnixNano: String(start), endTimeUnixNano: String(start + lasted) };
}

const NEVER = { startedDateTime: "1970-01-01T00:00:00.000Z", time: 0 };

/** Milliseconds: a hundred years, which no number of the format is too small for. */
const LONGEST_TIME = 3.2e12;

function toStatus({ response, _error }: Entry): Span["status"] {
  if (_error !== undefined) return { code: 2, message: cutBeginning(_error.message, LONGEST_NAME) };
  return response.status >= 400 ? { code: 2 } : {};
}
