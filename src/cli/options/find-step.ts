import type { Step, Walkthrough } from "../../analyze/types.ts";
import { UserError } from "../../errors.ts";
import { matchParts } from "../../sequence/match-parts.ts";

/** The step with this ID, or with an arrow of this number. Throws a `UserError` that lists the existing ones. */
export function findStep({ steps }: Walkthrough, wanted: string): Step {
  const number = /^\(?(\d+)\)?$/.exec(wanted)?.[1];
  const found = steps.find(({ id, request, response }) =>
    number === undefined ? id === wanted : request.number === Number(number) || response.number === Number(number),
  );
  if (found !== undefined) return found;
  throw new UserError(`The trace has no step "${wanted}".`, {
    hint: adviseOptions(wanted) ?? nameSteps(steps),
  });
}

/** For a range, and for the name of an option without its dashes. */
function adviseOptions(wanted: string): string | undefined {
  const [, from, to] = matchParts(/^\(?(\d+)\)?\s*(?:[-\u2013:,]|\.{2,3})\s*\(?(\d+)\)?$/, wanted);
  if (from !== undefined && to !== undefined) return `Use --from ${from} --to ${to}.`;
  return /^(?:failed|curl|json|why|watch|where-secret)$/.test(wanted) ? `Use --${wanted}.` : undefined;
}

function nameSteps(steps: readonly Step[]): string {
  if (steps.length === 0) return "It contains no exchanges.";
  const ids = steps.slice(0, 10).map(({ id }) => id);
  return `Use an arrow number (${nameNumbers(steps)}) or a step ID: ${ids.join(", ")}${steps.length > 10 ? ", …" : ""}.`;
}

function nameNumbers(steps: readonly Step[]): string {
  const numbers = steps.flatMap(({ request, response }) => [request.number, response.number]).toSorted((a, b) => a - b);
  if (numbers.at(-1) === numbers.length) return `1 to ${numbers.length}`;
  return `${numbers.slice(0, 20).join(", ")}${numbers.length > 20 ? ", …" : ""}`;
}
