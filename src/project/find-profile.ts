import type { Profile } from "../analyze/types.ts";
import type { Trace } from "../trace/model/types.ts";
import { loadFlow } from "./load-flow.ts";

/**
 * What is known of the services in a trace: of the flow that the user names, else what the trace names, else the first
 * whose services show in its headers.
 */
export async function findProfile(trace: Trace, flow: string | undefined): Promise<Profile | undefined> {
  if (flow !== undefined) return (await loadFlow(flow)).profile;
  const { builtinProfiles } = await import("../flows/index.ts");
  const named = trace.log._wirewalk?.profile;
  if (named !== undefined) return builtinProfiles.find(({ name }) => name === named);
  const responses = trace.log.entries.map(({ response }) => response);
  const seen = new Set(responses.flatMap(({ headers }) => headers.map(({ name }) => name.toLowerCase())));
  return builtinProfiles.find(({ detect }) => detect.some((name) => seen.has(name)));
}
