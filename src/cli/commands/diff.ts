import { basename } from "node:path";

import { type AnalyzeOptions, analyze } from "../../analyze/analyze.ts";
import type { Walkthrough } from "../../analyze/types.ts";
import { compare } from "../../compare/compare.ts";
import { formatReport } from "../../compare/report.ts";
import type { Sides } from "../../compare/side-by-side.ts";
import { catalog } from "../../flows/catalog.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { findSettings } from "../../project/config/find-settings.ts";
import { findProfile } from "../../project/find-profile.ts";
import { near } from "../../project/near.ts";
import { readDescriptions } from "../../project/read-descriptions.ts";
import { countOf } from "../../sequence/count-of.ts";
import type { Trace } from "../../trace/model/types.ts";
import { defineCommand } from "../command.ts";
import { hasColor, tell, widthOf } from "../io.ts";
import { openTraceHere } from "../open-walkthrough.ts";
import { DIFF_MODES, toDiffMode } from "../options/modes/report-modes.ts";
import { flowOption, outputOption, traceArgument } from "../options/options.ts";
import { toJsonLine } from "../output/json-line.ts";
import { takeBeginning } from "../output/take-beginning.ts";
import { listAlike } from "../output/tell-remarks.ts";
import { writeResult } from "../output/write-result.ts";

const FORMATS = ["terminal", "markdown", "json", "html"] as const;
const LEVELS = ["structure", "shape", "value"] as const;

const OPTIONS = {
  format: { choices: FORMATS, default: "terminal" as const, describe: "Output format" },
  level: { choices: LEVELS, default: "value" as const, describe: "Least important level of differences to show" },
  values: {
    type: "boolean",
    default: false,
    describe: "Show run-to-run noise too: IDs, times, tokens, repeated polls, volatile values of wirewalk.config.yaml",
  },
  json: { type: "boolean", default: false, describe: "Print the differences as one line of JSON" },
  "side-by-side": { type: "boolean", default: false, describe: "Show both recordings next to each other" },
  output: outputOption,
  flow: flowOption,
} as const;

export const diff = defineCommand({
  examples: [
    ["Find where a failing run diverges from a good one", "diff good.har bad.har"],
    ["Show only changes of the API's shape", "diff before.har after.har --level shape"],
    ["Write Markdown for an issue", "diff good.har bad.har --format markdown"],
    ["Write a page with both diagrams next to each other", "diff good.har bad.har --format html -o diff.html"],
    ["Print JSON for a program", "diff good.har bad.har --json | jq '.steps[].differences'"],
  ],
  builder: (yargs) => yargs.positional("before", traceArgument).positional("after", traceArgument).options(OPTIONS),
  modes: { table: DIFF_MODES, of: toDiffMode },
  run: async ({ before: good, after: bad, format, level, values, flow, output, ...flags }, io) => {
    const { json: isLine, "side-by-side": isBeside } = flags;
    const before = takeBeginning(await openTraceHere(good, io), good, io);
    const after = takeBeginning(await openTraceHere(bad, io), bad, io);
    const profile = (await findProfile(before, flow, catalog)) ?? (await findProfile(after, flow, catalog));
    const settings = await findSettings([good, bad]);
    const rules = values ? undefined : settings;
    const { volatile, fixed } = rules ?? {};
    const names = toNames(settings);
    const comparison = compare(before, after, { level, values, profile, names, volatile, fixed });
    for (const line of new Set([before, after].flatMap(listAlike))) tell(io, line);
    const isForEyes = output === undefined;
    const look = { width: widthOf(isForEyes ? io.stdout : {}), color: isForEyes && hasColor(io, io.stdout) };
    const sides = async (): Promise<Sides> => {
      const descriptions = await readDescriptions(settings?.openapi ?? []);
      const read = (trace: Trace): Walkthrough =>
        analyze(trace, { ...names, ...onlyKnown({ participants: settings?.participants }), descriptions, profile });
      return { before: read(before), after: read(after) };
    };
    const report = async (): Promise<string> => {
      if (format === "html") {
        const { toComparisonPage } = await import("../../export/comparison-page.ts");
        return toComparisonPage({ comparison, names: [basename(good), basename(bad)], ...(await sides()) });
      }
      if (isLine) return toJsonLine(comparison);
      if (!isBeside) return formatReport(comparison, format, look);
      const { toSideBySide } = await import("../../compare/side-by-side.ts");
      return toSideBySide(comparison, await sides(), look);
    };
    if (isForEyes) io.stdout.write(await report());
    else await writeResult(io, { file: output, check: false, content: await report() });
    const { ruledOut = 0 } = comparison;
    if (rules !== undefined && ruledOut > 0) {
      const what = countOf(ruledOut, "difference");
      tell(io, `Omitted ${what} that ${near(rules.file)} declares volatile; --values shows all.`);
    }
    return comparison.steps.some(({ differences }) => differences.length > 0) ? 1 : 0;
  },
});

/**
 * Settings for reading both recordings. Names that match only one of them, such as the name of a server's port, would make equal calls
 * differ.
 */
function toNames(settings: Awaited<ReturnType<typeof findSettings>>): Pick<AnalyzeOptions, "labels" | "paths"> {
  return onlyKnown({ labels: settings?.labels, paths: settings?.paths });
}
