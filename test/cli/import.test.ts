import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { tempFolder } from "../helpers/temp-folder.ts";
import { runCli } from "./run-cli.ts";

test("wirewalk import writes a trace without the secrets of the log", async () => {
  const folder = await tempFolder();
  const log = join(folder, "debug.log");
  const har = join(folder, "debug.har");
  await writeFile(
    log,
    `REQ: curl -g -i -X POST http://cloud.example/v3 -H "X-Auth-Token: gAAAAABl-secret-1234" -d '{"password": "hunter2-long"}'\nRESP: [201] A: b\n`,
  );
  const { exitCode, stderr } = await runCli(["import", log, "-o", har]);
  expect({ exitCode, stderr }).toEqual({
    exitCode: 0,
    stderr: expect.stringMatching(/^Wrote .*: 1 exchange; masked: 1 token, 1 password\.\nNote: From the log of /),
  });
  expect(await readFile(har, "utf8")).not.toMatch(/secret-1234|hunter2/);
});

test("--spans is refused if a file has no spans, whatever it contains", async () => {
  const folder = await tempFolder();
  const har = join(folder, "a.har");
  await writeFile(har, '{"log":{"version":"1.2","creator":{"name":"x","version":"1"},"entries":[]}}');
  for (const choice of ["all", "calls"]) {
    const { exitCode, stderr } = await runCli(["import", har, "-o", join(folder, "b.har"), "--spans", choice]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining("Remove --spans") });
  }
});
