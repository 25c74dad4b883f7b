import { type RecordCommandOptions, type RecordedCommand, recordCommand } from "../index.ts";
import { configFolderOf } from "./config-folder.ts";
import { countOf, showCounts } from "./counts.ts";
import { type Io, tell } from "./io.ts";
import { toPrintable } from "./printable.ts";
import { readCount } from "./read-count.ts";

export interface ProgramArguments {
  readonly output: string | undefined;
  readonly "no-output": boolean;
  readonly as: string | undefined;
  readonly passthrough: readonly string[] | undefined;
  readonly cacert: string | undefined;
  readonly insecure: readonly string[] | undefined;
  readonly json: boolean;
  readonly "body-limit": string | undefined;
}

/** `wirewalk record -- PROGRAM`: stdout is the program's own, and so is the exit code. */
export async function runProgram(argv: readonly string[], args: ProgramArguments, io: Io): Promise<number> {
  for (const host of args.insecure ?? []) tell(io, `Warning: the certificate of ${host} is not checked.`);
  const own = { env: io.env, authorityFolder: configFolderOf(io) };
  const recorded = await recordCommand(argv, { ...toOptions(args), ...own, ...outputOf(args, io) });
  if (args.json) io.stderr.write(`${toJson(recorded)}\n`);
  else report(recorded, io);
  return recorded.exitCode;
}

function toOptions(args: ProgramArguments): Partial<RecordCommandOptions> {
  const { output: file, as: client, passthrough, cacert, insecure } = args;
  const bodyLimit = readCount("body-limit", args["body-limit"]);
  return {
    ...(file !== undefined && { file }),
    ...(client !== undefined && { client }),
    ...(passthrough !== undefined && { passthrough }),
    ...(cacert !== undefined && { cacert }),
    ...(insecure !== undefined && { insecure }),
    ...(bodyLimit !== undefined && { bodyLimit }),
  };
}

function outputOf(args: ProgramArguments, { stdout, stderr }: Io): Pick<RecordCommandOptions, "output"> {
  return args["no-output"] ? {} : { output: { stdout, stderr } };
}

function toJson({ file, exchanges, lost, redacted, exitCode, bypasses }: RecordedCommand): string {
  return JSON.stringify({ file, exchanges, lost, redacted, exitCode, bypasses });
}

function report({ file, exchanges, lost, redacted, exitCode, bypasses }: RecordedCommand, io: Io): void {
  tell(io, `Recorded ${countOf(exchanges, "exchange")} in ${toPrintable(file)}; masked: ${showCounts(redacted)}.`);
  if (lost > 0) tell(io, `${countOf(lost, "exchange")} could not be recorded.`);
  for (const { host, reason, count } of bypasses) {
    tell(io, toPrintable(`Not recorded: ${countOf(count, "connection")} to ${host}: ${reason}.`));
  }
  if (exitCode !== 0) tell(io, `The command exited with ${exitCode}.`);
}
