import { join } from "node:path";

import { expect, test } from "vitest";

import { writeTrace } from "../../src/trace/files/file.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { aTrace } from "../replay/a-trace.ts";
import { runCli } from "./run-cli.ts";
import { writeTraceFile } from "./write-trace-file.ts";

test("lists the places of each alias by the numbers of the arrows, and never prints a value", async () => {
  const file = await writeTraceFile(
    { url: "/login", headers: [["X-Subject-Token", "gAAAREDACTED-token-1"]] },
    { url: "/a?key=REDACTED-token-1", text: '{"k":"REDACTED-password-1","l":"REDACTED-token-1 REDACTED-token-1"}' },
  );
  expect((await runCli(["show", file, "--where-secret"])).stdout.split("\n")).toEqual([
    "REDACTED-token-1: 4 places",
    "  (2) response header X-Subject-Token",
    "  (3) URL",
    "  (4) response body l, 2 times",
    "REDACTED-password-1: 1 place",
    "  (4) response body k",
    "",
  ]);
  expect((await runCli(["show", await writeTraceFile({ url: "/" }), "--where-secret"])).stdout).toBe(
    "No secrets were masked.\n",
  );
});

test("two masked values that differ only in case are reported, and no value is printed", async () => {
  const text = '{"access_token":"Abcd1234EFGH5678ijkl"}';
  const { log } = aTrace({ url: "/login", text }, { url: "/me?access_token=abcd1234efgh5678ijkl", status: 401 });
  const foreign = join(await tempFolder(), "foreign.har");
  const file = join(await tempFolder(), "masked.har");
  await writeTrace(foreign, { log: { ...log, creator: { name: "another tool", version: "1" } } });
  const note = "Note: REDACTED-token-1 and REDACTED-token-2 are the same value except for upper and lower case.";
  expect((await runCli(["import", foreign, "-o", file])).stderr).toContain(note);
  for (const argv of [
    ["show", file],
    ["show", file, "--where-secret"],
    ["diff", file, file],
  ]) {
    const { stdout, stderr } = await runCli(argv);
    expect(stderr.split(note)).toHaveLength(2);
    expect(stdout + stderr).not.toMatch(/abcd1234/i);
  }
});
