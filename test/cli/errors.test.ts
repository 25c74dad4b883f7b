import { describe, expect, test } from "vitest";

import { explainError } from "../../src/cli/output/explain-error.ts";
import { UserError } from "../../src/errors.ts";

async function explain(error: unknown, isDebugging = false): Promise<{ exitCode: number; stderr: string }> {
  let stderr = "";
  const output = { write: (content: string | Uint8Array) => (stderr += String(content)) };
  const stdin = { readLine: async () => "" };
  const io = {
    stdout: output,
    stderr: output,
    stdin,
    env: { OS_PASSWORD: "hunter-22" },
    interruption: () => new AbortController().signal,
  };
  const exitCode = await explainError(error, io, isDebugging);
  return { exitCode, stderr };
}

describe("an error that the user can fix", () => {
  test("is printed with the hint and without a stack", async () => {
    expect(await explain(new UserError("The cloud said no.", { hint: "ask again.", exitCode: 3 }))).toEqual({
      exitCode: 3,
      stderr: "The cloud said no.\n  Hint: ask again.\n",
    });
  });

  test("quotes no secret of the environment, and no password of a URL", async () => {
    const { stderr } = await explain(
      new UserError('No "./hunter-22" at http://me:pass-word@h/.', { hint: "not hunter-22." }),
    );
    expect(stderr).toBe(
      'No "./REDACTED-secret-1" at http://REDACTED-user-3:REDACTED-password-2@h/.\n  Hint: not REDACTED-secret-1.\n',
    );
  });

  test("cannot forge output with a text from a service", async () => {
    const { stderr } = await explain(new UserError("403 \u001B[2K\rAll is well\u202E\nsecond line\u009B1m"));
    expect(stderr).toBe("403 \uFFFD[2K\uFFFDAll is well\uFFFD\nsecond line\uFFFD1m\n");
  });
});

describe("an internal error", () => {
  const fault = new TypeError("x is not a function\nwith more lines", { cause: new Error("below") });

  test("is one line, how to report it, and exit code 70", async () => {
    expect(await explain(fault)).toEqual({
      exitCode: 70,
      stderr:
        "Internal error (please report it): TypeError: x is not a function\n" +
        "  Hint: Report it with the command line and its --debug output.\n",
    });
  });

  test("is printed with its stack, down to the cause, if the user requests it", async () => {
    const { stderr } = await explain(fault, true);
    expect(stderr).toMatch(/\n {4}at .*errors\.test\.ts/);
    expect(stderr).toContain("\ncaused by Error: below\n    at ");
  });
});
