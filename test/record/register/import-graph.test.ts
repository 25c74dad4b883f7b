import { fileURLToPath } from "node:url";

import { expect, test } from "vitest";

import { locateRecorder } from "../../../src/own-files.ts";
import { startTestServer } from "../../helpers/test-server.ts";
import { runRecorded } from "./run-recorded.ts";

test("the recorder loads neither undici nor anything else from outside of Node and wirewalk", async () => {
  const origin = await startTestServer((_request, response) => response.end());
  // Hooks affect only later imports: the program imports the recorder instead.
  const register = new URL("../../../src/record/register/register.ts", import.meta.url).href;
  const program = `
    import { registerHooks } from "node:module";
    const seen = [];
    registerHooks({ resolve: (name, context, next) => (seen.push(name), next(name, context)) });
    await import(${JSON.stringify(register)});
    await (await fetch(${JSON.stringify(origin)})).text();
    console.log(JSON.stringify(seen));`;
  const { stdout } = await runRecorded(program, { isRecorded: false });
  // Printed by the program above.
  const seen = JSON.parse(stdout) as readonly string[];
  expect(seen).toContain(fileURLToPath(locateRecorder()));
  const own = new Set([register, fileURLToPath(locateRecorder())]);
  expect(seen.filter((name) => !name.startsWith("node:") && !name.startsWith(".") && !own.has(name))).toEqual([]);
});

test("the recorder leaves undici's slot for the global dispatcher unchanged", async () => {
  const program = `
    const symbols = ["undici.globalDispatcher.1", "undici.globalDispatcher.2"].map((name) => globalThis[Symbol.for(name)]);
    console.log(symbols.map((one) => one === undefined));`;
  const run = await runRecorded(program);
  const bare = await runRecorded(program, { isRecorded: false });
  expect(run.stdout).toBe(bare.stdout);
});
