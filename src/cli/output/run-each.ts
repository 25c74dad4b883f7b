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
import { toPrintable } from "./printable.ts";
import { withProgress } from "./progress.ts";

/** How one walkthrough went: its exit code, and in a few words why. */
export interface Outcome {
  readonly exitCode: number;
  readonly text: string;
  /** Lines for people below it. */
  readonly details?: readonly string[];
  /** For stdout, one text behind the other: what a check says of thousands of steps is nowhere one text. */
  readonly output?: readonly string[];
  /** What became of its page, for programs. */
  readonly report?: MergeReport;
  /** What a check found, or a refresh in the configuration, for programs. */
  readonly findings?: readonly PageFinding[];
  /** What a check has to say that is no difference, for programs. */
  readonly remarks?: readonly string[];
  /** How much of a described API is shown, for programs. */
  readonly coverage?: Coverage;
  /** How the API differs from the trace, for programs. */
  readonly comparison?: Comparison;
}

export interface RunEachOptions {
  /** What is being done: `Recording`. */
  readonly doing: string;
  readonly run: (walkthrough: WalkthroughConfig) => Promise<Outcome>;
  /** Called at the end for what remains to be said. @default nothing */
  readonly conclude?: () => Promise<readonly Outcome[]>;
  readonly json: boolean;
  readonly isDebugging: boolean;
}

/** Does the same for several walkthroughs; one that fails does not stop the others. Returns the worst exit code. */
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
      for (const line of details) tell(io, `  ${toPrintable(line)}`);
    }
  }
  return Math.max(0, ...rows.map(({ exitCode }) => exitCode));
}
