import { type AnalyzeOptions, analyze } from "../../analyze/analyze.ts";
import type { Step } from "../../analyze/types.ts";
import { createStepLines } from "../../diagram/terminal/step-lines.ts";
import { catalog } from "../../flows/catalog.ts";
import { findProfile } from "../../project/find-profile.ts";
import { countOf } from "../../sequence/count-of.ts";
import { createTally } from "../../sequence/tally.ts";
import type { Entry } from "../../trace/model/types.ts";
import { hasColor, type Io, print, tell } from "../io.ts";
import { findNames } from "../open-walkthrough.ts";
import { describeMasked } from "./describe-masked.ts";
import { type Moment, followRecording } from "./follow-recording.ts";
import { veilPath } from "./veil-path.ts";

/** Prints a line for each exchange as it finishes, until the recording ends or Ctrl-C; returns the exit code. */
export async function watchRecording(file: string, { flow, named }: WatchOptions, io: Io): Promise<number> {
  tell(io, `Waiting for exchanges of ${file}. Press Ctrl-C to stop.`);
  const printed = createPrinted();
  const { names } = await findNames(file, { named });
  for await (const moment of followRecording(file, io.interruption())) {
    await printLines(moment, { printed, flow, names, io });
    if (moment.isWhole) {
      const { entries, _wirewalk: own } = moment.trace.log;
      print(io, `${countOf(entries.length, "exchange")}; ${describeMasked(own?.redacted ?? {})}.\n`);
      return 0;
    }
  }
  tell(io, `${countOf(printed.count(), "exchange")} so far.`);
  return 0;
}

export interface WatchOptions {
  readonly flow: string | undefined;
  /** Walkthrough that the user named. */
  readonly named?: string | undefined;
}

interface Printing {
  readonly printed: Printed;
  readonly flow: string | undefined;
  readonly names: AnalyzeOptions;
  readonly io: Io;
}

async function printLines(moment: Moment, { printed, flow, names, io }: Printing): Promise<void> {
  const { trace, isWhole } = moment;
  const news = printed.findNew(moment);
  if (news.length === 0) return;
  const walkthrough = analyze(trace, { ...names, profile: await findProfile(trace, flow, catalog) });
  const write = createStepLines(walkthrough, { width: io.stdout.columns, color: hasColor(io, io.stdout) });
  for (const index of news) {
    const [step, entry] = [walkthrough.steps[index], trace.log.entries[index]];
    if (step === undefined || entry === undefined) continue;
    io.stdout.write(write(isWhole ? step : veil(step), printed.add(entry)));
  }
}

const veil = (step: Step): Step => ({ ...step, request: { ...step.request, path: veilPath(step.request.path) } });

/** The exchanges of a recording that were printed. */
interface Printed {
  /** Indexes of the exchanges in a state of the recording that were not printed. */
  readonly findNew: (moment: Moment) => readonly number[];
  /** Returns the number of its line. */
  readonly add: (entry: Entry) => number;
  readonly count: () => number;
}

/** A written trace that keeps earlier examples has other times and values than its journal; requests and outcomes are the same. */
function createPrinted(): Printed {
  const keyOf = ({ request, response }: Entry): string => `${request.method} ${response.status}`;
  const counts = createTally<string>();
  let count = 0;
  return {
    findNew: ({ trace: { log }, news, isWhole }) => {
      const fresh = new Set(news);
      const left = createTally<string>();
      for (const [key, times] of counts.entries()) left.add(key, times);
      const isNew = (entry: Entry): boolean => (isWhole ? left.add(keyOf(entry), -1) < 1 : fresh.has(entry));
      return log.entries.flatMap((entry, index) => (isNew(entry) ? [index] : []));
    },
    add: (entry) => {
      counts.add(keyOf(entry));
      count += 1;
      return count;
    },
    count: () => count,
  };
}
