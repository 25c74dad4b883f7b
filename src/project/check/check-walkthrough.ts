import type { Catalog } from "../catalog.ts";
import type { WalkthroughConfig } from "../config/parse.ts";
import { toSettingFindings } from "../config/setting-findings.ts";
import { planWalkthrough } from "../pages/plan-walkthrough.ts";
import type { PageFinding } from "./check-page.ts";
import { type PagesCheck, checkPages } from "./check-pages.ts";

/** Whether a walkthrough's pages are what its trace says, and what was found in the configuration. */
export type WalkthroughCheck = PagesCheck & { readonly settings: readonly PageFinding[] };

/** Compares the pages of a walkthrough with what its trace says; writes nothing. */
export async function checkWalkthrough(
  walkthrough: WalkthroughConfig,
  { catalog, diff = false }: { readonly catalog: Catalog; readonly diff?: boolean },
): Promise<WalkthroughCheck> {
  const { plan, profile } = await planWalkthrough(walkthrough, catalog);
  const settings = await toSettingFindings(walkthrough, plan);
  return { ...(await checkPages(walkthrough.page, plan, { profile, diff })), settings };
}
