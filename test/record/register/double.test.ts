import { expect, test } from "vitest";

import { startTestServer } from "../../helpers/test-server.ts";
import { runRecorded } from "./run-recorded.ts";

const source = (file: string): string => new URL(`../../../${file}`, import.meta.url).href;

test("traffic that the program's own recorder records is not recorded twice", async () => {
  const origin = await startTestServer((request, response) => response.end(request.url));
  const program = `
    const { createRecorder } = await import(${JSON.stringify(source("src/record/capture/recorder.ts"))});
    const { Agent, request } = await import(${JSON.stringify(source("node_modules/undici/index.js"))});
    const recorder = createRecorder();
    const dispatcher = new Agent().compose(recorder.interceptor);
    await (await request(${JSON.stringify(origin)} + "/own", { dispatcher })).body.text();
    await (await fetch(${JSON.stringify(origin)} + "/other")).text();
    console.log((await recorder.save("own.har")).exchanges);
    process.exit();`;
  const { stdout, entries } = await runRecorded(program);
  expect(stdout).toBe("1\n");
  expect(entries.map(({ request }) => new URL(request.url).pathname)).toEqual(["/other"]);
});
