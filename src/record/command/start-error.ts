import { existsSync } from "node:fs";

import { codeOf, UserError } from "../../errors.ts";
import type { Environment } from "./environment.ts";
import { findProgram } from "./program-file.ts";

const NOT_FOUND = 127;
const NOT_EXECUTABLE = 126;

/** Why a program did not start, with the exit code that shells give; any other error is returned unchanged. */
export function toStartError(program: string, error: unknown, platform: string = process.platform): unknown {
  const code = codeOf(error);
  if (platform === "win32" && (code === "ENOENT" || code === "EINVAL")) return refuseOnWindows(program, error);
  switch (code) {
    case "ENOENT":
      return new UserError(`Command "${program}" was not found.`, {
        hint: "Check its name, and that its directory is in PATH; for a script, check that the interpreter in its first line exists.",
        exitCode: NOT_FOUND,
        cause: error,
      });
    case "EACCES":
    case "ENOEXEC":
      return new UserError(`Command "${program}" cannot be executed (${code}).`, {
        hint: `Make it executable with \`chmod +x\`, or name its interpreter: \`wirewalk record -- sh ${program}\`.`,
        exitCode: NOT_EXECUTABLE,
        cause: error,
      });
    case "E2BIG":
    case "ERR_INVALID_ARG_VALUE":
      return new UserError(`Command "${program}" cannot be started: its arguments are too long, or contain a NUL.`, {
        hint: "Pass long input in a file.",
        exitCode: NOT_EXECUTABLE,
        cause: error,
      });
    default:
      return error;
  }
}

/** Windows starts `npm.cmd` by its shell only, and Node refuses to (EINVAL): the shell reads arguments as commands. */
function refuseOnWindows(program: string, cause: unknown): UserError {
  const isScript = /\.(?:cmd|bat)$/i.test(program);
  const line = `cmd /c ${program}`;
  return new UserError(`Command "${program}" ${isScript ? "is a script of the shell" : "was not found"}.`, {
    hint: isScript
      ? `Start it by the shell: \`${line}\`.`
      : `Check its name, and that its directory is in PATH; if it is a .cmd or .bat file, such as npm, start it by the shell: \`${line}\`.`,
    exitCode: isScript ? NOT_EXECUTABLE : NOT_FOUND,
    cause,
  });
}

/** Throws the error of starting a program in a case where another program starts it and would only print its own message. */
export function refuseUnstartable(program: string, env: Environment): void {
  if (findProgram(program, env) !== undefined) return;
  const code = program.includes("/") && existsSync(program) ? "EACCES" : "ENOENT";
  throw toStartError(program, Object.assign(new Error(`spawn ${program} ${code}`), { code }));
}
