import type { Profile, Trace, Walkthrough } from "../index.ts";
import { findProfile } from "./find-profile.ts";

export interface OpenedTrace {
  readonly trace: Trace;
  readonly walkthrough: Walkthrough;
  readonly profile?: Profile;
}

/** Reads a trace and makes it ready to show, with what is known of its services. */
export async function openWalkthrough(file: string, flow: string | undefined): Promise<OpenedTrace> {
  const { analyze, openTrace } = await import("../index.ts");
  const trace = await openTrace(file);
  const profile = await findProfile(trace, flow);
  return { trace, walkthrough: analyze(trace, { profile }), ...(profile && { profile }) };
}
