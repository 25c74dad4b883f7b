import type { Walkthrough } from "../../analyze/types.ts";
import { countOf } from "../../sequence/count-of.ts";

/** What of a browser's own is not shown, and what shows it. */
export function describeLeftOut(leftOut: NonNullable<Walkthrough["leftOut"]>): string {
  const parts = leftOut.map(({ part, count }) => `${part} ${count}`).join(", ");
  const total = leftOut.reduce((sum, { count }) => sum + count, 0);
  return `${countOf(total, "exchange")} of the browser itself omitted (${parts}); --drop none shows them.`;
}
