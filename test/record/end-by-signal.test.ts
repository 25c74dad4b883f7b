import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { expect, test } from "vitest";

const run = promisify(execFile);
const WORKER = join(import.meta.dirname, "../../src/record/capture/worker/drain-at-signals.ts");
const SIGNALS = join(import.meta.dirname, "../../src/record/command/signals.ts");

/** Windows reports these signals, but cannot send them. */
const REFUSES = `process.kill = () => { throw Object.assign(new Error("kill ENOSYS"), { code: "ENOSYS" }); };`;

test.each([
  [
    "a recorded program writes its last exchanges and exits",
    `const { drainAtSignals } = await import(${JSON.stringify(WORKER)});
     ${REFUSES}
     drainAtSignals(() => console.log("drained"));
     process.emit("SIGHUP", "SIGHUP");`,
    /^(?:drained\n)+$/,
  ],
  [
    "the second signal ends a recording at once",
    `const { holdSignals } = await import(${JSON.stringify(SIGNALS)});
     ${REFUSES}
     holdSignals();
     process.emit("SIGHUP", "SIGHUP");
     console.log("held");
     process.emit("SIGHUP", "SIGHUP");`,
    /^held\n$/,
  ],
])("if the system cannot send a signal that it reports, %s", async (_name, script, stdout) => {
  const args = ["--input-type=module", "--eval", script];
  await expect(run(process.execPath, args)).rejects.toMatchObject({
    code: 129,
    stdout: expect.stringMatching(stdout),
    stderr: "",
  });
});
