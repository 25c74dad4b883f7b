import type { ApiDescription, Profile, Trace, Walkthrough } from "../index.ts";
import { findProfile } from "./find-profile.ts";

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
  const { analyze, openTrace } = await import("../index.ts");
  const trace = await openTrace(file);
  const profile = await findProfile(trace, flow);
  return { trace, walkthrough: analyze(trace, { profile, ...options }), ...(profile && { profile }) };
}
