import { execFileSync } from "node:child_process";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { tempFolder } from "../helpers/temp-folder.ts";
import { runWirewalk } from "./run-wirewalk.ts";

/** The Linux program among those that `@microsoft/sarif-multitool` contains. */
const MULTITOOL = join(import.meta.dirname, "exports/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool");

/** The errors that the tool finds in a log by its own rules and those of GitHub. */
async function validate(log: string): Promise<readonly string[]> {
  // Its install script does this, but install scripts are not run.
  await chmod(MULTITOOL, 0o755);
  const folder = await tempFolder();
  await writeFile(join(folder, "log.sarif"), log);
  execFileSync(
    MULTITOOL,
    ["validate", "log.sarif", "--rule-kind", "Sarif;Gh", "--level", "Error;Warning", "-o", "found.sarif"],
    {
      cwd: folder,
      env: { DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1", DOTNET_BUNDLE_EXTRACT_BASE_DIR: folder },
    },
  );
  const found = JSON.parse(await readFile(join(folder, "found.sarif"), "utf8")) as {
    runs: readonly { results: readonly { ruleId: string }[] }[];
  };
  return found.runs.flatMap(({ results }) => results.map(({ ruleId }) => ruleId));
}

/** The URL of a tool is useful to readers who do not have it. */
const NO_ADDRESS = "SARIF2005";

const PASSWORD = 'password: "hunter22"\n';
const TOKEN = "ghp_abcdefghijklmnopqrstuvwxyz0123456789\n";

test.each([
  ["nothing", "Nothing is here.\n"],
  ["a finding", PASSWORD],
  ["several rules", `${PASSWORD}${TOKEN}${TOKEN}`],
])("Microsoft's validator accepts a scan that finds %s", async (_what, text) => {
  const folder = await tempFolder();
  await writeFile(join(folder, "pa ge.md"), text);
  const { stdout } = await runWirewalk(["scan", folder, "--sarif"], {});
  expect(await validate(stdout.toString())).toEqual([NO_ADDRESS]);
});

test("and rejects a broken log", async () => {
  expect(await validate('{"version": "2.1.0", "runs": [{"results": []}]}')).toContain("JSON1002");
});
