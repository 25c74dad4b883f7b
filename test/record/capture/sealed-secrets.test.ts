import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { openTrace } from "../../../src/import/open-trace.ts";
import { createRecording } from "../../../src/record/capture/recording.ts";
import { noteUnopened } from "../../../src/record/capture/sealed-secrets.ts";
import { createRedactor } from "../../../src/redact/redactor.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

test("the command in a journal is masked text by text: short secrets, and none of its own names", async () => {
  const redactor = createRedactor();
  const argv = ["openstack", "--os-password", "asdf", "--os-token=asdf", "server", "list"];
  const command = { argv, env: { OS_PASSWORD: "command" }, exitCode: -1, stdout: "", stderr: "" };
  const journal = join(await tempFolder(), "t.har.journal");
  const recording = createRecording({ journal, redactor, origin: { profile: "openstack", command } });
  for (const password of ["openstack", "command", "asdf", '":"']) redactor.learn(password, "password");
  recording.stop();
  const { log } = await openTrace(journal);
  recording.journal.remove();
  expect(log._wirewalk).toEqual({
    format: 1,
    profile: "openstack",
    command: {
      argv: [
        "REDACTED-password-1",
        "--os-password",
        "REDACTED-password-2",
        "--os-token=REDACTED-password-2",
        "server",
        "list",
      ],
      env: { OS_PASSWORD: "REDACTED-password-3" },
      exitCode: -1,
      stdout: "",
      stderr: "",
    },
    redacted: { password: 4 },
  });
});

test.each([
  ["a link", (file: string) => symlinkSync(`${file}.other`, file)],
  ["a pipe", (file: string) => execFileSync("mkfifo", [file])],
  ["a folder", (file: string) => mkdirSync(file)],
])("%s in place of the sealed secrets: the recording continues, and nothing else is written", async (_, put) => {
  const folder = await tempFolder();
  const journal = join(folder, "t.har.journal");
  writeFileSync(`${journal}.secrets.other`, "of somebody else");
  const faults: string[] = [];
  const redactor = createRedactor();
  const recording = createRecording({ journal, redactor, onFault: (message) => faults.push(message) });
  put(`${journal}.secrets`);
  redactor.learn("hunter-22", "password");
  recording.stop();
  recording.journal.remove();
  expect(faults).toHaveLength(1);
  expect(readFileSync(`${journal}.secrets.other`, "utf8")).toBe("of somebody else");
  expect(existsSync(journal)).toBe(false);
});

test("the remains of an earlier journal with the same name are not used", async () => {
  const journal = join(await tempFolder(), "t.har.journal");
  writeFileSync(`${journal}.secrets`, "of an earlier journal\n");
  const recording = createRecording({ journal });
  recording.stop();
  expect(noteUnopened([{ file: journal, learned: [] }])).toEqual([]);
  recording.journal.remove();
});
