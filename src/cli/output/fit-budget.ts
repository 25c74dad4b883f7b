import type { Walkthrough } from "../../analyze/types.ts";
import { UserError } from "../../errors.ts";
import { UNSEEN } from "../../json/escape-unseen.ts";
import { onlyIf } from "../../json/only-if.ts";
import { toJsonLine } from "./json-line.ts";

/**
 * A walkthrough as one JSON document of at most so many characters, with the line feed at its end: whole if it fits, else without its
 * indentation, then with bodies cut, then with other texts cut, then without its last steps. `_cut` lists what was cut.
 *
 * @throws UserError if not even its frame fits
 */
export function fitBudget(walkthrough: Walkthrough, budget: number): string {
  const whole = toJsonLine(walkthrough);
  if (whole.length <= budget) return whole;
  const write = (plan: Plan): string => writeCut(walkthrough, { ...plan, budget, characters: whole.length });
  for (const [longest, toPlan] of STAGES) {
    const most = findMost(longest, (size) => write(toPlan(size)).length <= budget);
    if (most !== undefined) return write(toPlan(most));
  }
  const least = write({ bodies: 0, texts: SHORTEST, items: 0 }).length;
  throw new UserError(`--budget ${budget} is too small for this trace.`, {
    hint: `Allow at least ${least} characters, choose exchanges with --where or --limit, or choose one with --step.`,
  });
}

/** Limits: characters of a body and of any other text, and items of a list. */
interface Plan {
  readonly bodies: number;
  readonly texts: number;
  readonly items: number;
}

const SHORTEST = 80;
const LONGEST = 1_000_000;

/** The order in which parts are cut; of each, as much as fits is kept. */
const STAGES: readonly (readonly [longest: number, toPlan: (size: number) => Plan])[] = [
  [LONGEST, (size) => ({ bodies: size, texts: Infinity, items: Infinity })],
  [LONGEST, (size) => ({ bodies: 0, texts: Math.max(size, SHORTEST), items: Infinity })],
  [LONGEST, (size) => ({ bodies: 0, texts: SHORTEST, items: size })],
];

/** The greatest size up to `longest` that fits; undefined if 0 does not. */
function findMost(longest: number, fits: (size: number) => boolean): number | undefined {
  if (!fits(0)) return undefined;
  let [most, tooMuch] = [0, longest];
  while (tooMuch - most > 1) {
    const middle = Math.floor((most + tooMuch) / 2);
    if (fits(middle)) most = middle;
    else tooMuch = middle;
  }
  return most;
}

function writeCut(
  walkthrough: Walkthrough,
  plan: Plan & { readonly budget: number; readonly characters: number },
): string {
  const cut = { bodies: 0, texts: 0 };
  const items: Record<string, { readonly kept: number; readonly of: number }> = {};
  const top = Object.entries(walkthrough).map(([name, value]: [string, unknown]) => {
    if (!Array.isArray(value) || value.length <= plan.items) return [name, value];
    items[name] = { kept: plan.items, of: value.length };
    return [name, value.slice(0, plan.items)];
  });
  const shorten = function (this: unknown, name: string, value: unknown): unknown {
    if (typeof value !== "string") return value;
    const isBody = (name === "text" || name === "written") && isBodyView(this);
    const limit = isBody ? plan.bodies : plan.texts;
    if (value.length <= limit) return value;
    cut[isBody ? "bodies" : "texts"] += 1;
    return cutText(value, limit);
  };
  const text = JSON.stringify(Object.fromEntries(top), shorten);
  const { budget, characters } = plan;
  const said = {
    budget,
    characters,
    bodiesCut: cut.bodies,
    textsCut: cut.texts,
    ...onlyIf(Object.keys(items).length > 0, { items }),
  };
  // As long as what it replaces, or shorter.
  return `{"_cut":${JSON.stringify(said)},${text.slice(1)}\n`.replaceAll(UNSEEN, "\uFFFD");
}

/** A `BodyView`, according to its fields. */
function isBodyView(value: unknown): boolean {
  return typeof value === "object" && value !== null && "kind" in value && "mimeType" in value && "size" in value;
}

/** The beginning of a text, without splitting a character, and the length of the rest. */
function cutText(text: string, limit: number): string {
  const end = /[\uD800-\uDBFF]/.test(text.charAt(limit - 1)) ? limit - 1 : limit;
  return `${text.slice(0, end)}… [${text.length - end} more characters]`;
}
