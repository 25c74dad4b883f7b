import { createTwoFilesPatch } from "diff";
import { stringify } from "yaml";

import { type Adoption, type PlanAdoptionOptions, planAdoption } from "../../../project/adopt/plan-adoption.ts";
import { writeAdoption } from "../../../project/adopt/write-adoption.ts";
import type { WalkthroughConfig } from "../../../project/config/parse.ts";
import { formatMergeReport } from "../../../regions/format-merge-report.ts";
import { needsAuthor } from "../../../regions/merge-report.ts";
import { countOf } from "../../../sequence/count-of.ts";
import { canAsk, type Io, print, tell } from "../../io.ts";
import { askYesNo } from "../../output/ask-yes-no.ts";
import { toJsonLine } from "../../output/json-line.ts";

interface AdoptOptions extends Omit<PlanAdoptionOptions, "refused"> {
  readonly yes: boolean;
  readonly isDryRun: boolean;
  readonly json: boolean;
}

/** `wirewalk adopt PAGE`; returns the exit code. */
export async function runAdopt(
  walkthrough: WalkthroughConfig,
  { yes, isDryRun, json, ...options }: AdoptOptions,
  io: Io,
): Promise<number> {
  const first = await planAdoption(walkthrough, options);
  if (!json) tellPlan(first, io);
  if (first.kind === "nothing") return finish(first, { json, written: [] }, io);
  const isAsking = !json && canAsk(io);
  const isUnsure = first.doubts.length > 0 && !yes;
  if (isDryRun || (isUnsure && !isAsking)) {
    if (!json && isUnsure && !isDryRun)
      tell(io, "Nothing was written. Hint: Add --yes to accept the proposal, or run it in a terminal.");
    finish(first, { json, written: [] }, io);
    return isDryRun ? 0 : 2;
  }
  const adoption = isUnsure ? await askDoubts(walkthrough, { first, options }, io) : first;
  if (isAsking && !yes && !(await askYesNo(io, `Write ${adoption.page}?`, false))) return 1;
  return finish(adoption, { json, written: await writeAdoption(adoption) }, io);
}

function tellPlan({ kind, page, existing, text, config, ...plan }: Adoption, io: Io): void {
  if (kind !== "nothing") print(io, createTwoFilesPatch(`a/${page}`, `b/${page}`, existing, text));
  if (config.text !== config.existing) tell(io, `${config.file} gets:\n${stringify(plan.settings).trimEnd()}`);
  if (plan.masked.length > 0)
    tell(
      io,
      `Masked secrets between the markers: ${page}, ${plan.masked.length === 1 ? "line" : "lines"} ${plan.masked.join(", ")}.`,
    );
  for (const { line, question } of plan.doubts) tell(io, `${page}:${line}: unsure: ${question}`);
}

interface Asked {
  readonly first: Adoption;
  readonly options: PlanAdoptionOptions;
}

/** Assumptions that the author rejects are dropped. */
async function askDoubts(walkthrough: WalkthroughConfig, { first, options }: Asked, io: Io): Promise<Adoption> {
  const refused = new Set<string>();
  for (const { region, line, question } of first.doubts)
    if (!(await askYesNo(io, `${first.page}:${line}: ${question}. Is this correct?`, true))) refused.add(region);
  if (refused.size === 0) return first;
  const second = await planAdoption(walkthrough, { ...options, refused });
  tellPlan({ ...second, doubts: [] }, io);
  return second;
}

interface Finished {
  readonly json: boolean;
  readonly written: readonly string[];
}

function finish(adoption: Adoption, { json, written }: Finished, io: Io): number {
  const { kind, page, regions, settings, doubts, report } = adoption;
  if (json) {
    const unsure = doubts.map(({ line, question }) => ({ line, question }));
    io.stdout.write(toJsonLine({ kind, page, regions, ...settings, unsure, written }));
    return 0;
  }
  if (kind === "nothing") tell(io, `${page} has all its markers.`);
  if (written.length === 0) return 0;
  tell(io, `Wrote ${written.join(", ")}: ${countOf(regions.length, "region")}.`);
  const left = report === undefined ? undefined : { ...report, edited: [], changed: [], steps: [] };
  for (const line of left === undefined ? [] : formatMergeReport(left)) tell(io, `  ${line}`);
  if (kind === "marked")
    tell(
      io,
      "Hint: What you wrote between the markers stays until the trace changes there; `wirewalk render --force` replaces it now.",
    );
  return left !== undefined && needsAuthor(left) ? 1 : 0;
}
