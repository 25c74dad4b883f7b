import { toMicroseconds } from "../trace/start-time.ts";
import type { Trace } from "../trace/types.ts";
import { drawArrows } from "./arrows.ts";
import { createCallReader } from "./call-reader.ts";
import { orderByStart, orderEvents } from "./event-order.ts";
import { findGroups } from "./groups/find-groups.ts";
import { findFolds } from "./groups/folds.ts";
import { findNesting } from "./nesting.ts";
import type { ParticipantNames } from "./renamed-participants.ts";
import { createStepNamer } from "./step-names.ts";
import { type StepNumbers, toStep } from "./step.ts";
import type { Arrow, Profile, Step, Walkthrough, WalkthroughCommand } from "./types.ts";

export interface AnalyzeOptions {
  /** What is known of the services. @default participants are named after hosts, and ids told by their looks */
  readonly profile?: Profile | undefined;
  /** Names of participants, before all others: by id, host, or the address where a server begins. */
  readonly participants?: ParticipantNames | undefined;
}

/** Makes a trace ready for the page. Pure: the same trace and profile give the same walkthrough. */
export function analyze(trace: Trace, options: AnalyzeOptions = {}): Walkthrough {
  const entries = orderByStart(trace.log.entries);
  const reader = createCallReader(trace, options.profile, options.participants);
  const nameStep = createStepNamer(entries);
  const exchanges = entries.map((entry) => ({ entry, id: nameStep(entry), ...reader.read(entry) }));
  const arrows = drawArrows(orderEvents(entries), exchanges);
  const numbers = collectNumbers(arrows);
  const begin = toMicroseconds(entries[0]?.startedDateTime ?? "");
  const command = readCommand(trace);
  const steps = nest(exchanges.map((exchange) => toStep(exchange, numbers.get(exchange.id) ?? NO_NUMBERS, begin)));
  const { groups, likes } = findGroups(steps);
  return {
    participants: reader.participants(),
    steps,
    arrows,
    groups,
    folds: findFolds(arrows, likes),
    variables: reader.variables(),
    provenance: [],
    substituted: Object.keys(trace.log._wirewalk?.substituted ?? {}),
    ...(command && { command }),
  };
}

function nest(steps: readonly Step[]): readonly Step[] {
  const nestings = findNesting(steps);
  return steps.map((step) => {
    const nestedIn = nestings.get(step.id);
    return nestedIn === undefined ? step : { ...step, nestedIn };
  });
}

const NO_NUMBERS: StepNumbers = { request: 0, response: 0 };

function collectNumbers(arrows: readonly Arrow[]): ReadonlyMap<string, StepNumbers> {
  const numbers = new Map<string, StepNumbers>();
  for (const { kind, step, number } of arrows) {
    const known = numbers.get(step) ?? NO_NUMBERS;
    numbers.set(step, kind === "request" ? { ...known, request: number } : { ...known, response: number });
  }
  return numbers;
}

function readCommand(trace: Trace): WalkthroughCommand | undefined {
  const command = trace.log._wirewalk?.command;
  return command && { ...command, env: command.env ?? {} };
}
