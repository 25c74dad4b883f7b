import { describe, expect, test } from "vitest";

import { explainError } from "../../src/cli/explain-error.ts";
import { UserError } from "../../src/errors.ts";

function explain(error: unknown, isDebugging = false): { exitCode: number; stderr: string } {
  let stderr = "";
  const output = { write: (content: string | Uint8Array) => (stderr += String(content)) };
  const stdin = { readLine: async () => "" };
  const io = { stdout: output, stderr: output, stdin, env: {}, interruption: () => new AbortController().signal };
  const exitCode = explainError(error, io, isDebugging);
  return { exitCode, stderr };
}

describe("what the user can fix", () => {
  test("is told with the hint and without a stack", () => {
    expect(explain(new UserError("The cloud said no.", { hint: "ask again.", exitCode: 3 }))).toEqual({
      exitCode: 3,
      stderr: "The cloud said no.\n  Hint: ask again.\n",
    });
  });

  test("cannot forge output with what a service said", () => {
    const { stderr } = explain(new UserError("403 \u001B[2K\rAll is well\u202E\nsecond line\u009B1m"));
    expect(stderr).toBe("403 \uFFFD[2K\uFFFDAll is well\uFFFD\nsecond line\uFFFD1m\n");
  });
});

describe("a fault of ours", () => {
  const fault = new TypeError("x is not a function\nwith more lines", { cause: new Error("below") });

  test("is one line, how to report it, and exit code 70", () => {
    expect(explain(fault)).toEqual({
      exitCode: 70,
      stderr:
        "This is a fault of wirewalk: TypeError: x is not a function\n" +
        "  Hint: report it, with the command line and what it prints with --debug.\n",
    });
  });

  test("has its stack, down to the cause, for who asks for it", () => {
    const { stderr } = explain(fault, true);
    expect(stderr).toMatch(/\n {4}at .*errors\.test\.ts/);
    expect(stderr).toContain("\ncaused by Error: below\n    at ");
  });
});
