import { toOtlpRequests } from "../../../export/formats/otlp.ts";
import { toStretches } from "../../../export/stretches.ts";
import { catalog } from "../../../flows/catalog.ts";
import { nameRecorder } from "../../../otlp/name-recorder.ts";
import type { EndRequest } from "../../../otlp/write/live-spans.ts";
import { findProfile } from "../../../project/find-profile.ts";
import type { Trace } from "../../../trace/model/types.ts";
import { findNames } from "../../open-walkthrough.ts";

/** A finished trace as requests, built again for each call, with one request in memory. Includes what pages omit. */
export async function toRequests(
  trace: Trace,
  file: string,
  group: string | undefined,
): Promise<() => Iterable<EndRequest>> {
  const { names } = await findNames(file);
  const stretches = toStretches(trace, { profile: await findProfile(trace, undefined, catalog), ...names });
  return function* () {
    for (const body of toOtlpRequests(trace, stretches, { name: nameRecorder(file), group }))
      yield { body, exchanges: countExchanges(body), late: 0 };
  };
}

/** Each span has one attribute of this name; within a text, its quotes are escaped with backslashes. */
export function countExchanges(body: string): number {
  return body.split('{"key":"wirewalk.number",').length - 1;
}
