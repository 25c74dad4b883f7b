import { join } from "node:path";

import { inject } from "vitest";

import { findFlow } from "../../src/flows/index.ts";
import { type Entry, type RecordedFlow, type Trace, readTrace, recordFlow } from "../../src/index.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

/** Runs a flow against the real cloud and reads its trace back. */
export async function record(
  flow: string,
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly result: RecordedFlow; readonly trace: Trace; readonly sequence: readonly string[] }> {
  const found = findFlow(flow);
  if (found === undefined) throw new Error(`There is no flow ${flow}.`);
  const file = join(await tempFolder(), `${flow}.har`);
  const result = await recordFlow(found, { inputs, env: { ...inject("stack").env, ...env }, file });
  const trace = await readTrace(file);
  return { result, trace, sequence: trace.log.entries.map(describeEntry) };
}

function describeEntry({ request, response }: Entry): string {
  const { pathname, search } = new URL(request.url);
  return `${request.method} ${pathname}${search} ${response.status}`;
}
