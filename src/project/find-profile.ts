import type { Profile } from "../analyze/types.ts";
import type { Trace } from "../trace/model/types.ts";
import type { Catalog } from "./catalog.ts";
import { loadFlow } from "./load-flow.ts";

/**
 * The profile of the services in a trace: from the flow that the user names, otherwise the profile named in the trace,
 * otherwise the first whose services show in its headers.
 */
export async function findProfile(
  trace: Trace,
  flow: string | undefined,
  catalog: Catalog,
): Promise<Profile | undefined> {
  return flow === undefined ? detectProfile(trace, catalog.profiles) : (await loadFlow(flow, catalog)).profile;
}

/** The same without a flow. */
export function detectProfile({ log }: Trace, profiles: readonly Profile[]): Profile | undefined {
  const named = log._wirewalk?.profile;
  if (named !== undefined) return profiles.find(({ name }) => name === named);
  const telling = new Set(profiles.flatMap(({ detect }) => detect));
  const seen = new Set<string>();
  for (const { response } of log.entries.slice(0, LOOKED_AT)) {
    for (const { name } of response.headers) if (telling.has(name.toLowerCase())) seen.add(name.toLowerCase());
  }
  return profiles.find(({ detect }) => detect.some((name) => seen.has(name)));
}

/** Number of exchanges that are checked: if a service appears in none of them, the trace is not about it. */
const LOOKED_AT = 20_000;
