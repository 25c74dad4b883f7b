import type { Profile } from "../../analyze/types.ts";
import { countOf } from "../../cli/output/counts.ts";
import { toPrintable } from "../../cli/output/printable.ts";
import type { Outcome } from "../../cli/output/run-each.ts";
import type { PagePlan } from "../../pages.ts";
import { refuseSecrets } from "../../redact/scan/gate.ts";
import type { WalkthroughConfig } from "../config/parse.ts";
import { near } from "../near.ts";
import { openPageFiles } from "../pages/page-files.ts";
import { findStalePictures } from "../pages/page-pictures.ts";
import { checkPage, isFailure, type PageFinding } from "./check-page.ts";
import { formatAnnotations, formatFindings, formatPatch } from "./format-check.ts";

export interface CheckPagesOptions {
  readonly profile: Profile | undefined;
  /** Prints what `render` would change. */
  readonly diff: boolean;
  /** Prints workflow commands in place of lines for people. */
  readonly annotate: boolean;
  /** What was found in the configuration. */
  readonly settings: readonly PageFinding[];
}

/** Compares the pages of a walkthrough with what its trace says. */
export async function checkPages(
  { name, page: first }: Pick<WalkthroughConfig, "name" | "page">,
  plan: PagePlan,
  { profile, diff, annotate, settings }: CheckPagesOptions,
): Promise<Outcome> {
  const { pages, leftovers } = await openPageFiles(first, plan);
  const all: PageFinding[] = [];
  let output = "";
  for await (const { file, existing, base, fresh, pictures } of pages()) {
    const page = near(file);
    if (existing === undefined || base === undefined) {
      return { exitCode: 1, text: `${page} does not exist; \`wirewalk render ${name}\` writes it` };
    }
    refuseSecrets(page, existing);
    const checked = checkPage(base, fresh, { profile });
    const stale = (await findStalePictures(file, pictures)).map(toFinding);
    const findings = [...(base === existing ? [] : [MOVED]), ...checked.findings, ...stale];
    all.push(...findings);
    output += (annotate ? formatAnnotations : formatFindings)(page, findings);
    if (diff) output += formatPatch(page, existing, checked);
  }
  for (const { file } of leftovers) {
    all.push(LEFT);
    output += (annotate ? formatAnnotations : formatFindings)(near(file), [LEFT]);
  }
  output += (annotate ? formatAnnotations : formatFindings)(near(first), settings);
  const failures = all.filter(isFailure).length;
  const text =
    failures > 0
      ? `${near(first)} is out of date: ${countOf(failures, "difference")}`
      : `${near(first)} is up to date${all.length === 0 ? "" : `, but for ${countOf(all.length, "example value")}`}`;
  return {
    exitCode: failures + settings.length > 0 ? 1 : 0,
    text: settings.length === 0 ? text : `${text}; settings to mend: ${settings.length}`,
    findings: [...all, ...settings],
    output: toPrintable(output),
  };
}

function toFinding(file: string): PageFinding {
  return { level: "shape", line: 1, message: `${near(file)} is not the picture of this diagram; \`render\` draws it` };
}

const MOVED: PageFinding = {
  level: "structure",
  line: 1,
  message: "steps move from or to another page of the walkthrough; `render` takes their text along",
};

const LEFT: PageFinding = { level: "structure", line: 1, message: "no page of the walkthrough any more" };
