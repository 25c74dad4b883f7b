import { basename } from "node:path";

import type { Profile } from "../../analyze/types.ts";
import type { Io } from "../../cli/io.ts";
import type { Outcome } from "../../cli/output/run-each.ts";
import { planPages, type PagePlan } from "../../pages.ts";
import type { MergeOptions } from "../../regions/merge.ts";
import { checkLive } from "../check/check-live.ts";
import { checkPages } from "../check/check-pages.ts";
import type { WalkthroughConfig } from "../config/parse.ts";
import { toSettingFindings } from "../config/setting-findings.ts";
import { findProfile } from "../find-profile.ts";
import { near } from "../near.ts";
import { openTraceOf } from "../open-trace-of.ts";
import { readDescriptions } from "../read-descriptions.ts";
import { findSharedRange } from "./common-beginning.ts";
import { nameOf } from "./page-pictures.ts";
import { writePages } from "./write-pages.ts";

/** Writes or refreshes the pages of a walkthrough; 1 where it leaves something to the author. */
export async function renderWalkthrough(
  walkthrough: WalkthroughConfig,
  options: MergeOptions,
  io: Io,
): Promise<Outcome> {
  const { plan, profile } = await planWalkthrough(walkthrough);
  const written = await writePages(near(walkthrough.page), plan, { ...options, profile, io });
  const { pictures, ...outcome } = written;
  const findings = await toSettingFindings(walkthrough, plan);
  const isWritten = outcome.text.startsWith("Wrote ");
  const names = [...(isWritten ? [outcome.text.slice("Wrote ".length)] : []), ...pictures];
  const text = names.length === 0 ? outcome.text : `wrote ${names.join(", ")}`;
  if (findings.length === 0) return { ...outcome, text };
  const details = findings.map(({ file, line, message }) => `! ${file}:${line}: ${message}`);
  return {
    ...outcome,
    text,
    exitCode: Math.max(1, outcome.exitCode),
    details: [...(outcome.details ?? []), ...details],
    findings,
  };
}

export interface CheckOptions {
  /** Prints what `render` would change. */
  readonly diff: boolean;
  /** Prints workflow commands in place of lines for people. */
  readonly annotate: boolean;
  /** Records anew, into a file that goes away, and compares the API itself. */
  readonly live: boolean;
}

/** Compares the page of a walkthrough with what its trace says; writes nothing. */
export async function checkWalkthrough(
  walkthrough: WalkthroughConfig,
  { diff, annotate, live }: CheckOptions,
  io: Io,
): Promise<Outcome> {
  if (live) return checkLive(walkthrough, annotate, io);
  const { plan, profile } = await planWalkthrough(walkthrough);
  const settings = await toSettingFindings(walkthrough, plan);
  return checkPages(walkthrough, plan, { profile, diff, annotate, settings });
}

interface PlannedWalkthrough {
  readonly plan: PagePlan;
  readonly profile: Profile | undefined;
}

async function planWalkthrough(walkthrough: WalkthroughConfig): Promise<PlannedWalkthrough> {
  const {
    page,
    diagram,
    title,
    locale,
    target,
    template,
    templates,
    omit = [],
    highlights,
    participants,
    mermaid,
    flow,
  } = walkthrough;
  const { paths, labels, dataFlow, openapi = [] } = walkthrough;
  const trace = await openTraceOf(walkthrough);
  const profile = await findProfile(trace, flow);
  const descriptions = await readDescriptions(openapi);
  const known = { participants, paths, labels, descriptions, dataFlow, profile };
  const shared = await findSharedRange(trace, walkthrough, known);
  const plan = planPages(trace, {
    ...known,
    fileName: basename(page),
    pageName: nameOf(page),
    title,
    locale,
    omit: [...omit, ...shared],
    ...(target !== undefined && { target }),
    ...(template !== undefined && { template }),
    ...(templates !== undefined && { templatesFolder: templates }),
    ...(highlights !== undefined && { highlights }),
    ...(mermaid !== undefined && { mermaidVersion: mermaid }),
    ...(diagram !== undefined && { diagram }),
  });
  return { plan, profile };
}
