import { readFile } from "node:fs/promises";

import { openTrace } from "../../import/open-trace.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { countOf } from "../../sequence/count-of.ts";
import type { OpenExamples } from "../../stabilize/open-examples.ts";
import { isFile } from "../../trace/files/is-file.ts";
import { writeFileAtomically } from "../../trace/files/write-file.ts";
import type { Surroundings } from "../catalog.ts";
import type { WalkthroughConfig } from "../config/parse.ts";
import type { RedactSettings } from "../config/types.ts";
import { findProfile } from "../find-profile.ts";
import { findExamples } from "./examples.ts";
import { findNewFailures } from "./find-new-failures.ts";
import { type Run, type RunOptions, exitCodeOf, runWalkthrough } from "./run-walkthrough.ts";

export interface RecordWalkthroughOptions extends Surroundings {
  /** Whether to use all new values instead of keeping the old examples. @default false */
  readonly fresh?: boolean;
  /** Whether a recording replaces the earlier one even if it failed and the earlier one did not. @default false */
  readonly accept?: boolean;
  /** Settings for secrets, in addition to the project's. @default nothing */
  readonly redact?: readonly RedactSettings[];
}

/** The outcome for the trace of a walkthrough. */
export type RecordedWalkthrough =
  /** There is neither flow nor command; the trace stays. */
  | { readonly kind: "nothing-to-run" }
  | (Run & {
      readonly kind: "recorded";
      readonly file: string;
      /** How it differs from the earlier one; undefined if there is none, or no example is kept. */
      readonly changes: OpenExamples["outcome"];
    })
  /** It failed, or calls in it failed, unlike before: the earlier trace stays. */
  | (Run & {
      readonly kind: "kept";
      readonly file: string;
      readonly failedFile: string;
      /** Missing data, and calls that failed but did not fail before: `GET /books/{book_id}: 503`. */
      readonly failures: readonly string[];
    });

/**
 * Records a walkthrough of the project again. If its flow or command fails, or a call of it that did not fail before, the earlier recording
 * stays, and the new one is written next to it: a cloud that is down must not change the pages.
 */
export async function recordWalkthrough(
  walkthrough: WalkthroughConfig,
  options: RecordWalkthroughOptions,
): Promise<RecordedWalkthrough> {
  const { flow, command } = walkthrough;
  if (flow === undefined && command === undefined) return { kind: "nothing-to-run" };
  return replaceTrace(walkthrough, options, (how) => runWalkthrough(walkthrough, how));
}

/** Writes a walkthrough's trace again, by any means of making one, unless it fails and did not before. */
export async function replaceTrace(
  walkthrough: WalkthroughConfig,
  { fresh = false, accept = false, ...surroundings }: RecordWalkthroughOptions,
  make: (options: RunOptions) => Promise<Run>,
): Promise<RecordedWalkthrough> {
  const { flow, trace: file, volatile, fixed } = walkthrough;
  const { catalog } = surroundings;
  const rules = onlyKnown({ volatile, fixed });
  const examples = await findExamples({ file, fresh, flow, rules, catalog });
  const before = (await isFile(file)) ? await readFile(file) : undefined;
  const run = await make({ ...surroundings, file, adapt: examples?.adapt });
  const recorded = { ...run, kind: "recorded", file, changes: examples?.outcome } as const;
  const previous = examples?.previous;
  if (before === undefined || previous === undefined || accept) return recorded;
  const { lost = 0 } = run;
  const failures = [
    ...(lost > 0 ? [`${countOf(lost, "exchange")} could not be recorded`] : []),
    ...findNewFailures(previous, await openTrace(file), await findProfile(previous, flow, catalog)),
  ];
  const hasEndedWorse = run.exitCode !== 0 && exitCodeOf(previous) === 0;
  if (!hasEndedWorse && failures.length === 0) return recorded;
  return { ...run, kind: "kept", file, failures, failedFile: await putBack(before, file) };
}

/** Gives a trace its earlier bytes; returns the file that has the new ones. */
async function putBack(before: Uint8Array, file: string): Promise<string> {
  const failed = file.replace(/(?:\.har)?$/, ".failed.har");
  await writeFileAtomically(failed, await readFile(file));
  await writeFileAtomically(file, before);
  return failed;
}
