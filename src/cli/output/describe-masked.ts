import { countOf } from "../../sequence/count-of.ts";

/** `masked: 2 passwords, 1 token`; `no secrets found` if there were none. */
export function describeMasked(counts: Readonly<Record<string, number>>): string {
  const parts = showCounts(counts);
  return parts === "" ? "no secrets found" : `masked: ${parts}`;
}

/** `2 passwords, 1 token` */
export function showCounts(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, count]) => countOf(count, name))
    .join(", ");
}
