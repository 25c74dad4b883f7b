import type { Step } from "../analyze/types.ts";
import { toPointer } from "../json/pointer.ts";
import { visitValues } from "../json/visit-values.ts";
import { findNearestName } from "../sequence/nearest-name.ts";
import { hasField } from "./code-view.ts";
import type { PageOptions } from "./page-options.ts";

/** A highlight of something that the trace does not have. */
export interface StaleHighlight {
  /** Id of the step, as the highlights name it. */
  readonly step: string;
  readonly part: "request" | "response";
  /** Header or JSON pointer. */
  readonly selector: string;
  /** Its position in this part, from 0. */
  readonly index: number;
  /** The missing item. */
  readonly gone: "step" | "field";
  /** Step, header or pointer that may be meant; absent if none is similar. */
  readonly nearest?: string;
}

/** Finds highlights without a target. What a truncated body contained is unknown. */
export function findStaleHighlights(
  steps: readonly Step[],
  highlights: NonNullable<PageOptions["highlights"]>,
): readonly StaleHighlight[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  return Object.entries(highlights).flatMap(([id, selectors]) =>
    (["request", "response"] as const).flatMap((part) =>
      (selectors[part] ?? []).flatMap((selector, index): StaleHighlight[] => {
        const place = { step: id, part, selector, index };
        const step = byId.get(id);
        if (step === undefined) return [{ ...place, gone: "step", ...nameNearest(id, byId.keys()) }];
        const message = step[part];
        if (hasSelected(message, selector)) return [];
        return [{ ...place, gone: "field", ...nameNearest(selector, listFields(message, selector)) }];
      }),
    ),
  );
}

/** `the response of "show" has no /status to highlight. Did you mean "/state"?` */
export function describeStaleHighlight({ step, part, selector, gone, nearest }: StaleHighlight): string {
  const what = selector.startsWith("/") ? selector : `header ${selector}`;
  const reason =
    gone === "step"
      ? `cannot highlight ${what} of the ${part} of "${step}": the trace has no such step`
      : `cannot highlight ${what}: it is not in the ${part} of "${step}"`;
  return nearest === undefined ? reason : `${reason}. Did you mean "${nearest}"?`;
}

type Message = Pick<Step["request"], "headers" | "body">;

function hasSelected({ headers, body }: Message, selector: string): boolean {
  if (selector.startsWith("/")) return body.cut !== undefined || hasField(body, selector);
  return headers.some(({ name }) => name.toLowerCase() === selector.toLowerCase());
}

/** What could be selected in its place. */
function listFields({ headers, body }: Message, selector: string): readonly string[] {
  if (!selector.startsWith("/")) return headers.map(({ name }) => name);
  const fields: string[] = [];
  if (body.kind === "json") visitValues(body.text, ({ path }) => fields.push(toPointer(path)));
  return fields.filter((field) => field !== "");
}

function nameNearest(wanted: string, names: Iterable<string>): Pick<StaleHighlight, "nearest"> {
  const nearest = findNearestName(wanted, names);
  return nearest === undefined ? {} : { nearest };
}
