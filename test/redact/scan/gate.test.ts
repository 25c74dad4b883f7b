import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { Agent, request } from "undici";
import { describe, expect, onTestFinished, test } from "vitest";

import { UserError } from "../../../src/errors.ts";
import { createRecorder } from "../../../src/record/capture/recorder.ts";
import { createRedactor } from "../../../src/redact/redactor.ts";
import { refuseLeaks } from "../../../src/redact/scan/gate.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { startTestServer } from "../../helpers/test-server.ts";

const TOKEN = "s3cr3t-t0ken-value";

describe("a trace that would still hold a secret", () => {
  test("is not written; the journal stays, and the message does not tell the secret", async () => {
    const origin = await startTestServer((_request, response) => response.end("{}"));
    const file = join(await tempFolder(), "trace.har");
    // A mistake of the one who records: a token as the name of the program.
    const recorder = createRecorder({ journal: `${file}.journal`, client: TOKEN });
    const agent = new Agent();
    onTestFinished(() => agent.destroy());
    const dispatcher = agent.compose(recorder.interceptor);
    const headers = { "x-auth-token": TOKEN };
    await (await request(`${origin}/`, { dispatcher, headers })).body.text();

    const error = await recorder.save(file).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({
      exitCode: 4,
      message: expect.stringMatching(/line \d+, column \d+, _client: token \(learned\)/),
    });
    expect(String(error)).not.toContain(TOKEN);
    expect(existsSync(file)).toBe(false);
    expect(await readFile(`${file}.journal`, "utf8")).toContain("wirewalkJournal");
  });

  const redactor = createRedactor();
  redactor.learn(TOKEN, "token");

  test.each([
    ["as it is", TOKEN],
    ["in base64", Buffer.from(`user:${TOKEN}`).toString("base64")],
    ["escaped twice", JSON.stringify(JSON.stringify({ a: TOKEN.replace("s", String.raw`\u0073`) }))],
    ["of a known format, learned or not", `gAAAAABj${"mQ2DBOkaIernRwlZm4DP5YH8dtn".repeat(3)}`],
  ])("%s, is stopped with its line and column", (_how, text) => {
    const pieces = refuseLeaks(["{\n", `  "a": 1,\n  "b": "${text}"\n}`], redactor.findLearned);
    expect(pieces.next().value).toBe("{\n");
    expect(() => pieces.next()).toThrow(/line 3, column \d+: token/);
  });

  test("aliases, and words that a trace is made of, pass", () => {
    for (const word of ["request", "REDACTED", "token-1"]) redactor.learn(word, "password");
    const text = '{"request":{"headers":[{"name":"x","value":"REDACTED-token-1"}]}}';
    expect([...refuseLeaks([text], redactor.findLearned)]).toEqual([text]);
  });
});
