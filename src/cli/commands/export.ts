import { UserError } from "../../errors.ts";
import { EXPORT_FORMATS, exportInPieces } from "../../export/export.ts";
import { defineCommand } from "../command.ts";
import { openWalkthrough } from "../open-walkthrough.ts";
import { checkOption, flowOption, outputOption, traceArgument } from "../options/options.ts";
import { PART_OPTIONS, toArrows, toChoice } from "../options/part-options.ts";
import { SELECT_OPTIONS, toSelection } from "../options/select-options.ts";
import { tellLeftOut } from "../output/take-beginning.ts";
import { writeFolder } from "../output/write-folder.ts";
import { writeResult } from "../output/write-result.ts";

export const exportCommand = defineCommand({
  examples: [
    ["Write a script that sends the requests again", "export add-project.har --format curl -o add-project.sh"],
    [
      "Write the failed exchanges as a trace",
      "export add-project.har --format har --where 'status>=400' -o failed.har",
    ],
    ["Write the HTML report", "export add-project.har --format html -o add-project.html"],
  ],
  builder: (yargs) =>
    yargs
      .positional("trace", traceArgument)
      .option("format", { choices: EXPORT_FORMATS, demandOption: true, describe: "Output format" })
      .option("output", outputOption)
      .option("flow", flowOption)
      .options(SELECT_OPTIONS)
      .options(PART_OPTIONS)
      .option("from", { type: "string", requiresArg: true, describe: "First arrow to take" })
      .option("to", { type: "string", requiresArg: true, describe: "Last arrow to take" })
      .option("headers", {
        type: "boolean",
        default: false,
        describe: "Write headers as attributes too (--format otlp)",
      })
      .option("check", checkOption),
  writes: ({ format }) => (format === "har" ? "trace" : format === "bruno" ? "folder" : "file"),
  run: async ({ trace: file, format, output, flow, check, named, headers, from, to, ...part }, io) => {
    if (headers && format !== "otlp") throw refuseHeaders(format);
    const arrows = toArrows(from, to);
    const choice = toChoice(part);
    const { trace, known } = await openWalkthrough(file, flow, {
      io,
      named,
      choice: arrows === undefined ? choice : { ...choice, arrows },
      selection: toSelection(part),
      takesAll: true,
    });
    const { pieces, files = [], leftOut } = exportInPieces(trace, { format, headers, ...known });
    if (leftOut > 0)
      tellLeftOut({ file, count: trace.log.entries.length, taken: trace.log.entries.length - leftOut }, io);
    if (pieces !== undefined) return writeResult(io, { file: output, check, content: pieces });
    return writeFolder(io, { folder: output, check, files });
  },
});

function refuseHeaders(format: string): UserError {
  return new UserError(`--headers has no effect with --format ${format}.`, {
    hint: "Remove it, or use --format otlp.",
  });
}
