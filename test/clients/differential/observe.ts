import { join } from "node:path";

import { UserError } from "../../../src/errors.ts";
import { runCommand } from "../../../src/record/command/run-command.ts";
import { type RecordCommandOptions, recordCommand } from "../../../src/record/record-command.ts";
import { release } from "./answer.ts";
import { type Aspect, NEXT_CONNECTION } from "./differences.ts";
import type { WatchedServer } from "./watched-server.ts";

type Environment = Readonly<Record<string, string>>;

/** One run of a client. */
export interface Observation {
  readonly seen: Readonly<Record<Aspect, unknown>>;
  /** Requests that the server received. */
  readonly requests: number;
  /** Exchanges in the trace that got a response from the server; 0 without a recorder. */
  readonly recorded: number;
}

export interface Observed {
  readonly server: WatchedServer;
  readonly env: Environment;
  /** Path of the trace. */
  readonly folder: string;
  /** The environment of a user who has recorded before: creating some of it takes a second. */
  readonly authorityFolder: string;
  readonly transparent: boolean;
  /** The certificate that the recorder presents to servers that request one. @default nothing */
  readonly clientCertificates?: RecordCommandOptions["clientCertificates"];
}

export async function observeAlone(argv: readonly string[], { server, env }: Observed): Promise<Observation> {
  const { output, texts } = keepOutput();
  const { exitCode } = await runCommand(argv, { env, output });
  return { ...take(server, exitCode, texts), recorded: 0 };
}

export async function observeRecorded(argv: readonly string[], observed: Observed): Promise<Observation> {
  const { server, env, folder, authorityFolder, transparent, clientCertificates } = observed;
  const { output, texts } = keepOutput();
  const file = join(folder, "trace.har");
  const run = { exitCode: -1, recorded: 0 };
  try {
    const { exitCode, exchanges, unanswered, notTransparent } = await recordCommand(argv, {
      env,
      file,
      output,
      authorityFolder,
      transparent,
      ...(clientCertificates && { clientCertificates }),
    });
    if (notTransparent !== undefined) throw new Error(notTransparent);
    run.exitCode = exitCode;
    run.recorded = exchanges - unanswered.reduce((sum, { count }) => sum + count, 0);
  } catch (error) {
    // Nothing was recorded: the exit code is that of the program, unless the program exited with 0.
    if (!(error instanceof UserError)) throw error;
    run.exitCode = error.exitCode;
  }
  return { ...take(server, run.exitCode, texts), recorded: run.recorded };
}

function take(server: WatchedServer, exitCode: number, texts: Readonly<Record<"stdout" | "stderr", string>>) {
  return {
    seen: { bytes: server.takeConnections().join(NEXT_CONNECTION), "exit code": exitCode, ...texts },
    requests: server.takeCount(),
  };
}

/** The output, as it arrives; the server's stream goes on after its first line has arrived. */
function keepOutput() {
  const texts = { stdout: "", stderr: "" };
  const keep = (name: keyof typeof texts) => ({
    write: (chunk: Uint8Array) => {
      texts[name] += Buffer.from(chunk).toString();
      if (texts[name].endsWith("first\n")) release();
    },
  });
  return { texts, output: { stdout: keep("stdout"), stderr: keep("stderr") } };
}
