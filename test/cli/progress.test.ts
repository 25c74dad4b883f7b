import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { withProgress } from "../../src/cli/output/progress.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** What stderr shows after work of this duration. */
async function lineAfter(milliseconds: number, isTTY: boolean): Promise<string> {
  let text = "";
  const output = { isTTY, write: (content: string | Uint8Array) => (text += String(content)) };
  const stdin = { readLine: async () => "" };
  const io = { stdout: output, stderr: output, stdin, env: {}, interruption: () => new AbortController().signal };
  const work = new Promise((resolve) => setTimeout(resolve, milliseconds));
  const done = withProgress(io, "Drawing", work);
  await vi.advanceTimersByTimeAsync(milliseconds);
  await done;
  return text;
}

test("work of more than a second is shown in a terminal, and its line is removed", async () => {
  expect(await lineAfter(2500, true)).toBe("\rDrawing … 1 s\rDrawing … 2 s\r\u001B[K");
});

test("short work shows nothing", async () => {
  expect(await lineAfter(900, true)).toBe("");
});

test("nothing is shown without a terminal", async () => {
  expect(await lineAfter(2500, false)).toBe("");
});
