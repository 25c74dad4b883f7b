import { join } from "node:path";

import { expect, test } from "vitest";

import { createRecording } from "../../src/capture/recording.ts";
import { openTrace } from "../../src/open-trace.ts";
import { createRedactor } from "../../src/redact/redactor.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

test("what a journal says of its command is masked text by text: short secrets, and none of its own names", async () => {
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
