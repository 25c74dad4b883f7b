import { rm } from "node:fs/promises";
import { join } from "node:path";

import { compare } from "../../compare/compare.ts";
import type { Comparison } from "../../compare/types.ts";
import { openTrace } from "../../import/open-trace.ts";
import { makeTempFolder } from "../../trace/files/temp-folder.ts";
import { takeMost } from "../../trace/stream/most-at-once.ts";
import type { Surroundings } from "../catalog.ts";
import type { WalkthroughConfig } from "../config/parse.ts";
import { findProfile } from "../find-profile.ts";
import { openTraceOf } from "../open-trace-of.ts";
import { exitCodeOf, runWalkthrough } from "../record/run-walkthrough.ts";

/** Whether an API matches a trace. */
export type LiveCheck =
  /** There is neither flow nor command. */
  | { readonly kind: "nothing-to-run" }
  | { readonly kind: "same" }
  | {
      readonly kind: "different";
      readonly comparison: Comparison;
      /** Exit code of the command, if it succeeded in only one of the two recordings. */
      readonly otherExitCode: number | undefined;
    };

/**
 * Runs the flow or command again and compares its exchanges with the trace, including bodies that the page does not show.
 *
 * @throws UserError the failure of a flow that did not fail before, if its exchanges were the same until then
 */
export async function checkLive(walkthrough: WalkthroughConfig, surroundings: Surroundings): Promise<LiveCheck> {
  const { flow, command, volatile, fixed } = walkthrough;
  if (flow === undefined && command === undefined) return { kind: "nothing-to-run" };
  const before = await openTraceOf(walkthrough);
  const folder = makeTempFolder("wirewalk-live-");
  try {
    const file = join(folder, "live.har");
    const { exitCode, failure } = await runWalkthrough(walkthrough, { ...surroundings, file });
    const profile = await findProfile(before, flow, surroundings.catalog);
    const [good, bad] = [takeMost(before), takeMost(await openTrace(file))];
    const comparison = compare(good, bad, { profile, level: "shape", volatile, fixed });
    const isSame = comparison.steps.every(({ differences }) => differences.length === 0);
    if (exitCodeOf(before) === 0 && failure !== undefined && isSame) throw failure;
    const isEndingAlike = (exitCode === 0) === (exitCodeOf(before) === 0);
    if (isSame && isEndingAlike) return { kind: "same" };
    return { kind: "different", comparison, otherExitCode: isEndingAlike ? undefined : exitCode };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
