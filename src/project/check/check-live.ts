import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type Io, hasColor, widthOf } from "../../cli/io.ts";
import { countOf } from "../../cli/output/counts.ts";
import type { Outcome } from "../../cli/output/run-each.ts";
import { compare } from "../../compare/compare.ts";
import { formatReport } from "../../compare/report.ts";
import { openTrace } from "../../import/open-trace.ts";
import type { WalkthroughConfig } from "../config/parse.ts";
import { findProfile } from "../find-profile.ts";
import { near } from "../near.ts";
import { openTraceOf } from "../open-trace-of.ts";
import { exitCodeOf, runWalkthrough } from "../record/record-walkthrough.ts";

/** Runs the flow or command again and compares what it said with the trace; bodies that the page does not show too. */
export async function checkLive(walkthrough: WalkthroughConfig, annotate: boolean, io: Io): Promise<Outcome> {
  const { flow, command, volatile, fixed, name } = walkthrough;
  if (flow === undefined && command === undefined) {
    return { exitCode: 0, text: `${name} has neither flow nor command; there is nothing to ask` };
  }
  const trace = near(walkthrough.trace);
  const before = await openTraceOf(walkthrough);
  const folder = await mkdtemp(join(tmpdir(), "wirewalk-live-"));
  try {
    const file = join(folder, "live.har");
    const { exitCode, failure } = await runWalkthrough(walkthrough, { file, io });
    const profile = await findProfile(before, flow);
    const comparison = compare(before, await openTrace(file), { profile, level: "shape", volatile, fixed });
    const count = comparison.steps.flatMap(({ differences }) => differences).length;
    if (exitCodeOf(before) === 0 && failure !== undefined && count === 0) throw failure;
    const isEndingAlike = (exitCode === 0) === (exitCodeOf(before) === 0);
    if (count === 0 && isEndingAlike) return { exitCode: 0, text: `the API is as ${trace} says` };
    const ending = isEndingAlike ? "" : `, and the command exited with ${exitCode}`;
    const look = { width: widthOf(io.stdout), color: hasColor(io, io.stdout), file: trace };
    return {
      exitCode: 1,
      text: `the API is not as ${trace} says: ${countOf(count, "difference")}${ending}`,
      output: formatReport(comparison, annotate ? "github" : "terminal", look),
      comparison,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
