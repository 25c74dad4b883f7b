import type { Comparison } from "../../compare/types.ts";
import type { Coverage } from "../../openapi/measure-coverage.ts";
import type { PageFinding } from "../../project/check/check-page.ts";
import type { Config, WalkthroughConfig } from "../../project/config/parse.ts";
import { placeError } from "../../project/config/place-error.ts";
import { near } from "../../project/near.ts";
import type { MergeReport } from "../../regions/merge-report.ts";
import { type Io, tell } from "../io.ts";
import { explainError } from "./explain-error.ts";
import { toJsonLine } from "./json-line.ts";
import { withProgress } from "./progress.ts";

/** The result of one walkthrough: its exit code, and the reason in a few words. */
export interface Outcome {
  readonly exitCode: number;
  readonly text: string;
  /** Lines for people below it. */
  readonly details?: readonly string[];
  /** Printable, for stdout, text by text: the report on thousands of steps is never held as one text. */
  readonly output?: readonly string[];
  /** The result for its page, for programs. */
  readonly report?: MergeReport;
  /** Findings of a check, or of `render` in the project file, for programs. */
  readonly findings?: readonly PageFinding[];
  /** Remarks of a check that are not differences, for programs. */
  readonly remarks?: readonly string[];
  /** How much of a described API is shown, for programs. */
  readonly coverage?: Coverage;
  /** How the API differs from the trace, for programs. */
  readonly comparison?: Comparison;
}

export interface RunEachOptions {
  /** The current activity: `Recording`. */
  readonly doing: string;
  readonly run: (walkthrough: WalkthroughConfig) => Promise<Outcome>;
  /** Called at the end for the concluding report. @default nothing */
  readonly conclude?: () => Promise<readonly Outcome[]>;
  readonly json: boolean;
  readonly isDebugging: boolean;
}

/** Runs the same action for several walkthroughs; a failing one does not stop the others. Returns the worst exit code. */
export async function runEach(
  { file, walkthroughs }: Pick<Config, "file" | "walkthroughs">,
  io: Io,
  { doing, run, conclude, json, isDebugging }: RunEachOptions,
): Promise<number> {
  const rows: (Outcome & { readonly name: string })[] = [];
  for (const walkthrough of walkthroughs) {
    const { name } = walkthrough;
    try {
      rows.push({ name, ...(await withProgress(io, `${doing} ${name}`, run(walkthrough))) });
    } catch (error) {
      const placed = await placeError(error, file, name);
      rows.push({ name, exitCode: await explainError(placed, io, isDebugging), text: "failed" });
    }
  }
  try {
    for (const outcome of (await conclude?.()) ?? []) rows.push({ name: near(file), ...outcome });
  } catch (error) {
    const placed = await placeError(error, file, "");
    rows.push({ name: near(file), exitCode: await explainError(placed, io, isDebugging), text: "failed" });
  }
  if (json) {
    const shown = rows.map(({ output: _output, details: _details, ...row }) => row);
    io.stdout.write(toJsonLine({ walkthroughs: shown }));
  } else {
    const width = Math.max(0, ...rows.map(({ name }) => name.length));
    for (const { name, text, details = [], output = [] } of rows) {
      for (const piece of output) if (piece !== "") io.stdout.write(piece);
      tell(io, `${name.padEnd(width)}  ${text}`);
      for (const line of details) tell(io, `  ${line}`);
    }
  }
  return Math.max(0, ...rows.map(({ exitCode }) => exitCode));
}
