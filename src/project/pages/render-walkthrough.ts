import type { StaleName } from "../../analyze/stale-names.ts";
import type { MergeOptions } from "../../regions/merge.ts";
import type { Missing } from "../../trace/model/types.ts";
import type { PageFinding } from "../check/check-page.ts";
import type { WalkthroughConfig } from "../config/parse.ts";
import { toSettingFindings } from "../config/setting-findings.ts";
import type { WalkthroughFacts } from "../index-page/walkthrough-facts.ts";
import { near } from "../near.ts";
import { type SecretSources, findOwnOf } from "../walkthrough-secrets.ts";
import type { Draw } from "./page-pictures.ts";
import { planWalkthrough } from "./plan-walkthrough.ts";
import { type WrittenPages, writePages } from "./write-pages.ts";

export interface RenderWalkthroughOptions extends Omit<MergeOptions, "profile">, SecretSources {
  /** The configuration that names it. */
  readonly configFile: string;
  /** Draws images. @default mermaid-cli; without a browser, the built-in engine */
  readonly draw?: Draw | undefined;
}

/** The outcome for the pages of a walkthrough, and findings in the project file. */
export type RenderedWalkthrough = WrittenPages & {
  readonly settings: readonly PageFinding[];
  /** Names in the project file that match nothing in its trace. */
  readonly staleNames: readonly StaleName[];
  readonly facts: WalkthroughFacts;
  /** Traffic that its trace is known to lack, for the author, because the page does not show it. */
  readonly missing: readonly Missing[];
  /** Notes for the author about the trace. */
  readonly remarks: readonly string[];
};

/** Writes or refreshes the pages of a walkthrough, each with the author's prose. */
export async function renderWalkthrough(
  walkthrough: WalkthroughConfig,
  { catalog, env, configFile, ...options }: RenderWalkthroughOptions,
): Promise<RenderedWalkthrough> {
  const { plan, profile, facts, missing, remarks } = await planWalkthrough(walkthrough, { catalog, env });
  const findOwn = await findOwnOf(walkthrough, { catalog, env });
  const written = await writePages(near(walkthrough.page), plan, { ...options, profile, findOwn });
  const settings = await toSettingFindings(walkthrough, plan, configFile);
  return { ...written, settings, staleNames: plan.staleNames, facts, missing, remarks };
}
