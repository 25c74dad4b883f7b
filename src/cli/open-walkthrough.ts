import { analyze } from "../analyze/analyze.ts";
import { type Choice, chooseExchanges } from "../analyze/choose-exchanges.ts";
import type { ApiDescription, Profile, Walkthrough } from "../analyze/types.ts";
import { catalog } from "../flows/catalog.ts";
import { openTrace } from "../import/open-trace.ts";
import { onlyKnown } from "../json/only-known.ts";
import { findProfile } from "../project/find-profile.ts";
import type { Trace } from "../trace/model/types.ts";
import type { Io } from "./io.ts";
import { takeBeginning } from "./output/take-beginning.ts";

export interface OpenedTrace {
  readonly trace: Trace;
  readonly walkthrough: Walkthrough;
  readonly profile?: Profile;
}

export interface OpenOptions {
  /** Where it is said that only a part is taken. */
  readonly io: Io;
  /** Which exchanges are meant. @default all */
  readonly choice?: Choice | undefined;
  readonly descriptions?: readonly ApiDescription[];
  /** Whether diagrams say which answer a value came from. */
  readonly dataFlow?: boolean;
}

/** Reads a trace and makes it ready to show, with what is known of its services. */
export async function openWalkthrough(
  file: string,
  flow: string | undefined,
  options: OpenOptions,
): Promise<OpenedTrace> {
  return toWalkthrough({ trace: await openTrace(file), file }, flow, options);
}

/** The same for a trace that has been read. */
export async function toWalkthrough(
  { trace: whole, file }: { readonly trace: Trace; readonly file: string },
  flow: string | undefined,
  { io, choice, ...options }: OpenOptions,
): Promise<OpenedTrace> {
  const trace = takeBeginning(choice === undefined ? whole : chooseExchanges(whole, choice).trace, file, io);
  const profile = await findProfile(trace, flow, catalog);
  return { trace, walkthrough: analyze(trace, { profile, ...options }), ...onlyKnown({ profile }) };
}
