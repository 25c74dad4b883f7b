import type { Arrow, Group, Walkthrough } from "../analyze/types.ts";
import { listItems } from "../diagram/items.ts";
import { onlyKnown } from "../json/only-known.ts";
import { takeNumbered } from "../sequence/numbered.ts";

/**
 * The rows of the report, from top to bottom. A frame is as wide as its content, and frames end in the order of
 * nesting.
 */
export type ReportRow =
  | (Arrow & { readonly row: "arrow"; readonly status?: number })
  | (Pick<Group, "kind" | "label"> & { readonly row: "open"; readonly participants: readonly string[] })
  | { readonly row: "close" };

/** The report folds nothing: it has room, and filters. */
export function toReportRows(walkthrough: Walkthrough): readonly ReportRow[] {
  const { arrows, steps } = walkthrough;
  const statuses = new Map(steps.map(({ id, response }) => [id, response.status]));
  return listItems({ ...walkthrough, folds: [] }).flatMap((item): readonly ReportRow[] => {
    if (item.kind === "fold" || item.kind === "note") return [];
    if (item.kind !== "arrow") return [item.kind === "close" ? { row: "close" } : openFrame(item.group, arrows)];
    const { arrow } = item;
    const status = arrow.kind === "request" ? undefined : statuses.get(arrow.step);
    return [{ row: "arrow", ...arrow, ...onlyKnown({ status }) }];
  });
}

function openFrame({ kind, label, first, last }: Group, arrows: readonly Arrow[]): ReportRow {
  const inside = takeNumbered(arrows, { first, last });
  return { row: "open", kind, label, participants: [...new Set(inside.flatMap(({ from, to }) => [from, to]))] };
}
