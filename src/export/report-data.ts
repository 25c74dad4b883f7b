import { describeFirstFailure, findFirstFailure } from "../analyze/first-failure.ts";
import { listDrawn } from "../analyze/join-twins.ts";
import { describeWhen } from "../analyze/recorded-when.ts";
import type { Participant, Step, Walkthrough, WalkthroughCommand } from "../analyze/types.ts";
import { onlyKnown } from "../json/only-known.ts";
import { countOf } from "../sequence/count-of.ts";
import { quoteShellWord } from "../sequence/shell-word.ts";
import { describeMissing, listMissing } from "../trace/missing.ts";
import { createRoom } from "./report-room.ts";
import { type ReportRow, toReportRows } from "./report-rows.ts";
import { type ReportStep, type Surroundings, toReportStep } from "./report-step.ts";
import type { Subject } from "./subject.ts";

/** The data for the report's script. */
export interface ReportData {
  readonly title: string;
  /** What to know about the recording, in a line: `recorded 2026-11-23 10:00:00 to 10:00:04 UTC by wirewalk 0.1.0`. */
  readonly facts: readonly string[];
  readonly command?: ReportCommand;
  /** What failed first, and its step. */
  readonly failure?: { readonly text: string; readonly step: string };
  readonly participants: readonly Participant[];
  readonly rows: readonly ReportRow[];
  readonly steps: Iterable<ReportStep>;
}

interface ReportCommand extends Pick<WalkthroughCommand, "exitCode" | "stdout" | "stderr"> {
  /** As a shell reads it. */
  readonly line: string;
  readonly env: readonly string[];
}

/** The walkthrough with its times, as the report shows it; a step at a time, as each may have a long body. */
export function* toReportJson(subject: Subject): Generator<string> {
  const { steps, ...rest } = toReportData(subject);
  yield `${JSON.stringify(rest).slice(0, -1)},"steps":[`;
  let separator = "";
  for (const step of steps) {
    yield `${separator}${JSON.stringify(step)}`;
    separator = ",\n";
  }
  yield "]}";
}

function toReportData({ trace, walkthrough, title, leftOut = 0 }: Subject): ReportData {
  const { participants, steps, command } = walkthrough;
  const labels = new Map(participants.map(({ id, label }) => [id, label]));
  const numbers = new Map(steps.map(({ id, request }) => [id, request.number]));
  // The steps are in this order too.
  const entries = listDrawn(trace.log.entries);
  const room = createRoom();
  return {
    title,
    facts: [...listFacts(trace.log), ...noteLeftOut(trace.log.entries.length, leftOut)],
    ...onlyKnown({ command: command && toReportCommand(command), failure: toReportFailure(walkthrough) }),
    participants,
    rows: toReportRows(walkthrough),
    steps: toReportSteps(steps, (index) => ({ labels, numbers, entry: entries[index], room })),
  };
}

function* toReportSteps(steps: readonly Step[], of: (index: number) => Surroundings): Generator<ReportStep> {
  for (const [index, step] of steps.entries()) yield toReportStep(step, of(index));
}

function noteLeftOut(shown: number, leftOut: number): readonly string[] {
  if (leftOut === 0) return [];
  return [
    `the first ${shown} of ${shown + leftOut} exchanges; \`wirewalk export --format html --where …\` shows others`,
  ];
}

function listFacts(log: Subject["trace"]["log"]): readonly string[] {
  const { creator, _wirewalk: origin } = log;
  const when = describeWhen({ log });
  const masked = Object.entries(origin?.redacted ?? {}).map(([name, count]) => countOf(count, name));
  return [
    ...(when === undefined ? [] : [`recorded ${when} by ${creator.name} ${creator.version}`]),
    ...(masked.length === 0 ? [] : [`masked: ${masked.join(", ")}`]),
    ...listMissing({ log }).map(describeMissing),
  ];
}

function toReportFailure(walkthrough: Walkthrough): ReportData["failure"] {
  const step = findFirstFailure(walkthrough.steps);
  return step && { text: describeFirstFailure(walkthrough) ?? "", step: step.id };
}

function toReportCommand({ argv, env, exitCode, stdout, stderr }: WalkthroughCommand): ReportCommand {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${quoteShellWord(value)}`);
  return { line: argv.map(quoteShellWord).join(" "), env: variables, exitCode, stdout, stderr };
}
