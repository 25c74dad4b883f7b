import { onlyKnown } from "../json/only-known.ts";
import { knownAt } from "../sequence/known-at.ts";
import type { MessageTypes } from "../trace/bodies/message-types.ts";
import { toMicroseconds } from "../trace/model/start-time.ts";
import type { Trace } from "../trace/model/types.ts";
import { drawArrows } from "./arrows.ts";
import { createCallReader } from "./call-reader.ts";
import { tellCallersApart } from "./callers.ts";
import { type Event, orderEvents } from "./event-order.ts";
import { findGroups } from "./groups/find-groups.ts";
import { findFolds } from "./groups/folds.ts";
import { listDrawn } from "./join-twins.ts";
import { findNesting } from "./nesting.ts";
import { writeNotes } from "./notes.ts";
import { orderParticipants } from "./order/order-participants.ts";
import { findProvenance } from "./provenance/find-provenance.ts";
import { type NumberedEntry, createSources } from "./provenance/sources.ts";
import type { ParticipantNames } from "./renamed-participants.ts";
import { createStepLabeler } from "./step-name.ts";
import { createStepNamer } from "./step-names.ts";
import { toStep } from "./step.ts";
import type { ApiDescription, Profile, Step, Walkthrough, WalkthroughCommand } from "./types.ts";

export interface AnalyzeOptions {
  /** Describes the services. @default participants are named after hosts, and IDs are recognized by their form */
  readonly profile?: Profile | undefined;
  /** Names of participants, which take precedence: by ID, host, or the URL prefix of a server. */
  readonly participants?: ParticipantNames | undefined;
  /** Templates of whole paths, which take precedence: `/image/v2/images/{image_id}`. @default none */
  readonly paths?: readonly string[] | undefined;
  /** Labels of steps, by step ID or by method and template: `GET /pets/{petId}`. @default none */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** Whether diagrams show which response a value came from, at its first use. @default false */
  readonly dataFlow?: boolean | undefined;
  /** Whether diagrams show which recorders saw an exchange, if there are several. @default false */
  readonly recorders?: boolean | undefined;
  /** The browser's own requests that were removed from the trace, which the page mentions. @default none */
  readonly leftOut?: Walkthrough["leftOut"];
  /** Descriptions of the APIs, which `parseOpenApi` reads from documents. @default none */
  readonly descriptions?: readonly ApiDescription[] | undefined;
  /** Types of messages of Protocol Buffers, by the path of a call. @default none: fields by number */
  readonly messages?: MessageTypes | undefined;
}

/** Prepares a trace for pages and diagrams. Pure: the same trace and options give the same walkthrough. */
export function analyze(trace: Trace, options: AnalyzeOptions = {}): Walkthrough {
  const callers = tellCallersApart(trace, {
    unknown: options.profile?.client.label ?? "client",
    isNamed: (caller) => options.participants?.[caller] !== undefined,
  });
  const entries = listDrawn(callers);
  const reader = createCallReader(trace, options);
  const labelStep = createStepLabeler(options.labels ?? {});
  const nameStep = createStepNamer(entries);
  const events = orderEvents(entries);
  const numbered = numberEntries(
    entries.map((entry) => ({ entry, id: nameStep(entry) })),
    events,
  );
  const sources = createSources(trace, numbered);
  const exchanges = numbered.map((one) => {
    const call = Object.assign(
      one,
      reader.read(one.entry, (value) => sources.find(value, one)),
    );
    return Object.assign(call, { name: labelStep(call) });
  });
  const arrows = drawArrows(events, exchanges);
  const begin = toMicroseconds(entries[0]?.startedDateTime ?? "");
  const command = readCommand(trace);
  const steps = nest(
    exchanges.map((exchange) => toStep(exchange, begin, options.messages)),
    readNesting(exchanges),
  );
  const { groups, likes } = findGroups(steps);
  const folds = findFolds(arrows, likes);
  const provenance = findProvenance(exchanges, sources);
  return {
    participants: orderParticipants(reader.participants(), arrows, folds),
    steps,
    arrows,
    groups,
    folds,
    variables: reader.variables(),
    provenance,
    notes: writeNotes({
      steps,
      told: exchanges,
      provenance,
      dataFlow: options.dataFlow ?? false,
      recorders: options.recorders ?? false,
    }),
    substituted: Object.keys(trace.log._wirewalk?.substituted ?? {}),
    ...onlyKnown({
      command,
      leftOut: options.leftOut,
      headers: options.profile?.headers,
      emptyBodies: options.profile?.emptyBodies,
      launchConfiguration: options.profile?.launchConfiguration,
    }),
  };
}

/** For calls that were read from spans, only the data of the spans. */
function readNesting(exchanges: readonly Pick<NumberedEntry, "entry" | "id">[]): ReadonlyMap<string, string> {
  const told = exchanges.filter(({ entry }) => entry._nestedIn !== undefined || entry._spans !== undefined);
  return new Map(told.map(({ id, entry }) => [id, entry._nestedIn ?? ""]));
}

function nest(steps: readonly Step[], told: ReadonlyMap<string, string>): readonly Step[] {
  const nestings = findNesting(steps, told);
  return steps.map((step) => {
    const nestedIn = nestings.get(step.id);
    return nestedIn === undefined ? step : { ...step, nestedIn };
  });
}

/** Numbers of the arrows, in the order of events, from 1. */
function numberEntries(
  entries: readonly Pick<NumberedEntry, "entry" | "id">[],
  events: readonly Event[],
): readonly NumberedEntry[] {
  const requests = new Uint32Array(entries.length);
  const outcomes = new Uint32Array(entries.length);
  for (const [order, { kind, index }] of events.entries()) {
    (kind === "request" ? requests : outcomes)[index] = order + 1;
  }
  return entries.map((one, index) => ({
    ...one,
    request: knownAt(requests, index),
    outcome: knownAt(outcomes, index),
  }));
}

function readCommand(trace: Trace): WalkthroughCommand | undefined {
  const command = trace.log._wirewalk?.command;
  return command && { ...command, env: command.env ?? {} };
}
