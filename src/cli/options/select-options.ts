import type { ExchangeRule, Selection } from "../../trace/choose/choice.ts";

const rules = { type: "string", array: true, requiresArg: true } as const;

/** Selects exchanges of a trace, with the syntax of the keys of the project file. */
export const SELECT_OPTIONS = {
  only: {
    ...rules,
    describe: "Only exchanges that match: 'path=/v1/** method=POST', 'host=*.example.com' (repeatable)",
  },
  drop: {
    ...rules,
    describe: "Omit exchanges that match: 'type=image/*', 'status=404' (repeatable); use none to omit nothing",
  },
} as const;

export interface SelectArguments {
  readonly only?: readonly string[] | undefined;
  readonly drop?: readonly string[] | undefined;
}

/** Undefined if there is none, so the project's setting applies. */
export function toSelection({ only, drop }: SelectArguments): Selection | undefined {
  if (only === undefined && drop === undefined) return undefined;
  const isNone = drop?.length === 1 && drop[0] === "none";
  return { only, drop: isNone ? ([] satisfies ExchangeRule[]) : drop };
}
