import type { RecordedFlow } from "../../record/capture/record-flow.ts";
import { type Io, print } from "../io.ts";
import { exitCodeOfRecording } from "./exit-code-of-recording.ts";
import { explainError } from "./explain-error.ts";
import { toJsonLine } from "./json-line.ts";
import { reportSaved } from "./report-saved.ts";

export interface ReportOptions {
  readonly io: Io;
  /** One JSON object for programs, instead of the output of the flow. */
  readonly asJson: boolean;
  readonly isDebugging: boolean;
}

/** Reports what was recorded and where, and how the flow ended; returns the exit code. */
export async function reportRecording(
  recorded: RecordedFlow,
  { io, asJson, isDebugging }: ReportOptions,
): Promise<number> {
  const { file, exchanges, unanswered, lost, redacted, possible, stdout, failure, earlier } = recorded;
  const exitCode = failure?.exitCode ?? exitCodeOfRecording(recorded);
  if (asJson) {
    const problem = failure && { message: failure.message, hint: failure.hint };
    io.stdout.write(
      toJsonLine({
        file,
        exchanges,
        unanswered,
        lost,
        redacted,
        possible,
        exitCode,
        stdout,
        failure: problem,
        earlier,
      }),
    );
  } else {
    print(io, stdout === "" || stdout.endsWith("\n") ? stdout : `${stdout}\n`);
  }
  reportSaved(recorded, io);
  return failure === undefined ? exitCode : explainError(failure, io, isDebugging);
}
