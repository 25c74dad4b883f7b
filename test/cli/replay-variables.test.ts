import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { aTrace, anEntry } from "../analyze/an-entry.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { runCli } from "./run-cli.ts";

test("a recorded host name with a quote runs nothing in the shell that reads the variables of a replay", async () => {
  const folder = await tempFolder();
  const file = join(folder, "trace.har");
  await writeFile(file, JSON.stringify(aTrace([anEntry({ url: "http://a'$(echo$IFS-)b.example/" })])));
  const { exitCode, stdout } = await runCli(["replay", file, "--proxy"], {
    signal: AbortSignal.abort(),
    env: { WIREWALK_CONFIG_DIR: folder },
  });
  expect(exitCode).toBe(0);
  const read = execFileSync("sh", ["-c", `${stdout}printf %s "$WIREWALK_REPLAY"`], { encoding: "utf8" });
  expect(Object.keys((JSON.parse(read) as { doors: object }).doors)).toEqual(["a'$(echo$ifs-)b.example:80"]);
});
