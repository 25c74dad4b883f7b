import { join } from "node:path";

import { expect, test } from "vitest";

import { builtinFlows } from "../../src/flows/index.ts";
import { type Trace, readTrace, recordFlow } from "../../src/index.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { startReplay } from "./start-replay.ts";

const TRACES = join(import.meta.dirname, "../../traces/openstack");

/** Requests and responses without the values that differ in each recording: ports and masked values. */
function conversationOf({ log }: Trace): readonly string[] {
  return log.entries.map(({ request, response }) => {
    const { pathname, search } = new URL(request.url);
    return `${request.method} ${pathname}${search} ${response.status} ${response.statusText}`;
  });
}

test.each(builtinFlows)("flow $name runs against its recording, and prints the same again", async (flow) => {
  const recorded = await readTrace(join(TRACES, `${flow.name}.har`));
  const { flow: origin, command } = recorded.log._wirewalk ?? {};
  const server = await startReplay(recorded);
  const file = join(await tempFolder(), "again.har");
  const { failure, stdout } = await recordFlow(flow, {
    inputs: origin?.inputs ?? {},
    env: {
      ...command?.env,
      OS_AUTH_URL: server.urlFor(command?.env?.["OS_AUTH_URL"] ?? ""),
      OS_PASSWORD: "any-will-do",
    },
    file,
  });
  expect(failure).toBeUndefined();
  expect(server.misses).toEqual([]);
  expect(conversationOf(await readTrace(file))).toEqual(conversationOf(recorded));
  expect(stdout).toBe(command?.stdout);
});
