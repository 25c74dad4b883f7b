import { describe, expect, test } from "vitest";

import { type CliOutcome, runCli } from "./run-cli.ts";
import { IMAGES, writeTraceFile } from "./write-trace-file.ts";

/** Runs `wirewalk replay`, asks for paths once it answers, then ends it. */
async function replayAndAsk(options: readonly string[], paths: readonly string[]): Promise<CliOutcome> {
  const file = await writeTraceFile(...IMAGES);
  const controller = new AbortController();
  let asking: Promise<void> | undefined;
  const onOutput = (text: string): void => {
    const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
    if (origin === undefined || asking !== undefined) return;
    asking = askAll(origin, paths).finally(() => controller.abort());
  };
  const outcome = await runCli(["replay", file, ...options], { signal: controller.signal, onOutput });
  await asking;
  return outcome;
}

async function askAll(origin: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) await (await fetch(`${origin}${path}`)).text();
}

describe("wirewalk replay", () => {
  test("says where it answers and ends with Ctrl-C", async () => {
    const { exitCode, stdout, stderr } = await replayAndAsk([], ["/v2/images"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "Ctrl-C ends it.\n" });
    expect(stdout).toMatch(/^http:\/\/cloud\.example is answered at http:\/\/127\.0\.0\.1:\d+\n$/);
  });

  test("says it in JSON", async () => {
    const { stdout } = await replayAndAsk(["--json"], []);
    expect(JSON.parse(stdout)).toEqual({
      origins: { "http://cloud.example": expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) },
    });
  });

  test("tells of what was not recorded, and exits 1", async () => {
    const { exitCode, stderr } = await replayAndAsk([], ["/v2/images", "/v2/images?name=hunter2"]);
    expect(exitCode).toBe(1);
    expect(stderr).toBe(
      [
        "Ctrl-C ends it.",
        "No recorded answer for GET /v2/images?name=… (call 2).",
        "  Hint: closest is exchange 1, GET /v2/images; it differs in: query.name.",
        "1 request had no recorded answer.",
        "  GET /v2/images?name=…: closest is exchange 1, GET /v2/images; it differs in: query.name.",
        "",
      ].join("\n"),
    );
  });

  test("lists what was asked in vain again and again once, at the end", async () => {
    const { stderr } = await replayAndAsk([], ["/gone", "/v2/images", "/gone", "/gone"]);
    expect(stderr.split("\n").slice(-3)).toEqual([
      "3 requests had no recorded answer.",
      "  GET /gone, 3 times: closest is exchange 1, GET /v2/images; it differs in: path.",
      "",
    ]);
  });
});
