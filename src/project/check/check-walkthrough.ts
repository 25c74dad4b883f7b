import type { Catalog } from "../catalog.ts";
import type { WalkthroughConfig } from "../config/parse.ts";
import { toSettingFindings } from "../config/setting-findings.ts";
import { planWalkthrough } from "../pages/plan-walkthrough.ts";
import type { PageFinding } from "./check-page.ts";
import { type PagesCheck, checkPages } from "./check-pages.ts";

/** Whether a walkthrough's pages are what its trace says, and what was found in the configuration. */
export type WalkthroughCheck = PagesCheck & { readonly settings: readonly PageFinding[] };

export interface CheckWalkthroughOptions {
  readonly catalog: Catalog;
  /** The configuration that names it. */
  readonly configFile: string;
  /** Whether patches are wanted. @default false */
  readonly diff?: boolean;
}

/** Compares the pages of a walkthrough with what its trace says; writes nothing. */
export async function checkWalkthrough(
  walkthrough: WalkthroughConfig,
  { catalog, configFile, diff = false }: CheckWalkthroughOptions,
): Promise<WalkthroughCheck> {
  const { plan, profile } = await planWalkthrough(walkthrough, catalog);
  const settings = await toSettingFindings(walkthrough, plan, configFile);
  return { ...(await checkPages(walkthrough.page, plan, { profile, diff })), settings };
}
