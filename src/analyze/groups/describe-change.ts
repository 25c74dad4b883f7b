import { nameOutcome } from "../outcome.ts";
import type { Step } from "../types.ts";

/**
 * The content that only the last response has, for which the client waited: `status = active`, `404 Not Found`. Earlier
 * responses with another status, such as a temporary failure, do not count. Undefined if nothing can be determined.
 */
export function describeChange(steps: readonly Step[]): string | undefined {
  const last = steps.at(-1);
  if (last === undefined) return undefined;
  const { status, reason } = last.response;
  const alike = steps.slice(0, -1).filter(({ response }) => response.status === status);
  if (alike.length === 0) return status === 0 ? nameOutcome(last) : `${status} ${reason}`.trim();
  const waits = alike.map(readScalars);
  const changed = Array.from(readScalars(last)).filter(([pointer, value]) => {
    return waits.every((scalars) => scalars.has(pointer) && scalars.get(pointer) !== value);
  });
  const best = changed.find(([pointer]) => STATE.test(nameOf(pointer))) ?? only(changed);
  return best && `${nameOf(best[0])} = ${shorten(best[1])}`;
}

/** Member names with which services report their progress. */
const STATE = /^(?:.*_)?(?:status|state|phase|stage|progress|ready|done|completed?|finished)$/i;

/** If several values changed together, such as times, it is unknown which of them the client waited for. */
function only<T>(values: readonly T[]): T | undefined {
  return values.length === 1 ? values[0] : undefined;
}

function nameOf(pointer: string): string {
  return pointer.slice(pointer.lastIndexOf("/") + 1);
}

const LONGEST_VALUE = 40;

function shorten(value: string): string {
  return value.length <= LONGEST_VALUE ? value : `${value.slice(0, LONGEST_VALUE - 1)}…`;
}

/** Members of objects, as no client waits for one place in a list. */
function readScalars({ response: { body } }: Step): ReadonlyMap<string, string> {
  const scalars = new Map<string, string>();
  const visit = (value: unknown, pointer: string): void => {
    if (typeof value === "object" && value !== null) {
      if (Array.isArray(value)) return;
      for (const [name, member] of Object.entries(value)) visit(member, `${pointer}/${name}`);
    } else if (typeof value === "string") scalars.set(pointer, value);
    else scalars.set(pointer, JSON.stringify(value));
  };
  if (body.kind !== "json" || body.cut !== undefined) return scalars;
  try {
    visit(JSON.parse(body.text), "");
  } catch {
    // It is declared as JSON but is not, or it is nested too deeply.
  }
  return scalars;
}
