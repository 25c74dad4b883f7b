import type { Profile } from "../../analyze/types.ts";
import { onlyKnown } from "../../json/only-known.ts";
import type { FindOwn } from "../../redact/scan/find-own.ts";
import { refuseSecrets } from "../../redact/scan/gate.ts";
import { near } from "../near.ts";
import { findStaleBodies } from "../pages/body-files.ts";
import { findLeftoverFiles } from "../pages/leftover-files.ts";
import { openPageFiles } from "../pages/page-files.ts";
import { findStalePictures } from "../pages/page-pictures.ts";
import type { PagePlan } from "../pages/plan-pages.ts";
import { checkPage, type PageFinding } from "./check-page.ts";
import { formatPatch } from "./format-check.ts";

/** Whether the pages of a walkthrough match its trace. */
export type PagesCheck =
  /** One of them does not exist. */
  | { readonly kind: "missing"; readonly file: string }
  | { readonly kind: "checked"; readonly pages: readonly CheckedFile[] };

export interface CheckedFile {
  readonly file: string;
  readonly findings: readonly PageFinding[];
  /** The changes that writing the page would make, in the format of `diff -u`; undefined if it was not requested. */
  readonly patch?: string;
}

export interface CheckPagesOptions {
  readonly profile?: Profile | undefined;
  /** Whether patches are wanted. @default false */
  readonly diff?: boolean;
  /** Finds values that the user declares secret. @default none */
  readonly findOwn?: FindOwn | undefined;
}

/** Compares the pages of a walkthrough with its trace. @param first its first page */
export async function checkPages(
  first: string,
  plan: PagePlan,
  { profile, diff = false, findOwn }: CheckPagesOptions,
): Promise<PagesCheck> {
  const { pages, leftovers } = await openPageFiles(first, plan);
  const checks: CheckedFile[] = [];
  for await (const { file, existing, base, fresh, pictures, bodies } of pages()) {
    if (existing === undefined || base === undefined) return { kind: "missing", file };
    refuseSecrets(near(file), existing, findOwn);
    const checked = checkPage(base, fresh, { profile });
    const stale = [...(await findStalePictures(file, pictures)), ...(await findStaleBodies(file, bodies))].map(
      toFinding,
    );
    const dropped = (await findLeftoverFiles({ file, existing, pictures, bodies }, checked.wanted)).map(toLeftover);
    const findings = [...(base === existing ? [] : [MOVED]), ...checked.findings, ...stale, ...dropped];
    checks.push({
      file,
      findings,
      ...onlyKnown({ patch: diff ? formatPatch(near(file), existing, checked) : undefined }),
    });
  }
  return { kind: "checked", pages: [...checks, ...leftovers.map(({ file }) => ({ file, findings: [LEFT] }))] };
}

function toFinding(file: string): PageFinding {
  return {
    level: "shape",
    line: 1,
    message: `${near(file)} is out of date; run \`wirewalk render\` to write it again`,
  };
}

function toLeftover(file: string): PageFinding {
  return { level: "shape", line: 1, message: `${near(file)} is no longer shown; run \`wirewalk render\` to remove it` };
}

const MOVED: PageFinding = {
  level: "structure",
  line: 1,
  message: "steps move between pages of the walkthrough; `render` moves their prose too",
};

const LEFT: PageFinding = { level: "structure", line: 1, message: "no page of the walkthrough any more" };
