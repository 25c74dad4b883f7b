import type { Step } from "../../analyze/types.ts";

/**
 * Calls that only the timing places within another one: evidence for the author, not for readers of the page.
 *
 * @param name of the walkthrough
 */
export function remarkOnNesting(name: string, steps: readonly Step[]): readonly string[] {
  const numbers = steps.flatMap(({ nestedIn, request }) => (nestedIn?.evidence === "time" ? [request.number] : []));
  if (numbers.length === 0) return [];
  return [`nested by timing alone: ${list(numbers)}; \`wirewalk show ${name} --why\` shows the evidence`];
}

/** Longest list that is shown in full. */
const MOST = 6;

function list(numbers: readonly number[]): string {
  const shown = numbers.slice(0, MOST).map((number) => `(${number})`);
  const more = numbers.length - MOST;
  return shown.join(", ") + (more <= 0 ? "" : `, and ${more} more`);
}
