import { compare } from "../../compare/compare.ts";
import { formatReport } from "../../compare/report.ts";
import { catalog } from "../../flows/catalog.ts";
import { findSettings } from "../../project/config/find-settings.ts";
import { findProfile } from "../../project/find-profile.ts";
import { near } from "../../project/near.ts";
import { countOf } from "../../sequence/count-of.ts";
import { defineCommand } from "../command.ts";
import { hasColor, tell, widthOf } from "../io.ts";
import { openTraceHere } from "../open-walkthrough.ts";
import { flowOption, traceArgument } from "../options/options.ts";
import { takeBeginning } from "../output/take-beginning.ts";

const FORMATS = ["terminal", "markdown", "json"] as const;
const LEVELS = ["structure", "shape", "value"] as const;

export const diff = defineCommand({
  examples: [
    ["Find where a failing run diverges from a good one", "diff good.har bad.har"],
    ["Show only changes of the API's shape", "diff before.har after.har --level shape"],
    ["Write Markdown for an issue", "diff good.har bad.har --format markdown"],
  ],
  builder: (yargs) =>
    yargs
      .positional("before", traceArgument)
      .positional("after", traceArgument)
      .option("format", { choices: FORMATS, default: "terminal" as const, describe: "Output format" })
      .option("level", {
        choices: LEVELS,
        default: "value" as const,
        describe: "Least important level of differences to show",
      })
      .option("values", {
        type: "boolean",
        default: false,
        describe:
          "Show what changes with every run too: ids, times, tokens, repeated polls, what wirewalk.config.yaml calls volatile",
      })
      .option("flow", flowOption),
  run: async ({ before: good, after: bad, format, level, values, flow }, io) => {
    const before = takeBeginning(await openTraceHere(good, io), good, io);
    const after = takeBeginning(await openTraceHere(bad, io), bad, io);
    const profile = (await findProfile(before, flow, catalog)) ?? (await findProfile(after, flow, catalog));
    const rules = values ? undefined : await findSettings([good, bad]);
    const { volatile, fixed } = rules ?? {};
    const comparison = compare(before, after, { level, values, profile, volatile, fixed });
    const look = { width: widthOf(io.stdout), color: hasColor(io, io.stdout) };
    io.stdout.write(formatReport(comparison, format, look));
    const { ruledOut = 0 } = comparison;
    if (rules !== undefined && ruledOut > 0) {
      const what = countOf(ruledOut, "difference");
      tell(io, `Left out ${what} that ${near(rules.file)} calls volatile; --values shows all.`);
    }
    return comparison.steps.some(({ differences }) => differences.length > 0) ? 1 : 0;
  },
});
