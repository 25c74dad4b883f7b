import { orderByStart } from "../analyze/event-order.ts";
import type { Arrow, BodyView, HeaderView, Participant, Step } from "../analyze/types.ts";
import { quoteShellWord } from "../render/shell-word.ts";
import { toMicroseconds } from "../trace/start-time.ts";
import type { Entry } from "../trace/types.ts";
import { toCurlOptions } from "./curl-options.ts";
import { toCallBody } from "./script.ts";
import { isSendableHeader } from "./sendable-headers.ts";
import type { Subject } from "./subject.ts";
import { joinText } from "./text.ts";

/** What the report's script gets. */
export interface ReportData {
  readonly title: string;
  readonly participants: readonly Participant[];
  readonly arrows: readonly Arrow[];
  readonly steps: readonly ReportStep[];
}

interface ReportStep
  extends Pick<Step["request"], "method" | "path" | "url">, Pick<Step["response"], "status" | "reason"> {
  readonly id: string;
  /** `GET /image`, or the name of the call. */
  readonly call: string;
  readonly clientId: string;
  readonly serverId: string;
  readonly client: string;
  readonly server: string;
  /** Code and message, where no whole answer came. */
  readonly error?: string;
  readonly request: ReportMessage;
  readonly response: ReportMessage;
  /** A command line that sends it again. */
  readonly curl: string;
  /** Milliseconds since the first request, and until the end of the answer. */
  readonly start: number;
  readonly duration: number;
}

interface ReportMessage {
  readonly number: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Pick<BodyView, "kind" | "mimeType" | "size" | "text"> & { readonly cut?: string };
}

/** The walkthrough with its times, as the report shows it. */
export function toReportData({ trace, walkthrough, title }: Subject): ReportData {
  const { participants, arrows, steps } = walkthrough;
  const labels = new Map(participants.map(({ id, label }) => [id, label]));
  // The steps are in this order too.
  const entries = orderByStart(trace.log.entries);
  const begin = toMicroseconds(entries[0]?.startedDateTime ?? "");
  return {
    title,
    participants,
    arrows,
    steps: steps.map((step, index) => toReportStep(step, { labels, entry: entries[index], begin })),
  };
}

interface Surroundings {
  readonly labels: ReadonlyMap<string, string>;
  readonly entry: Entry | undefined;
  /** Microseconds of the first request. */
  readonly begin: number;
}

function toReportStep({ id, client, server, request, response, name }: Step, around: Surroundings): ReportStep {
  const { labels, entry, begin } = around;
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
    ...(error && { error: `${error.code} ${error.message}` }),
    request: toMessage(request),
    response: toMessage(response),
    curl: toCurlCommand(request),
    // What has no date that can be read starts with the first.
    start: (toMicroseconds(entry?.startedDateTime ?? "") - begin) / 1000 || 0,
    duration: Math.max(0, entry?.time ?? 0),
  };
}

function toMessage({ number, headers, body }: Step["request"] | Step["response"]): ReportMessage {
  const { kind, mimeType, size, text, cut } = body;
  const pairs = headers.map(({ name, value }): readonly [string, string] => [name, value]);
  const about = cut && { cut: `cut: only the beginning of ${cut.size} bytes was kept` };
  return { number, headers: pairs, body: { kind, mimeType, size, text, ...about } };
}

function toCurlCommand({ method, url, headers, body }: Step["request"]): string {
  const sent = headers.filter(isSendableHeader).map(({ name, value }: HeaderView) => ({ name, value: [value] }));
  const call = { method, url: [url], headers: sent, body: toCallBody(body, (text) => [text]) };
  return ["curl", ...toCurlOptions(call, (text) => joinText(text, String, quoteShellWord))].join(" \\\n  ");
}
