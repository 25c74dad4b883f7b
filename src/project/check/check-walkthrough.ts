import type { StaleName } from "../../analyze/stale-names.ts";
import { readText } from "../../trace/files/file.ts";
import type { WalkthroughConfig } from "../config/parse.ts";
import { toSettingFindings } from "../config/setting-findings.ts";
import type { WalkthroughFacts } from "../index-page/walkthrough-facts.ts";
import { near } from "../near.ts";
import { planWalkthrough } from "../pages/plan-walkthrough.ts";
import type { UnknownField } from "../pages/read-field-book.ts";
import { type SecretSources, findOwnOf } from "../walkthrough-secrets.ts";
import type { PageFinding } from "./check-page.ts";
import { type PagesCheck, checkPages } from "./check-pages.ts";
import { locateField } from "./locate-field.ts";
import { remarkOnNesting } from "./remark-on-nesting.ts";

/** Whether the pages of a walkthrough match its trace, and findings in the project file. */
export type WalkthroughCheck = PagesCheck & {
  readonly settings: readonly PageFinding[];
  /** Names in the project file that match nothing in its trace. */
  readonly staleNames: readonly StaleName[];
  readonly facts: WalkthroughFacts;
  /** Notes for the author that require no change. */
  readonly remarks: readonly string[];
};

export interface CheckWalkthroughOptions extends SecretSources {
  /** The configuration that names it. */
  readonly configFile: string;
  /** Whether patches are wanted. @default false */
  readonly diff?: boolean;
}

/** Compares the pages of a walkthrough with its trace; writes nothing. */
export async function checkWalkthrough(
  walkthrough: WalkthroughConfig,
  { catalog, env, configFile, diff = false }: CheckWalkthroughOptions,
): Promise<WalkthroughCheck> {
  const { plan, profile, unknownFields, facts, remarks } = await planWalkthrough(walkthrough, { catalog, env });
  const findOwn = await findOwnOf(walkthrough, { catalog, env });
  const checked = await checkPages(walkthrough.page, plan, { profile, diff, findOwn });
  const files = checked.kind === "missing" ? [] : checked.pages.map(({ file }) => file);
  return {
    ...checked,
    settings: [
      ...(await toSettingFindings(walkthrough, plan, configFile)),
      ...(await toFieldFindings(unknownFields, [walkthrough.page, ...files])),
    ],
    facts,
    staleNames: plan.staleNames,
    remarks: [...remarks, ...remarkOnNesting(walkthrough.name, plan.walkthrough.steps)],
  };
}

/** @param files pages that may show the fields */
async function toFieldFindings(
  fields: readonly UnknownField[],
  [first, ...files]: readonly [string, ...string[]],
): Promise<readonly PageFinding[]> {
  if (fields.length === 0) return [];
  const pages = await Promise.all(files.map(async (file) => ({ file, text: await readText(file) })));
  return fields.map((field) => {
    const { step, part, title } = field;
    const [place] = pages.flatMap(({ file, text }) => {
      const line = locateField(text, field);
      return line === undefined ? [] : [{ file: near(file), line }];
    });
    const message = `the ${part} of ${step} has ${field.field}, which "${title}" does not describe; describe it there, or add it to \`allowFields\``;
    return { level: "shape", file: near(first), line: 1, ...place, message };
  });
}
