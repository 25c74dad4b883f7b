import { analyze } from "../../analyze/analyze.ts";
import type { AnalyzeOptions } from "../../analyze/analyze.ts";
import { orderByStart } from "../../analyze/event-order.ts";
import { MOST_IN_REPORT } from "../../export/formats/html.ts";
import { createRoom } from "../../export/report-room.ts";
import { type ReportStep, toReportStep } from "../../export/report-step.ts";
import { createTally } from "../../sequence/tally.ts";
import type { Trace } from "../../trace/model/types.ts";
import { veilStep } from "./veil-step.ts";

/** Finds the steps that have finished since the last call, with secrets hidden, numbered in this order. */
export function createStepFinder(): (trace: Trace, known: AnalyzeOptions) => readonly ReportStep[] {
  const seen = new Set<string>();
  let count = 0;
  return (whole, known) => {
    const trace = { log: { ...whole.log, entries: whole.log.entries.slice(0, MOST_IN_REPORT) } };
    const entries = orderByStart(trace.log.entries);
    // Two exchanges may have started and ended at the same moments: the second is another one.
    const times = createTally<string>();
    const news = entries.flatMap((entry, index) => {
      const moments = `${entry.startedDateTime} ${entry.time}`;
      const key = `${moments} ${times.add(moments)}`;
      if (seen.has(key)) return [];
      seen.add(key);
      return [index];
    });
    if (news.length === 0) return [];
    const { steps, participants } = analyze(trace, known);
    const labels = new Map(participants.map(({ id, label }) => [id, label]));
    return news.flatMap((index) => {
      const step = steps[index];
      if (step === undefined) return [];
      count += 1;
      const surroundings = { labels, numbers: new Map<string, number>(), entry: entries[index], room: createRoom() };
      return [veilStep(toReportStep(step, surroundings), count)];
    });
  };
}
