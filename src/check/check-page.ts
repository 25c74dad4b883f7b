import { maskVolatile } from "../compare/noise.ts";
import { mergePage } from "../render/merge-page.ts";
import { type OutdatedRegion, listOutdated } from "../render/outdated.ts";

/** Why a page is not what its trace says. */
export interface PageFinding {
  /**
   * `structure`: steps and parts come, go or move. `shape`: what a region says. `value`: only ids, times and the like, which
   * is no failure. `prose`: the author's text needs a hand.
   */
  readonly level: "structure" | "shape" | "value" | "prose";
  /** 1-based line of the page; 0 for what it does not have. */
  readonly line: number;
  readonly message: string;
  /** First lines that differ, where a region does. */
  readonly before?: string;
  readonly after?: string;
}

export interface CheckedPage {
  readonly findings: readonly PageFinding[];
  /** What `render` would write. */
  readonly wanted: string;
}

/** Compares a page with what its trace says now. Pure. @throws UserError where the page cannot be read, or has no regions */
export function checkPage(existing: string, fresh: string): CheckedPage {
  const { text: wanted, report } = mergePage(existing, fresh);
  const findings = [
    ...listOutdated(existing, wanted).map(describeRegion),
    ...report.edited.map(({ name, line }): PageFinding => ({
      level: "shape",
      line,
      message: `${name} was edited by hand; \`render --force\` overwrites it, \`render --adopt\` keeps it`,
    })),
    ...report.orphans.map(({ name, line }): PageFinding => ({
      level: "prose",
      line,
      message: `text about ${name}, which is gone; remove it, or give it to another step with \`step mv\``,
    })),
    ...report.staleReferences.map(({ line, before, after }): PageFinding => ({
      level: "prose",
      line,
      message:
        after === undefined
          ? `${before} means a step that is gone`
          : `${before} now means ${after}; \`render --fix-refs\` rewrites it`,
    })),
  ];
  if (findings.length === 0 && wanted !== existing) {
    findings.push({ level: "structure", line: 1, message: "the steps come in another order" });
  }
  return { findings, wanted };
}

/** Whether a finding makes a check fail. */
export function isFailure({ level }: PageFinding): boolean {
  return level !== "value";
}

function describeRegion({ name, line, before, after }: OutdatedRegion): PageFinding {
  if (before === "") return { level: "structure", line, message: `${name} is new` };
  if (after === "") return { level: "structure", line, message: `${name} is gone` };
  const [old, now] = findDifference(before, after);
  const isNoise = maskVolatile(before) === maskVolatile(after);
  const message = isNoise ? `${name} has other example values` : `${name} says something else`;
  return { level: isNoise ? "value" : "shape", line, message, before: old, after: now };
}

/** The first lines in which two texts differ. */
function findDifference(before: string, after: string): readonly [string, string] {
  const [ours, theirs] = [before, after].map((text) => text.split(/\r?\n/).filter((line) => line.trim() !== ""));
  const place = ours?.findIndex((line, index) => line !== theirs?.[index]) ?? -1;
  if (place < 0) return ["", theirs?.[ours?.length ?? 0]?.trim() ?? ""];
  return [ours?.[place]?.trim() ?? "", theirs?.[place]?.trim() ?? ""];
}
