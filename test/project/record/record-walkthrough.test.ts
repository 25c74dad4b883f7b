import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { request } from "undici";
import { expect, test } from "vitest";

import { describeRecorded } from "../../../src/cli/output/describe-recorded.ts";
import { UserError } from "../../../src/errors.ts";
import { type Flow, defineFlow } from "../../../src/flow.ts";
import { oncePerTrace } from "../../../src/project/record/once-per-trace.ts";
import { recordWalkthrough, replaceTrace } from "../../../src/project/record/record-walkthrough.ts";
import { writeTrace } from "../../../src/trace/files/file.ts";
import { inTurn } from "../../analyze/an-entry.ts";
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

test("a newly failing recording leaves the earlier trace, and is reported with its path", async () => {
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

test("a recording that lost exchanges leaves the earlier trace, and replaces none with exit code 0", async () => {
  const { walkthrough, surroundings } = await aRecording([]);
  const make = async ({ file }: { readonly file: string }) => {
    await writeTrace(file, inTurn({ url: "http://shop/carts" }));
    return { exchanges: 1, unanswered: [], exitCode: 0, lost: 1 };
  };
  const first = await replaceTrace(walkthrough, surroundings, make);
  expect(describeRecorded("asked", first, true)).toMatchObject({
    exitCode: 2,
    text: expect.stringMatching(/1 exchange in .*asked\.har; 1 exchange could not be recorded$/),
  });
  const before = await readFile(walkthrough.trace);
  const second = await replaceTrace(walkthrough, surroundings, make);
  expect(second).toMatchObject({ kind: "kept", failures: ["1 exchange could not be recorded"] });
  expect(describeRecorded("asked", second, true)).toMatchObject({
    exitCode: 3,
    text: expect.stringContaining("(1 exchange could not be recorded): kept "),
  });
  expect(await readFile(walkthrough.trace)).toEqual(before);
  expect(await replaceTrace(walkthrough, { ...surroundings, accept: true }, make)).toMatchObject({ kind: "recorded" });
});

test("credentials that clients keep on the machine are masked in a flow with unknown services", async () => {
  const { walkthrough, surroundings } = await aRecording([200], "customer-4711");
  const profile = { name: "clouds", detect: [], client: { id: "c", label: "c" }, services: {}, operations: [] };
  const catalog = {
    ...surroundings.catalog,
    profiles: [{ ...profile, readSecrets: async () => ["customer-4711"] }],
  };
  await recordWalkthrough(walkthrough, { ...surroundings, catalog });
  expect(await readFile(walkthrough.trace, "utf8")).not.toContain("customer-4711");
});

test("without flow and command there is nothing to run; of several with one trace, the first runs", async () => {
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

test("newly failing calls leave the earlier trace, although the command succeeded; --accept accepts them", async () => {
  const answers = [200, 404, 200, 404, 200, 200, 503, 503, 503, 503];
  const url = await startTestServer((_, response) => {
    response.statusCode = answers.shift() ?? 200;
    response.end("{}");
  });
  const script = `fetch("${url}/a").then(() => fetch("${url}/b"))`;
  const project = await aProject(
    `walkthroughs: { asked: { command: ${JSON.stringify([process.execPath, "-e", script])}, as: asker } }\n`,
  );
  const walkthrough = theWalkthrough(project);
  const authorityFolder = join(dirname(project.file), "ca");
  const surroundings = {
    env: { PATH: process.env["PATH"] },
    authorityFolder,
    catalog: { profiles: [], loadFlows: async () => [] },
  };
  const record = async (accept = false) => recordWalkthrough(walkthrough, { ...surroundings, accept });
  expect(await record()).toMatchObject({ kind: "recorded", exitCode: 0 });
  // The page documents the 404; its absence is not a failure, and neither is the same status again.
  expect(await record()).toMatchObject({ kind: "recorded" });
  expect(await record()).toMatchObject({ kind: "recorded" });
  const good = await readFile(walkthrough.trace, "utf8");
  expect(good).toContain('"_client": "asker"');
  expect(await record()).toMatchObject({ kind: "kept", exitCode: 0, failures: ["GET /a: 503", "GET /b: 503"] });
  expect(await readFile(walkthrough.trace, "utf8")).toBe(good);
  expect(await record(true)).toMatchObject({ kind: "recorded", exitCode: 0 });
  expect(await readFile(walkthrough.trace, "utf8")).toContain('"status": 503');
});

test("a command runs in its directory with its variables, and its exit code is not ours", async () => {
  const url = await startTestServer((request, response) => response.end(request.url));
  const script = `fetch("${url}/" + process.env.WHAT + process.cwd().replace(/.*\\//, "-")).then(() => process.exit(4))`;
  const project = await aProject(
    `walkthroughs: { asked: { command: ${JSON.stringify([process.execPath, "-e", script])}, env: { WHAT: dog }, cwd: traces } }\n`,
    { other: inTurn({}) },
  );
  const authorityFolder = join(dirname(project.file), "ca");
  const catalog = { profiles: [], loadFlows: async () => [] };
  const env = { PATH: process.env["PATH"] };
  const run = await recordWalkthrough(theWalkthrough(project), { env, authorityFolder, catalog });
  expect(run).toMatchObject({ kind: "recorded", exitCode: 4 });
  expect(await readFile(theWalkthrough(project).trace, "utf8")).toContain(`${url}/dog-traces`);
});
