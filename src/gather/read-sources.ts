import { UserError } from "../errors.ts";
import { type OpenTraceOptions, openTrace } from "../import/open-trace.ts";
import type { FoundSource } from "./find-sources.ts";
import { toParts } from "./read-parts.ts";
import { type SurveyedPart, survey } from "./survey.ts";

export interface ReadSources {
  readonly parts: readonly SurveyedPart[];
  /** Files of folders that are no traces, and why. */
  readonly others: readonly { readonly file: string; readonly why: string }[];
}

/**
 * Reads what the sources recorded, one after the other; of a long one no more is in memory than what is looked at.
 *
 * @param onRead told of each file that has been read
 * @throws UserError Where a source cannot be read, or somebody named what is none.
 */
export async function readSources(
  sources: readonly FoundSource[],
  options: OpenTraceOptions,
  onRead: (count: number) => void = () => {},
): Promise<ReadSources> {
  const parts: SurveyedPart[] = [];
  const others: { file: string; why: string }[] = [];
  for (const [index, { file, isNamed }] of sources.entries()) {
    try {
      const trace = await openTrace(file, { longestWhole: LONGEST_WHOLE, ...options });
      parts.push(...toParts(trace, file).map(survey));
    } catch (error) {
      if (!(error instanceof UserError) || isNamed || !/\.(?:zip|json|jsonl)$/i.test(file)) throw error;
      others.push({ file, why: error.message });
    }
    onRead(index + 1);
  }
  return { parts, others };
}

/** Units: of many sources none may be in memory as a whole. */
const LONGEST_WHOLE = 1 << 18;
