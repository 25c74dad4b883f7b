import { analyze } from "../analyze/analyze.ts";
import type { ApiDescription, Profile, Walkthrough } from "../analyze/types.ts";
import { catalog } from "../flows/catalog.ts";
import { openTrace } from "../import/open-trace.ts";
import { onlyKnown } from "../json/only-known.ts";
import { findProfile } from "../project/find-profile.ts";
import type { Trace } from "../trace/model/types.ts";

export interface OpenedTrace {
  readonly trace: Trace;
  readonly walkthrough: Walkthrough;
  readonly profile?: Profile;
}

export interface OpenOptions {
  readonly descriptions?: readonly ApiDescription[];
  /** Whether diagrams say which answer a value came from. */
  readonly dataFlow?: boolean;
}

/** Reads a trace and makes it ready to show, with what is known of its services. */
export async function openWalkthrough(
  file: string,
  flow: string | undefined,
  options: OpenOptions = {},
): Promise<OpenedTrace> {
  const trace = await openTrace(file);
  const profile = await findProfile(trace, flow, catalog);
  return { trace, walkthrough: analyze(trace, { profile, ...options }), ...onlyKnown({ profile }) };
}
