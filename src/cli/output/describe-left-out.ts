import type { Walkthrough } from "../../analyze/types.ts";
import { countOf } from "../../sequence/count-of.ts";

/** The number of the browser's own requests that are not shown, and the option that shows them. */
export function describeLeftOut(leftOut: NonNullable<Walkthrough["leftOut"]>): string {
  const parts = leftOut.map(({ part, count }) => `${part} ${count}`).join(", ");
  const total = leftOut.reduce((sum, { count }) => sum + count, 0);
  return `${countOf(total, "exchange")} of the browser itself omitted (${parts}); --drop none shows them.`;
}
