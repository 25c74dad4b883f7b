import { describe, expect, test } from "vitest";

import { runCli } from "./run-cli.ts";
import { IMAGES, writeTraceFile } from "./write-trace-file.ts";

describe("wirewalk show", () => {
  test("draws the diagram and a table on stdout", async () => {
    const { exitCode, stdout, stderr } = await runCli(["show", await writeTraceFile(...IMAGES)]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toContain("── POST /v2/images ");
    expect(stdout).toContain(
      [
        "#  request          answer          ms  bytes",
        "1  GET /v2/images   200 OK         1.0      2",
        "3  POST /v2/images  403 Forbidden  1.0      2",
        "",
        "2 exchanges; masked: nothing.",
        "",
      ].join("\n"),
    );
  });

  test("prints the walkthrough for programs", async () => {
    const { stdout } = await runCli(["show", await writeTraceFile(...IMAGES), "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      steps: [{ request: { method: "GET" } }, { response: { status: 403 } }],
    });
  });

  test("has colours on a terminal only, and not where NO_COLOR is set", async () => {
    const argv = ["show", await writeTraceFile(...IMAGES)];
    const escape = "\u001B[";
    expect((await runCli(argv)).stdout).not.toContain(escape);
    expect((await runCli(argv, { isTerminal: true })).stdout).toContain(escape);
    expect((await runCli(argv, { isTerminal: true, env: { NO_COLOR: "1" } })).stdout).not.toContain(escape);
    expect((await runCli(argv, { isTerminal: true, env: { NO_COLOR: "" } })).stdout).toContain(escape);
  });

  test("keeps recorded escape sequences and line ends from the terminal", async () => {
    const error = { code: "E\u001B[2K\nX", message: "", phase: "wait" } as const;
    const file = await writeTraceFile({ url: "/a", status: 0, reason: "", error });
    const { stdout } = await runCli(["show", file]);
    expect(stdout).toContain("E\uFFFD[2K X");
    expect(stdout).not.toContain("\u001B");
  });
});
