import { describeConnection } from "../analyze/connection-facts.ts";
import { type Phase, listPhases } from "../analyze/phases.ts";
import { listRequestIds } from "../analyze/request-ids.ts";
import type { BodyView, HeaderView, Step } from "../analyze/types.ts";
import { onlyKnown } from "../json/only-known.ts";
import { toHexLines } from "../page/hex-lines.ts";
import type { Entry, Header } from "../trace/model/types.ts";
import { toCurlCommand } from "./curl-command.ts";
import type { Room } from "./report-room.ts";

/** A step, with all that the trace knows of it. */
export interface ReportStep
  extends Pick<Step["request"], "method" | "path" | "url">, Pick<Step["response"], "status" | "reason"> {
  readonly id: string;
  /** `GET /image`, or the name of the call. */
  readonly call: string;
  readonly clientId: string;
  readonly serverId: string;
  readonly client: string;
  readonly server: string;
  /** Code and message, if there is no complete response. */
  readonly error?: string;
  /** Its relation to other steps: `retry of (3)`. */
  readonly notes: readonly string[];
  readonly request: ReportMessage;
  readonly response: ReportMessage;
  /** A command line that sends it again. */
  readonly curl: string;
  /** Milliseconds since the first request, and until the end of the response. */
  readonly start: number;
  readonly duration: number;
  /** The parts of the duration. */
  readonly phases: readonly Phase[];
  /** When it began, as recorded: `2026-11-23T10:00:00.123456Z`. */
  readonly at: string;
  /** Facts about its connection, and its IDs in the service's logs, one per line. */
  readonly facts: readonly string[];
  readonly failed?: true;
}

interface ReportMessage {
  readonly number: number;
  readonly headers: readonly Pair[];
  readonly trailers: readonly Pair[];
  /** 1xx responses before it: `103 Early Hints` and their headers. */
  readonly informational: readonly { readonly status: string; readonly headers: readonly Pair[] }[];
  readonly body: Pick<BodyView, "kind" | "mimeType" | "size" | "text"> & { readonly about: readonly string[] };
}

type Pair = readonly [name: string, value: string];

export interface Surroundings {
  /** Participant id → label. */
  readonly labels: ReadonlyMap<string, string>;
  /** Step id → number of its request. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly entry: Entry | undefined;
  readonly room: Room;
}

export function toReportStep(step: Step, { labels, numbers, entry, room }: Surroundings): ReportStep {
  const { id, client, server, request, response, time, name } = step;
  const { method, path, url } = request;
  const { status, reason, error } = response;
  return {
    id,
    call: name?.text ?? `${method} ${path}`,
    method,
    path,
    url,
    status,
    reason,
    clientId: client,
    serverId: server,
    client: labels.get(client) ?? client,
    server: labels.get(server) ?? server,
    ...onlyKnown({ error: error && `${error.code} ${error.message}` }),
    notes: listNotes(step, numbers, entry),
    request: toMessage(request, room),
    response: toMessage(response, room, entry?.response),
    curl: toCurlCommand(request),
    // A step without a readable date starts with the first step.
    start: time.start || 0,
    duration: time.duration,
    phases: entry === undefined ? [] : listPhases(entry),
    at: entry?.startedDateTime ?? "",
    facts: entry === undefined ? [] : listFacts(entry),
    ...onlyKnown({ failed: response.failed }),
  };
}

function listNotes({ nestedIn, retryOf, redirectOf }: Step, numbers: Surroundings["numbers"], entry?: Entry): string[] {
  const links = [
    ["sent while handling", nestedIn?.step],
    ["retry of", retryOf],
    ["redirected by the response to", redirectOf],
  ] as const;
  const notes = links.flatMap(([text, id = ""]) => (numbers.has(id) ? [`${text} (${numbers.get(id)})`] : []));
  const upgrade = entry?._upgrade;
  if (upgrade === undefined) return notes;
  const { protocol, sent, received } = upgrade;
  const kept = entry?._webSocketMessages === undefined ? "; not kept" : "";
  return [...notes, `switched to ${protocol}: ${sent.bytes} bytes sent, ${received.bytes} received${kept}`];
}

function toMessage(
  { number, headers, body }: Step["request"] | Step["response"],
  room: Room,
  { _trailers = [], _informational = [], _chunks = [] }: Partial<Entry["response"]> = {},
): ReportMessage {
  const { kind, mimeType, size, text, cut, missing, written } = body;
  const whole = written ?? (kind === "binary" ? toHexLines(text).join("\n") : text);
  const shown = room.take(whole);
  const first = _chunks[0];
  const last = _chunks.at(-1);
  return {
    number,
    headers: headers.map(toPair),
    trailers: _trailers.map(toPair),
    informational: _informational.map(({ status, statusText, headers: own }) => ({
      status: `${status} ${statusText}`.trim(),
      headers: own.map(toPair),
    })),
    body: {
      kind,
      mimeType,
      size,
      text: shown,
      about: [
        ...(missing === undefined ? [] : [missing]),
        ...(kind === "binary" && written === undefined ? ["the first bytes"] : []),
        ...(shown === whole ? [] : ["only the beginning is in this report"]),
        ...(cut ? [`truncated: only the beginning of ${cut.size} bytes was kept`] : []),
        ...(first && last && _chunks.length > 1
          ? [`came in ${_chunks.length} pieces, ${Math.round(last.time - first.time)} ms from the first to the last`]
          : []),
      ],
    },
  };
}

function toPair({ name, value }: HeaderView | Header): Pair {
  return [name, value];
}

function listFacts(entry: Entry): readonly string[] {
  const ids = listRequestIds(entry.request, entry.response).map(({ name, value }) => `${name}: ${value}`);
  return [...describeConnection(entry), ...ids];
}
