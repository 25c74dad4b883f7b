import { basename } from "node:path";

import { UserError } from "../../errors.ts";
import type { Bypass } from "../proxy/bypasses.ts";

export interface EmptyRecording {
  readonly exitCode: number;
  readonly bypasses: readonly Bypass[];
  /** Passthrough hosts. */
  readonly passthrough: readonly string[];
}

/** Nothing was recorded. If the command failed, the exit code is the command's own and has no meaning of wirewalk's. */
export class NothingRecordedError extends UserError {
  override readonly name = "NothingRecordedError";
  /** Exit code of the command. */
  readonly commandExitCode: number;

  constructor(message: string, hint: string, commandExitCode: number) {
    super(message, { hint, exitCode: commandExitCode || 2 });
    this.commandExitCode = commandExitCode;
  }
}

/** The error of a recording without exchanges: the likely reasons, and the command's own exit code if it failed. */
export function nothingRecorded(argv: readonly string[], recording: EmptyRecording): NothingRecordedError {
  const { exitCode } = recording;
  const [program = ""] = argv;
  const name = basename(program);
  const ending = exitCode === 0 ? "" : ` It exited with ${exitCode}.`;
  const message = `No request of "${name}" could be recorded; no trace was written.${ending}`;
  const hint = `${reasonFor(recording)} Run \`wirewalk doctor -- ${name}\` to list known problems of this program.`;
  return new NothingRecordedError(message, hint, exitCode);
}

function reasonFor({ exitCode, bypasses, passthrough }: EmptyRecording): string {
  if (bypasses.length > 0) return `${bypasses.map(toText).join("; ")}.`;
  if (passthrough.length > 0) return `All its requests may be to passthrough hosts: ${passthrough.join(", ")}.`;
  const failed = exitCode === 0 ? "" : "It may have failed before its first request. ";
  return (
    `${failed}It may ignore the proxy variables (Go does for loopback addresses, static programs and services often do), ` +
    "have its own proxy or no-proxy setting, use a protocol other than HTTP, or send no requests."
  );
}

/** `cloud.example:443 was not recorded: the client refused wirewalk's certificate` */
function toText({ host, reason }: Bypass): string {
  return `${host} was not recorded: ${reason}`;
}
