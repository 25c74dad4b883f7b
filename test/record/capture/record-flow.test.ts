import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { request } from "undici";
import { expect, test } from "vitest";

import { UserError } from "../../../src/errors.ts";
import { type Flow, defineFlow } from "../../../src/flow.ts";
import { recordFlow } from "../../../src/record/capture/record-flow.ts";
import type { Trace } from "../../../src/trace/model/types.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { startTestServer } from "../../helpers/test-server.ts";
import { localhost, startTlsServer } from "../../helpers/tls.ts";

function aFlow(parts: Partial<Flow> = {}): Flow {
  return defineFlow({
    name: "ask",
    summary: "Asks a server",
    inputs: [{ name: "url", description: "Where to ask" }],
    command: ({ inputs, env }) => ({
      argv: ["ask", inputs["url"] ?? ""],
      env: { OS_PASSWORD: env["OS_PASSWORD"] ?? "" },
    }),
    run: async ({ inputs, dispatcher, env }) => {
      const headers = { "X-Echo": env["OS_PASSWORD"] ?? "" };
      return (await request(inputs["url"] ?? "", { dispatcher, headers })).body.text();
    },
    ...parts,
  });
}

async function traceFile(): Promise<string> {
  return join(await tempFolder(), "ask.har");
}

function readLog(file: string): Trace["log"] {
  // Written by recordFlow.
  return (JSON.parse(readFileSync(file, "utf8")) as Trace).log;
}

test("the requests of the flow, its command, and its output are in the trace; secrets of the environment are nowhere in it", async () => {
  const secret = "from-the-environment";
  const url = await startTestServer((incoming, response) => response.end(`echo ${String(incoming.headers["x-echo"])}`));
  const file = await traceFile();
  const recorded = await recordFlow(aFlow(), { inputs: { url }, env: { OS_PASSWORD: secret }, file });
  expect(recorded).toMatchObject({ file, exchanges: 1, lost: 0, stdout: "echo REDACTED-password-1" });
  expect(readLog(file)._wirewalk).toEqual({
    format: 1,
    manifest: { seen: 1, ranges: "1", digests: expect.any(String), chain: expect.any(String) },
    flow: { name: "ask", inputs: { url } },
    command: {
      argv: ["ask", url],
      env: { OS_PASSWORD: "REDACTED-password-1" },
      exitCode: 0,
      stdout: "echo REDACTED-password-1",
      stderr: "",
    },
    redacted: { password: 4 },
  });
  expect(readFileSync(file, "utf8")).not.toContain(secret);
  expect(existsSync(`${file}.journal`)).toBe(false);
});

test("a flow that fails after its first request is recorded, with its masked message", async () => {
  const url = await startTestServer((_request, response) => response.end("no"));
  const file = await traceFile();
  const flow = aFlow({
    run: async (context) => {
      await aFlow().run(context);
      throw new UserError("403 Forbidden: password my-password is wrong", { exitCode: 3, hint: "not my-password" });
    },
  });
  const { failure } = await recordFlow(flow, { inputs: { url }, env: { OS_PASSWORD: "my-password" }, file });
  expect(failure).toMatchObject({
    message: "403 Forbidden: password REDACTED-password-1 is wrong",
    hint: "not REDACTED-password-1",
    exitCode: 3,
  });
  expect(readLog(file)._wirewalk?.command).toMatchObject({ exitCode: 1, stderr: failure?.message });
});

test("a flow that fails before its first request leaves an earlier trace unchanged", async () => {
  const file = await traceFile();
  writeFileSync(file, "an earlier recording");
  const flow = aFlow({ run: () => Promise.reject(new UserError("OS_AUTH_URL is missing")) });
  await expect(recordFlow(flow, { inputs: { url: "" }, env: {}, file })).rejects.toThrow("OS_AUTH_URL is missing");
  expect(readFileSync(file, "utf8")).toBe("an earlier recording");
  expect(existsSync(`${file}.journal`)).toBe(false);
});

test("a flow that bypasses the recorder gets an error", async () => {
  const file = await traceFile();
  const flow = aFlow({ run: () => Promise.resolve("done") });
  await expect(recordFlow(flow, { inputs: { url: "" }, env: {}, file })).rejects.toThrow(/made no request/);
  expect(existsSync(file)).toBe(false);
});

test("a missing input is named with its description, before anything is written", async () => {
  const file = await traceFile();
  const error: unknown = await recordFlow(aFlow(), { inputs: {}, env: {}, file }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ message: 'Flow "ask" needs --url.', hint: "--url: Where to ask", exitCode: 2 });
  expect(existsSync(`${file}.journal`)).toBe(false);
});

test("an input that the flow does not have is named, also where another is missing", async () => {
  const file = await traceFile();
  await expect(recordFlow(aFlow(), { inputs: { ur: "x" }, env: {}, file })).rejects.toMatchObject({
    message: 'Flow "ask" has no input "ur". Did you mean "url"?',
    hint: "Its inputs: url.",
    option: ["inputs", "ur"],
  });
});

test("an exception of the flow itself is its failure", async () => {
  const url = await startTestServer((_request, response) => response.end());
  const flow = aFlow({
    run: async (context) => {
      await aFlow().run(context);
      throw new TypeError("x is undefined");
    },
  });
  const { failure } = await recordFlow(flow, { inputs: { url }, env: {}, file: await traceFile() });
  expect(failure).toMatchObject({ message: 'Flow "ask" failed: x is undefined', exitCode: 3 });
});

test("servers are verified with the CA certificates in the settings of the flow; a missing file has none", async () => {
  const authority = join(await tempFolder(), "ca.pem");
  writeFileSync(authority, localhost.cert);
  const url = await startTlsServer((_, response) => response.end("from the cloud"));
  const ask = async (authorities: readonly string[]) =>
    recordFlow(aFlow(), { inputs: { url }, env: {}, file: await traceFile(), authorities });
  expect((await ask([authority, "/nowhere.pem"])).stdout).toBe("from the cloud");
  expect((await ask([])).unanswered).toEqual([
    { reason: expect.stringMatching(/self.signed/), code: expect.stringContaining("SELF_SIGNED"), count: 1 },
  ]);
});
