import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { Agent, request } from "undici";
import { describe, expect, onTestFinished, test } from "vitest";

import { createRecorder } from "../../../src/record/capture/recorder.ts";
import { createRedactor } from "../../../src/redact/redactor.ts";
import { refuseLeaks, watchEntries } from "../../../src/redact/scan/gate.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { startTestServer } from "../../helpers/test-server.ts";

const TOKEN = "s3cr3t-t0ken-value";

describe("a trace that would still contain a secret", () => {
  test("is written without the text that contains it", async () => {
    const origin = await startTestServer((_request, response) => response.end("{}"));
    const file = join(await tempFolder(), "trace.har");
    // A mistake of the user: a token as the name of the program.
    const recorder = createRecorder({ journal: `${file}.journal`, client: TOKEN });
    const agent = new Agent();
    onTestFinished(() => agent.destroy());
    const dispatcher = agent.compose(recorder.interceptor);
    const headers = { "x-auth-token": TOKEN };
    await (await request(`${origin}/`, { dispatcher, headers })).body.text();

    await recorder.save(file);
    const text = await readFile(file, "utf8");
    expect(text).toContain('"_client": "(omitted: it contains a secret that cannot be masked)"');
    expect(text).not.toContain(TOKEN);
    expect(existsSync(`${file}.journal`)).toBe(false);
  });

  const redactor = createRedactor();
  redactor.learn(TOKEN, "token");

  test.each([
    ["as it is", TOKEN],
    ["in base64", Buffer.from(`user:${TOKEN}`).toString("base64")],
    ["escaped twice", JSON.stringify(JSON.stringify({ a: TOKEN.replace("s", String.raw`\u0073`) }))],
    ["of a known format, learned or not", `gAAAAABj${"mQ2DBOkaIernRwlZm4DP5YH8dtn".repeat(3)}`],
  ])("%s, is omitted; as the name of a member, it is stopped with its line and column", (_how, text) => {
    const pieces = refuseLeaks(["{\n", `  "a": 1,\n  "b": ${JSON.stringify(text)}\n}`], redactor.findLearned);
    expect([...pieces].join("")).toBe(
      '{\n  "a": 1,\n  "b": "(omitted: it contains a secret that cannot be masked)"\n}',
    );
    const names = refuseLeaks(["{}\n", `{\n  ${JSON.stringify(text)}: 1\n}`], redactor.findLearned);
    expect(names.next().value).toBe("{}\n");
    expect(() => names.next()).toThrow(/line 3, column \d+: token/);
  });

  test("an entry with such a string is searched again as text, and no piece of another response is affected", () => {
    const { see, isClean } = watchEntries({
      findLearned: redactor.findLearned,
      learnedCount: redactor.learnedCount,
      unknownOf: (entry) => entry,
    });
    const pieces = [{ a: ["x"] }, { a: { b: TOKEN } }, { a: 1 }].map((entry) => {
      see(entry);
      return [JSON.stringify(entry), isClean(), isClean()];
    });
    expect(pieces).toEqual([
      ['{"a":["x"]}', true, false],
      [`{"a":{"b":"${TOKEN}"}}`, false, false],
      ['{"a":1}', true, false],
    ]);
  });

  test("what is the same object in several entries is searched again once more is learned, and each time if it holds something", () => {
    const part = { a: "Wd7-kQ2_mN9.xR4vB8tL" };
    const late = createRedactor();
    const watch = watchEntries({
      findLearned: late.findLearned,
      get learnedCount() {
        return late.learnedCount;
      },
      unknownOf: () => part,
    });
    const look = (): boolean => {
      watch.see(part);
      return watch.isClean();
    };
    expect([look(), look()]).toEqual([true, true]);
    late.learn("Wd7-kQ2_mN9.xR4vB8tL", "token");
    expect([look(), look()]).toEqual([false, false]);
  });

  test("aliases, and the words of the trace format, are accepted", () => {
    for (const word of ["request", "REDACTED", "token-1"]) redactor.learn(word, "password");
    const text = '{"request":{"headers":[{"name":"x","value":"REDACTED-token-1"}]}}';
    expect([...refuseLeaks([text], redactor.findLearned)]).toEqual([text]);
  });
});
