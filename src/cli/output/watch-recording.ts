import { type AnalyzeOptions, analyze } from "../../analyze/analyze.ts";
import type { Step } from "../../analyze/types.ts";
import { createStepLines } from "../../diagram/terminal/step-lines.ts";
import { catalog } from "../../flows/catalog.ts";
import { findProfile } from "../../project/find-profile.ts";
import { countOf } from "../../sequence/count-of.ts";
import { createTally } from "../../sequence/tally.ts";
import type { Trace } from "../../trace/model/types.ts";
import { type Io, hasColor, tell } from "../io.ts";
import { findNames } from "../open-walkthrough.ts";
import { describeMasked } from "./describe-masked.ts";
import { type Moment, followRecording } from "./follow-recording.ts";
import { toPrintable } from "./printable.ts";
import { veilPath } from "./veil-path.ts";

/** Prints a line for each exchange as it finishes, until the recording ends or Ctrl-C; returns the exit code. */
export async function watchRecording(file: string, { flow, named }: WatchOptions, io: Io): Promise<number> {
  tell(io, toPrintable(`Waiting for exchanges of ${file}. Press Ctrl-C to stop.`));
  const printed: Printed[] = [];
  const { names } = await findNames(file, { named });
  for await (const moment of followRecording(file, io.interruption())) {
    const news = findNews(moment, printed);
    await printLines(moment, { news, printed, flow, names, io });
    if (moment.isWhole) {
      const { entries, _wirewalk: own } = moment.trace.log;
      io.stdout.write(`${countOf(entries.length, "exchange")}; ${describeMasked(own?.redacted ?? {})}.\n`);
      return 0;
    }
  }
  tell(io, `${countOf(printed.length, "exchange")} so far.`);
  return 0;
}

export interface WatchOptions {
  readonly flow: string | undefined;
  /** Walkthrough that the user named. */
  readonly named?: string | undefined;
}

type Printed = Trace["log"]["entries"][number];

interface Printing {
  /** Indexes of the exchanges to print. */
  readonly news: readonly number[];
  readonly printed: Printed[];
  readonly flow: string | undefined;
  readonly names: AnalyzeOptions;
  readonly io: Io;
}

async function printLines({ trace, isWhole }: Moment, { news, printed, flow, names, io }: Printing): Promise<void> {
  if (news.length === 0) return;
  const walkthrough = analyze(trace, { ...names, profile: await findProfile(trace, flow, catalog) });
  const write = createStepLines(walkthrough, { width: io.stdout.columns, color: hasColor(io, io.stdout) });
  for (const index of news) {
    const [step, entry] = [walkthrough.steps[index], trace.log.entries[index]];
    if (step === undefined || entry === undefined) continue;
    printed.push(entry);
    io.stdout.write(write(isWhole ? step : veil(step), printed.length));
  }
}

const veil = (step: Step): Step => ({ ...step, request: { ...step.request, path: veilPath(step.request.path) } });

/**
 * Exchanges that have not been printed. A trace that was written may have other times and values than its journal, where it
 * keeps the examples of an earlier one; what its exchanges were and became is the same.
 */
function findNews({ trace, isWhole }: Moment, printed: readonly Printed[]): readonly number[] {
  const keyOf = isWhole
    ? ({ request, response }: Printed): string => `${request.method} ${response.status}`
    : ({ startedDateTime, time }: Printed): string => `${startedDateTime} ${time}`;
  const counts = createTally<string>();
  for (const entry of printed) counts.add(keyOf(entry));
  return trace.log.entries.flatMap((entry, index) => {
    const left = counts.add(keyOf(entry), -1);
    return left > 0 ? [] : [index];
  });
}
