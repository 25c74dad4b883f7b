import type { SurveyedPart } from "./survey.ts";

/** First start and last end by the recorder's own clock, microseconds. */
export function spanOf({ marks }: Pick<SurveyedPart, "marks">): { readonly from: number; readonly to: number } {
  let [from, to] = [Infinity, -Infinity];
  for (const { start, end } of marks) [from, to] = [Math.min(from, start), Math.max(to, end)];
  return { from, to };
}
