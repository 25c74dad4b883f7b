import type { BodyView, Participant, Step, Walkthrough } from "../analyze/types.ts";
import { findFirstCause } from "../compare/first-cause.ts";
import { toCounts, toHeadline } from "../compare/headline.ts";
import { namePlace } from "../compare/tell-difference.ts";
import type { AlignedStep, Comparison } from "../compare/types.ts";
import { prettyPrint } from "../json/pretty.ts";
import { toHexLines } from "../page/hex-lines.ts";
import { countOf } from "../sequence/count-of.ts";
import { textAt } from "../sequence/text-at.ts";
import { readComparisonFiles } from "./report-files.ts";
import { type Room, createRoom } from "./report-room.ts";
import { toSafePage } from "./safe-page.ts";

/** The content of a comparison page. */
export interface ComparisonSubject {
  readonly comparison: Comparison;
  /** Names of the two recordings: their filenames. */
  readonly names: readonly [before: string, after: string];
  readonly before: Walkthrough;
  readonly after: Walkthrough;
}

/** Two recordings as two ladders, aligned, with the differences marked; one page that loads nothing. */
export function toComparisonPage({ comparison, names, before, after }: ComparisonSubject): string {
  const room = createRoom();
  const sides = [before, after].map((walkthrough, side) => ({
    name: textAt(names, side),
    participants: walkthrough.participants.map(({ id, label }: Participant) => ({ id, label })),
  }));
  const [befores, afters] = [before, after].map(
    ({ steps }) => new Map(steps.map((step) => [step.request.number, step])),
  );
  const sideOf = (steps: ReadonlyMap<number, Step> | undefined, number: number | undefined): SideStep | undefined => {
    const step = number === undefined ? undefined : steps?.get(number);
    return step && toSideStep(step, room);
  };
  const rows = comparison.steps.map((step) => ({
    ...toMarks(step),
    sides: [sideOf(befores, step.before), sideOf(afters, step.after)],
  }));
  const cause = findFirstCause(comparison);
  /** The row at which the page opens, which the headline describes. */
  const first = cause === undefined ? null : comparison.steps.indexOf(cause.step);
  const data = { headline: toHeadline(comparison), counts: toCounts(comparison), first, sides, rows };
  return toSafePage(readComparisonFiles(), data);
}

interface SideStep {
  readonly from: string;
  readonly to: string;
  readonly call: string;
  readonly outcome: string;
  readonly failed: boolean;
  /** Of the request and the response. */
  readonly numbers: readonly [number, number];
  readonly request: Message;
  readonly response: Message;
}

interface Message {
  readonly head: readonly string[];
  readonly body: string;
}

function toMarks({ change, call, differences }: AlignedStep) {
  const told = differences.filter(({ place }) => place.part !== "step");
  return {
    change,
    call,
    differences: told.map(({ place, level, before = null, after = null }) => ({
      place: namePlace(place),
      level,
      before: before && cut(before),
      after: after && cut(after),
    })),
  };
}

/** The whole of it is in the bodies. */
function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

const LONGEST = 500;

function toSideStep({ client, server, request, response, name }: Step, room: Room): SideStep {
  const { status, reason, error } = response;
  const answer = `${status === 0 ? "" : status} ${reason}`.trim() || "no response";
  const outcome = error === undefined ? answer : `${answer} (${error.code})`;
  return {
    from: client,
    to: server,
    call: name?.text ?? `${request.method} ${request.path}`,
    outcome,
    failed: response.failed === true,
    numbers: [request.number, response.number],
    request: toMessage(`${request.method} ${request.url}`, request, room),
    response: toMessage(outcome, response, room),
  };
}

function toMessage(line: string, { headers, body }: Step["request"] | Step["response"], room: Room): Message {
  return { head: [line, ...headers.map(({ name, value }) => `${name}: ${value}`)], body: room.take(toText(body)) };
}

function toText({ kind, text, written, missing, cut: rest }: BodyView): string {
  const note = missing ?? (rest === undefined ? "" : `\n… ${countOf(rest.size, "byte")} in all`);
  if (written !== undefined) return written + note;
  if (kind === "binary") return toHexLines(text).join("\n") + note;
  return (kind === "json" ? prettyPrint(text).lines.join("\n") : text) + note;
}
