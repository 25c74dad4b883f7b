import { describeStaleName } from "../../analyze/stale-names.ts";
import type { OptionPath } from "../../errors.ts";
import { describeStaleHighlight } from "../../page/stale-highlights.ts";
import { readText } from "../../trace/files/file.ts";
import type { PageFinding } from "../check/check-page.ts";
import { near } from "../near.ts";
import type { PagePlan } from "../pages/plan-pages.ts";
import { locateOption } from "./locate-option.ts";
import type { WalkthroughConfig } from "./parse.ts";

/**
 * Settings of the project file that do not match a walkthrough's trace, as findings on its lines: highlights without a
 * target, names of unknown items. A name in the common settings need not be in each trace.
 *
 * @param file the configuration
 */
export async function toSettingFindings(
  { name }: Pick<WalkthroughConfig, "name">,
  { staleHighlights, staleNames }: Pick<PagePlan, "staleHighlights" | "staleNames">,
  file: string,
): Promise<readonly PageFinding[]> {
  if (staleHighlights.length + staleNames.length === 0) return [];
  const text = await readText(file);
  const toFinding = (option: OptionPath, level: PageFinding["level"], message: string): readonly PageFinding[] => {
    const { line, isOwn } = locateOption(text, name, option);
    return isOwn ? [{ level, file: near(file), line, message: `${name}: ${message}` }] : [];
  };
  return [
    ...staleHighlights.flatMap((highlight) => {
      const { step, part, index, gone } = highlight;
      const level = gone === "step" ? "structure" : "shape";
      return toFinding(["highlights", step, part, index], level, describeStaleHighlight(highlight));
    }),
    ...staleNames.flatMap((stale) => toFinding([stale.option, stale.item], "structure", describeStaleName(stale))),
  ];
}
