import { countOf } from "../../sequence/count-of.ts";
import type { Selection } from "../../trace/choose/choice.ts";
import { selectBeginning } from "../../trace/choose/select-beginning.ts";
import type { SelectedTrace } from "../../trace/choose/select-exchanges.ts";
import type { Trace } from "../../trace/model/types.ts";

export interface ShownTrace extends SelectedTrace {
  /** A note for the author if it is incomplete. */
  readonly remarks: readonly string[];
}

/** What pages show of a trace, and whether that is only its beginning. */
export function selectShown(whole: Trace, selection: Selection): ShownTrace {
  const { count, taken, ...shown } = selectBeginning(whole, selection);
  const remark = `pages show the first ${taken} of ${countOf(count, "exchange")}; \`only\` and \`drop\` choose others`;
  return { ...shown, remarks: taken === count ? [] : [remark] };
}
