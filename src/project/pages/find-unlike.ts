import { type AnalyzeOptions, analyze } from "../../analyze/analyze.ts";
import { hasSameCalls } from "../../compare/common-beginning.ts";
import { type ReadPolicy, openTrace } from "../../import/open-trace.ts";
import { checkRanges } from "../../page/omitted-ranges.ts";
import type { OmittedRange } from "../../page/page.ts";
import { isFile } from "../../trace/files/is-file.ts";
import type { Trace } from "../../trace/model/types.ts";
import type { WalkthroughConfig } from "../config/parse.ts";
import { selectShown } from "./select-shown.ts";

/**
 * Ranges that another page shows, each with whether its calls are different there: a page must not make a claim that readers can see is false.
 * Pages outside the project are the author's responsibility.
 */
export async function findUnlike(
  trace: Trace,
  { omit = [], only, drop }: Pick<WalkthroughConfig, "drop" | "omit" | "only">,
  { policy, ...options }: AnalyzeOptions & { readonly policy?: ReadPolicy },
): Promise<readonly OmittedRange[]> {
  if (omit.every(({ shownBy }) => shownBy === undefined)) return omit;
  const own = analyze(trace, options);
  const numbered = [...new Set(checkRanges(omit, own).values())];
  const ranges: OmittedRange[] = [];
  for (const [index, { shownBy, ...range }] of omit.entries()) {
    const place = numbered[index];
    const isThere = shownBy !== undefined && place !== undefined && (await isFile(shownBy));
    if (!isThere) {
      ranges.push(range);
      continue;
    }
    const { trace: other } = selectShown(await openTrace(shownBy, { policy }), { only, drop });
    const isSame = hasSameCalls(own, place, analyze(other, options));
    ranges.push(isSame ? range : { ...range, isUnlike: true });
  }
  return ranges;
}
