import { expect, test } from "vitest";

import { runCli } from "./run-cli.ts";
import { writeTraceFile } from "./write-trace-file.ts";

test("lists the places of each alias by the numbers of the arrows, and never a value", async () => {
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
