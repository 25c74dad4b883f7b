import { expect, test } from "vitest";

import { runEach } from "../../../src/cli/output/run-each.ts";

const COLORED = "\u001B[1mThe recordings diverge\u001B[0m\n";

test("the colors of a report reach the terminal", async () => {
  let shown = "";
  const stdout = { write: (text: string | Uint8Array) => (shown += String(text)), isTTY: true };
  const io = {
    stdout,
    stderr: { write: () => true },
    stdin: { readLine: async () => "" },
    env: {},
    interruption: () => new AbortController().signal,
  };
  const walkthroughs = [{ name: "a" }] as unknown as Parameters<typeof runEach>[0]["walkthroughs"];
  const exitCode = await runEach({ file: "wirewalk.config.yaml", walkthroughs }, io, {
    doing: "Checking",
    run: async () => ({ exitCode: 1, text: "differs", output: [COLORED] }),
    json: false,
    isDebugging: false,
  });
  expect({ exitCode, shown }).toEqual({ exitCode: 1, shown: COLORED });
});
