import { writeFile } from "node:fs/promises";

import { describe, expect, test } from "vitest";

import { runCli } from "./run-cli.ts";
import { IMAGES, writeTraceFile } from "./write-trace-file.ts";

const CHANGED = IMAGES.map((parts) => (parts.status === 403 ? { ...parts, status: 201, reason: "Created" } : parts));

describe("wirewalk diff", () => {
  test("0 and one line where nothing differs", async () => {
    const file = await writeTraceFile(...IMAGES);
    const { exitCode, stdout, stderr } = await runCli(["diff", file, file]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toContain("The recordings say the same.");
  });

  test("1 and where the runs part ways", async () => {
    const files = [await writeTraceFile(...IMAGES), await writeTraceFile(...CHANGED)];
    const { exitCode, stdout } = await runCli(["diff", ...files]);
    expect(exitCode).toBe(1);
    expect(stdout.split("\n")[0]).toBe("The recordings part ways at (3) POST /v2/images: 403 Forbidden → 201 Created");
    expect((await runCli(["diff", ...files, "--level", "structure"])).exitCode).toBe(0);
  });

  test("JSON for programs", async () => {
    const files = [await writeTraceFile(...IMAGES), await writeTraceFile(...CHANGED)];
    const { stdout } = await runCli(["diff", ...files, "--format", "json"]);
    expect(JSON.parse(stdout)).toMatchObject({ steps: [{ change: "same" }, { change: "changed" }] });
  });

  test("2 for a file that is not there, or is no trace", async () => {
    const file = await writeTraceFile(...IMAGES);
    expect(await runCli(["diff", file, `${file}.not-there`])).toMatchObject({ exitCode: 2, stdout: "" });
    await writeFile(`${file}.txt`, "no trace");
    expect(await runCli(["diff", `${file}.txt`, file])).toMatchObject({ exitCode: 2, stdout: "" });
  });
});
