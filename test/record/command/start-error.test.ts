import { expect, test } from "vitest";

import { UserError } from "../../../src/errors.ts";
import { toStartError } from "../../../src/record/command/start-error.ts";

const failed = (code: string): Error => Object.assign(new Error(`spawn ${code}`), { code });

test.each([
  ["npm", "ENOENT", 127, 'Command "npm" was not found.', "cmd /c npm"],
  ["npm.cmd", "EINVAL", 126, 'Command "npm.cmd" is a script of the shell.', "`cmd /c npm.cmd`"],
  ["RUN.BAT", "EINVAL", 126, 'Command "RUN.BAT" is a script of the shell.', "cmd /c RUN.BAT"],
])("%s fails with %s on Windows, and the error explains how to start it", (program, code, exitCode, message, hint) => {
  const error = toStartError(program, failed(code), "win32");
  expect(error).toBeInstanceOf(UserError);
  expect(error).toMatchObject({ exitCode, message, hint: expect.stringContaining(hint) });
});

test("other systems have no such scripts", () => {
  const error = toStartError("npm.cmd", failed("ENOENT"), "linux");
  expect(error).toMatchObject({ exitCode: 127, hint: expect.not.stringContaining("cmd /c") });
  const unknown = failed("EINVAL");
  expect(toStartError("x", unknown, "linux")).toBe(unknown);
  expect(toStartError("x", "no error", "linux")).toBe("no error");
});
