import type { ReportStep } from "../../export/report-step.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { isHarmless, veilPath } from "../output/veil-path.ts";

/** A step for a page that is open during the recording, by its number among the finished steps. */
export function veilStep(step: ReportStep, number: number): ReportStep {
  return {
    ...step,
    // Step IDs change while more steps arrive.
    id: `live-${number}`,
    call: veilPath(step.call),
    path: veilPath(step.path),
    url: veilUrl(step.url),
    reason: veilText(step.reason),
    ...onlyKnown({ error: step.error === undefined ? undefined : veilText(step.error) }),
    notes: [],
    facts: [],
    curl: "",
    request: veilMessage(step.request, 2 * number - 1),
    response: veilMessage(step.response, 2 * number),
  };
}

type Message = ReportStep["request"];

function veilMessage({ headers, trailers, informational, body }: Message, number: number): Message {
  const { kind, mimeType, size, about } = body;
  return {
    number,
    headers: headers.map(veilPair),
    trailers: trailers.map(veilPair),
    informational: informational.map((one) => ({ ...one, headers: one.headers.map(veilPair) })),
    body: { kind, mimeType: veilText(mimeType), size, about, text: veilBody(kind, body.text) },
  };
}

type Pair = Message["headers"][number];

const veilPair = ([name, value]: Pair): Pair => [name, veilText(value)];

/** Bytes would not help the reader. */
function veilBody(kind: Message["body"]["kind"], text: string): string {
  if (kind === "binary") return "…";
  return text.length > LONGEST ? `${veilText(text.slice(0, LONGEST))}…` : veilText(text);
}

/** Maximum characters of a body: the report has all of it. */
const LONGEST = 4000;

/**
 * A text without words that may turn out to be a secret, by the rule of paths: words between the punctuation of JSON,
 * XML, and forms.
 */
export function veilText(text: string): string {
  return text.replaceAll(/[^\s"',;{}[\]<>&=:][^\s"',;{}[\]<>&=]*/g, (part) => (isHarmless(part) ? part : "…"));
}

function veilUrl(url: string): string {
  const parsed = URL.parse(url);
  const origin = parsed === null || parsed.host === "" ? "" : `${parsed.protocol}//${parsed.host}`;
  return origin + veilPath(url.startsWith(origin) ? url.slice(origin.length) : url);
}
