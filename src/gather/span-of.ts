import type { SurveyedPart } from "./survey.ts";

/** First start and last end by the recorder's own clock, microseconds. */
export function spanOf({ marks }: Pick<SurveyedPart, "marks">): { readonly from: number; readonly to: number } {
  let [from, to] = [Infinity, -Infinity];
  for (let index = 0; index < marks.length; index += 1) {
    from = Math.min(from, marks.startOf(index));
    to = Math.max(to, marks.endOf(index));
  }
  return { from, to };
}
