import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { request } from "undici";
import { expect, test } from "vitest";

import { UserError } from "../../../src/errors.ts";
import { type Flow, defineFlow } from "../../../src/flow.ts";
import { oncePerTrace } from "../../../src/project/record/once-per-trace.ts";
import { recordWalkthrough } from "../../../src/project/record/record-walkthrough.ts";
import { startTestServer } from "../../helpers/test-server.ts";
import { aProject, theWalkthrough } from "../a-project.ts";

function aFlow(url: string): Flow {
  return defineFlow({
    name: "ask",
    summary: "Asks once",
    inputs: [],
    run: async ({ dispatcher }) => {
      const { statusCode, body } = await request(url, { dispatcher });
      await body.dump();
      if (statusCode !== 200) throw new UserError(`The service said ${statusCode}.`, { exitCode: 3 });
      return "done";
    },
  });
}

async function aRecording(answers: readonly number[], secret = "") {
  const left = [...answers];
  const url = await startTestServer((_, response) => {
    response.statusCode = left.shift() ?? 200;
    response.end(JSON.stringify({ note: secret }));
  });
  const project = await aProject("walkthroughs: { asked: { flow: ask } }\n");
  const authorityFolder = join(dirname(project.file), "ca");
  const loadFlows = async (): Promise<readonly Flow[]> => [aFlow(url)];
  const catalog = { profiles: [], loadFlows };
  return { walkthrough: theWalkthrough(project), surroundings: { env: {}, authorityFolder, catalog } };
}

test("a recording that fails and did not before leaves the earlier trace, and says where it is", async () => {
  const { walkthrough, surroundings } = await aRecording([200, 200, 500]);
  const { trace: file } = walkthrough;
  expect(await recordWalkthrough(walkthrough, surroundings)).toMatchObject({ kind: "recorded", file, exchanges: 1 });
  const again = await recordWalkthrough(walkthrough, surroundings);
  expect(again).toMatchObject({ kind: "recorded", exitCode: 0, changes: { unchanged: 1, changed: 0 } });
  const before = await readFile(file, "utf8");
  const failed = await recordWalkthrough(walkthrough, surroundings);
  expect(failed).toMatchObject({ kind: "kept", exitCode: 3, failure: { message: "The service said 500." } });
  expect(await readFile(file, "utf8")).toBe(before);
  if (failed.kind !== "kept") throw new Error("It was not kept.");
  expect(await readFile(failed.failedFile, "utf8")).toContain('"status": 500');
});

test("what clients keep on the machine is masked in a flow of which no services are known", async () => {
  const { walkthrough, surroundings } = await aRecording([200], "customer-4711");
  const profile = { name: "clouds", detect: [], client: { id: "c", label: "c" }, services: {}, operations: [] };
  const catalog = {
    ...surroundings.catalog,
    profiles: [{ ...profile, readSecrets: async () => ["customer-4711"] }],
  };
  await recordWalkthrough(walkthrough, { ...surroundings, catalog });
  expect(await readFile(walkthrough.trace, "utf8")).not.toContain("customer-4711");
});

test("without flow and command there is nothing to run; of several with one trace the first runs", async () => {
  const project = await aProject(
    "walkthroughs:\n  a: { command: [x], trace: t.har }\n  b: { trace: t.har }\n  c: {}\n",
  );
  const { surroundings } = await aRecording([]);
  const [, , nothing] = project.walkthroughs;
  if (nothing === undefined) throw new Error("The project has three walkthroughs.");
  expect(await recordWalkthrough(nothing, surroundings)).toEqual({ kind: "nothing-to-run" });
  const run = oncePerTrace(async ({ name }) => ({ kind: "ran", name }));
  const outcomes = [];
  for (const walkthrough of project.walkthroughs) outcomes.push(await run(walkthrough));
  expect(outcomes).toEqual([
    { kind: "ran", name: "a" },
    { kind: "shared", by: "a" },
    { kind: "ran", name: "c" },
  ]);
});
