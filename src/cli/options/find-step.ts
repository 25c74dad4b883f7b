import type { Step, Walkthrough } from "../../analyze/types.ts";
import { UserError } from "../../errors.ts";

/** The step of this id, or with an arrow of this number. Throws a `UserError` that says which there are. */
export function findStep({ steps }: Walkthrough, wanted: string): Step {
  const number = /^\(?(\d+)\)?$/.exec(wanted)?.[1];
  const found = steps.find(({ id, request, response }) =>
    number === undefined ? id === wanted : request.number === Number(number) || response.number === Number(number),
  );
  if (found !== undefined) return found;
  throw new UserError(`The trace has no step "${wanted}".`, {
    hint: `it has the numbers 1 to ${2 * steps.length} and the ids ${steps
      .slice(0, 10)
      .map(({ id }) => id)
      .join(", ")}${steps.length > 10 ? ", …" : ""}.`,
  });
}
