import { spawn } from "node:child_process";
import { once } from "node:events";

import { expect, test } from "vitest";

import { type LeftProcess, waitForLeft } from "../../../src/record/command/left-running.ts";

const ROUNDS = 40;

test.runIf(process.platform === "linux")("finds a process that is started while its parent ends", async () => {
  const found: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const mark = `mark-${process.pid}-${round}`;
    const shell = spawn("sh", ["-c", "sleep 60 & exit 3"], { env: { ...process.env, MARK: mark }, stdio: "ignore" });
    await once(shell, "exit");
    const onLeft = (left: readonly LeftProcess[]): void => {
      found.push(mark);
      for (const { pid } of left) process.kill(pid);
    };
    await waitForLeft([mark], { onLeft, interruption: () => AbortSignal.abort() });
  }
  expect(found).toHaveLength(ROUNDS);
});
