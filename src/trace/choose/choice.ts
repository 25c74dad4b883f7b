import { UserError } from "../../errors.ts";
import type { Entry } from "../model/types.ts";
import { type Condition, FIELD_NAMES, toCondition } from "./condition.ts";

/**
 * Exchanges of one kind: all of its conditions hold. `path=/v1/** method=POST`, or the same as a mapping
 * `{ path: /v1/**, method: POST }`, in which a list means any of its values.
 */
export type ExchangeRule = string | Readonly<Record<string, RuleValue | readonly RuleValue[]>>;

export type RuleValue = string | number;

/** Which exchanges are selected: those that match any rule of `only`, except those that match a rule of `drop`. */
export interface Selection {
  /** @default all */
  readonly only?: readonly ExchangeRule[] | undefined;
  /** @default none */
  readonly drop?: readonly ExchangeRule[] | undefined;
}

/** Throws a `UserError` for a rule that is none, with its place: `["drop", 0]`. */
export function createSelector({ only, drop = [] }: Selection): Condition {
  const wanted = only === undefined || only.length === 0 ? undefined : toAny(only, "only");
  const unwanted = toAny(drop, "drop");
  return (entry) => (wanted === undefined || wanted(entry)) && !unwanted(entry);
}

function toAny(rules: readonly ExchangeRule[], option: string): Condition {
  const kinds = rules.map((rule, index) => {
    try {
      return typeof rule === "string" ? readLine(rule) : readMapping(rule);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const { message, hint } = error;
      throw new UserError(message, { hint, cause: error, option: [option, index] });
    }
  });
  return (entry) => kinds.some((isMet) => isMet(entry));
}

/** Conditions are separated by white space, which may also occur within one: `status >= 500`. */
function readLine(line: string): Condition {
  const texts = line.trim().split(/\s+(?=[a-z]+\s*(?:[!<>]=|[=<>~]))/);
  return all(texts.map(toCondition));
}

function readMapping(rule: Exclude<ExchangeRule, string>): Condition {
  const conditions = Object.entries(rule).map(([name, value]) => {
    const values = typeof value === "object" ? value : [value];
    const anyOf = values.map((one) => toCondition(`${name}=${one}`));
    return (entry: Entry) => anyOf.some((isMet) => isMet(entry));
  });
  if (conditions.length > 0) return all(conditions);
  throw new UserError("A rule without a condition would match all exchanges.", {
    hint: `Give it one of ${FIELD_NAMES.join(", ")}.`,
  });
}

function all(conditions: readonly Condition[]): Condition {
  return (entry) => conditions.every((isMet) => isMet(entry));
}
