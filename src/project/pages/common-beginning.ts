import { analyze, type AnalyzeOptions } from "../../analyze/analyze.ts";
import { findCommonBeginning } from "../../compare/common-beginning.ts";
import { UserError } from "../../errors.ts";
import { type ReadPolicy, openTrace } from "../../import/open-trace.ts";
import type { OmittedRange } from "../../page/page.ts";
import type { Trace } from "../../trace/model/types.ts";
import type { WalkthroughConfig } from "../config/parse.ts";
import { selectShown } from "./select-shown.ts";
import { toPageAddress } from "./to-page-address.ts";

/** The common beginning of two walkthroughs, as a range that the other's page shows. */
export async function findSharedRange(
  trace: Trace,
  { name, page, beginsLike, only, drop }: WalkthroughConfig,
  { policy, ...options }: AnalyzeOptions & { readonly policy?: ReadPolicy },
): Promise<readonly OmittedRange[]> {
  if (beginsLike === undefined) return [];
  const { trace: other } = selectShown(await openTrace(beginsLike.trace, { policy }), { only, drop });
  const to = findCommonBeginning(analyze(trace, options), analyze(other, options));
  if (to === 0) {
    throw new UserError(`"${name}" does not begin like "${beginsLike.name}": the first call differs.`, {
      hint: "Name the arrows to omit with `omit`, or remove `beginsLike`.",
      option: ["beginsLike"],
    });
  }
  return [{ from: 1, to, page: toPageAddress(page, beginsLike.page), title: beginsLike.title }];
}
