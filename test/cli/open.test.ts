import { chmod, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { unzipSync } from "fflate";
import { describe, expect, test } from "vitest";

import type { Trace } from "../../src/trace/model/types.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { runCli } from "./run-cli.ts";
import { IMAGES, writeTraceFile } from "./write-trace-file.ts";

describe("wirewalk open", () => {
  test("--print shows the path of the report; nobody else may read it", async () => {
    const { exitCode, stdout } = await runCli(["open", await writeTraceFile(...IMAGES), "--print"]);
    expect(exitCode).toBe(0);
    expect(await readFile(stdout.trim(), "utf8")).toContain("Content-Security-Policy");
    expect((await stat(dirname(stdout.trim()))).mode & 0o077).toBe(0);
  });

  test.runIf(process.platform === "linux")("starts the desktop's program for it", async () => {
    const folder = await tempFolder();
    const opener = join(folder, "xdg-open");
    await writeFile(opener, `#!/bin/sh\nprintf %s "$1" > "${folder}/opened"\n`);
    await chmod(opener, 0o755);
    const env = { PATH: `${folder}:${process.env["PATH"]}` };
    const { stderr } = await runCli(["open", await writeTraceFile(...IMAGES)], { env });
    expect(stderr).toBe(`Opened ${await readFile(join(folder, "opened"), "utf8")}.\n`);
  });

  test.runIf(process.platform === "linux")("shows the path of the report if there is no desktop", async () => {
    const env = { PATH: await tempFolder() };
    const { exitCode, stderr } = await runCli(["open", await writeTraceFile(...IMAGES)], { env });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/"xdg-open" could not open ".*report\.html"/);
  });
});

test("wirewalk share writes one archive", async () => {
  const trace = await writeTraceFile(...IMAGES);
  const file = join(dirname(trace), "images.zip");
  const { exitCode, stdout, stderr } = await runCli(["share", trace, "-o", file]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "" });
  expect(stderr).toBe(`Wrote ${file}.\n2 exchanges; no secrets found.\n`);
  expect((await readFile(file)).subarray(0, 2).toString()).toBe("PK");
});

test("wirewalk share reports what packing found, and what only a reader can judge", async () => {
  const trace = await writeTraceFile(
    { url: "/a", headers: [["X-Custom", "of the house"]], base64: "/+4A" },
    { url: "/b", text: "kT9xQ2mLw7Zr4Vb8Nc1YpH5s" },
  );
  const { stderr } = await runCli(["share", trace, "-o", join(dirname(trace), "a.zip")]);
  expect(stderr.split("\n").slice(1)).toEqual([
    "2 exchanges; no secrets found; masked while packing: 1 header.",
    "  Hint: Before you send the archive, review 1 part that could not be inspected and 1 possible secret: its README.md lists them.",
    "",
  ]);
});

test("share without -o writes next to the trace, under its name", async () => {
  const trace = await writeTraceFile(...IMAGES);
  const { exitCode, stderr } = await runCli(["share", trace]);
  const file = trace.replace(/har$/, "zip");
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 0, stderr: expect.stringContaining(`Wrote ${file}.`) });
  expect(Object.keys(unzipSync(await readFile(file)))).toContain("trace.har");
});

describe("wirewalk share", () => {
  const share = async (...options: readonly string[]) => {
    const trace = await writeTraceFile(...IMAGES, { url: "/v2/tasks", text: '{"mail":"ada@corp.test"}' });
    const { exitCode, stderr } = await runCli(["share", trace, ...options]);
    if (exitCode !== 0) return { exitCode, stderr, files: {} };
    const unpacked = Object.entries(unzipSync(await readFile(trace.replace(/har$/, "zip"))));
    return {
      exitCode,
      stderr,
      files: Object.fromEntries(unpacked.map(([name, bytes]) => [name, Buffer.from(bytes).toString()])),
    };
  };

  test("--only selects the exchanges of these arrows, and reports that it is a part", async () => {
    const { files } = await share("--only", "3,(5)-(6)");
    const { log } = JSON.parse(files["trace.har"] ?? "") as Trace;
    expect(log.entries.map(({ request }) => request.method)).toEqual(["POST", "GET"]);
    expect(files["README.md"]).toContain("This archive contains 2 of 3 recorded exchanges.");
  });

  test.each(["7", "0", "3-2", "x", ""])("--only %j is not an arrow", async (only) => {
    const { exitCode, stderr } = await share("--only", only);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("--only");
  });

  test("--map leaves no internal name, and --note is in the README", async () => {
    const { files } = await share("--map", "hosts,emails", "--note", "the second call fails");
    expect(Object.values(files).join("")).not.toMatch(/cloud\.example|ada@corp/);
    expect(files["README.md"]).toContain("Note from the sender:\n\n    the second call fails\n");
  });
});
