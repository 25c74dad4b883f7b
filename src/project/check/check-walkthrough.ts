import type { StaleName } from "../../analyze/stale-names.ts";
import type { WalkthroughConfig } from "../config/parse.ts";
import { toSettingFindings } from "../config/setting-findings.ts";
import { near } from "../near.ts";
import { planWalkthrough } from "../pages/plan-walkthrough.ts";
import type { UnknownField } from "../pages/read-field-book.ts";
import { type SecretSources, findOwnOf } from "../walkthrough-secrets.ts";
import type { PageFinding } from "./check-page.ts";
import { type PagesCheck, checkPages } from "./check-pages.ts";
import { remarkOnNesting } from "./remark-on-nesting.ts";

/** Whether a walkthrough's pages are what its trace says, and what was found in the configuration. */
export type WalkthroughCheck = PagesCheck & {
  readonly settings: readonly PageFinding[];
  /** Given names that fit nothing in its trace. */
  readonly staleNames: readonly StaleName[];
  /** What the author may want to know, and need not change. */
  readonly remarks: readonly string[];
};

export interface CheckWalkthroughOptions extends SecretSources {
  /** The configuration that names it. */
  readonly configFile: string;
  /** Whether patches are wanted. @default false */
  readonly diff?: boolean;
}

/** Compares the pages of a walkthrough with what its trace says; writes nothing. */
export async function checkWalkthrough(
  walkthrough: WalkthroughConfig,
  { catalog, env, configFile, diff = false }: CheckWalkthroughOptions,
): Promise<WalkthroughCheck> {
  const { plan, profile, unknownFields } = await planWalkthrough(walkthrough, { catalog, env });
  const findOwn = await findOwnOf(walkthrough, { catalog, env });
  const settings = [
    ...(await toSettingFindings(walkthrough, plan, configFile)),
    ...unknownFields.map((field) => toFieldFinding(field, near(walkthrough.page))),
  ];
  return {
    ...(await checkPages(walkthrough.page, plan, { profile, diff, findOwn })),
    settings,
    staleNames: plan.staleNames,
    remarks: remarkOnNesting(walkthrough.name, plan.walkthrough.steps),
  };
}

function toFieldFinding({ step, part, field, title }: UnknownField, file: string): PageFinding {
  const message = `the ${part} of ${step} has ${field}, which "${title}" does not describe; describe it there, or add it to \`allowFields\``;
  return { level: "shape", file, line: 1, message };
}
