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
        "#  method  path        response        ms  bytes  participant",
        "1  GET     /v2/images  200 OK         1.0      2  cloud.example",
        "3  POST    /v2/images  403 Forbidden  1.0      2  cloud.example",
        "",
        "2 exchanges; no secrets found.",
        "",
      ].join("\n"),
    );
    expect(stdout).toMatch(
      /^Recorded 2026-11-23 00:00:00 UTC\.\nFirst failure: \(4\) POST \/v2\/images 403, 0\.0 s after start\.\n {2}"no"\n\n/,
    );
  });

  test("prints the walkthrough for programs", async () => {
    const { stdout } = await runCli(["show", await writeTraceFile(...IMAGES), "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      steps: [{ request: { method: "GET" } }, { response: { status: 403 } }],
    });
  });

  test("has colors only in a terminal, and not if NO_COLOR is set", async () => {
    const argv = ["show", await writeTraceFile(...IMAGES)];
    const escape = "\u001B[";
    expect((await runCli(argv)).stdout).not.toContain(escape);
    expect((await runCli(argv, { isTerminal: true })).stdout).toContain(escape);
    expect((await runCli(argv, { isTerminal: true, env: { NO_COLOR: "1" } })).stdout).not.toContain(escape);
    expect((await runCli(argv, { isTerminal: true, env: { NO_COLOR: "" } })).stdout).toContain(escape);
  });

  test("keeps recorded escape sequences and line breaks from the terminal", async () => {
    const error = { code: "E\u001B[2K\nX", message: "", phase: "wait" } as const;
    const file = await writeTraceFile({ url: "/a", status: 0, reason: "", error });
    const { stdout } = await runCli(["show", file]);
    expect(stdout).toContain("E␛[2K␊X");
    expect(stdout).not.toContain("\u001B");
  });

  test("fits the table into the terminal, and prints all of it to a pipe", async () => {
    const path = `/v2/${"very-".repeat(20)}long`;
    const file = await writeTraceFile({ url: path, status: 200, reason: "OK" });
    expect((await runCli(["show", file])).stdout).toContain(` ${path} `);
    const { stdout } = await runCli(["show", file], { isTerminal: true, env: { NO_COLOR: "1" } });
    expect(stdout.split("\n").map((line) => line.length)).not.toContainEqual(expect.toSatisfy((width) => width > 80));
    expect(stdout).toMatch(/GET +\/v2\/very-.*…/);
  });

  test.each([46, 40, 20])("fits both into a terminal of %d columns", async (columns) => {
    const file = await writeTraceFile(...IMAGES);
    const { stdout } = await runCli(["show", file], { isTerminal: true, columns, env: { NO_COLOR: "1" } });
    const [picture = ""] = stdout.split(/^\d+ exchanges/m);
    expect(picture.split("\n").filter((line) => line.length > columns)).toEqual([]);
    expect(picture).toMatch(/^3 .*403/m);
  });

  test("shows the beginning and the end of a long trace, and how to see the rest", async () => {
    const file = await writeTraceFile(...Array.from({ length: 300 }, (_, at) => ({ url: `/n/x${at}`, status: 200 })));
    const { stdout } = await runCli(["show", file]);
    expect(stdout).toContain("⋮ (121)-(560) are not shown; --from 121 --to 320 shows the next ones.\n");
    expect(stdout.match(/^ *\d+ .*[│┃]/gm)).toHaveLength(160);
    expect(stdout).toContain("300 exchanges;");

    const part = (await runCli(["show", file, "--from", "121", "--to", "124"])).stdout;
    expect(Array.from(part.matchAll(/^ *(\d+) {2,}[│G]/gm), ([, number]) => number)).toEqual(
      "121 122 123 124 121 123".split(" "),
    );
    expect(await runCli(["show", file, "--from", "601"])).toMatchObject({
      exitCode: 2,
      stderr: "The trace has no arrows from 601 to 600.\n  Hint: Choose from 1 to 600.\n",
    });
  });
});
