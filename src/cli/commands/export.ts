import { EXPORT_FORMATS, exportInPieces } from "../../export/export.ts";
import { defineCommand } from "../command.ts";
import { openWalkthrough, readProto } from "../open-walkthrough.ts";
import { EXPORT_MODES } from "../options/modes/other-modes.ts";
import { checkOption, flowOption, outputOption, protoOption, traceArgument } from "../options/options.ts";
import { PART_OPTIONS, toArrows, toChoice } from "../options/part-options.ts";
import { SELECT_OPTIONS, toSelection } from "../options/select-options.ts";
import { tellLeftOut } from "../output/take-beginning.ts";
import { writeFolder } from "../output/write-folder.ts";
import { writeResult } from "../output/write-result.ts";

const OPTIONS = {
  format: { choices: EXPORT_FORMATS, demandOption: true, describe: "Output format" },
  output: outputOption,
  flow: flowOption,
  proto: protoOption,
  ...SELECT_OPTIONS,
  ...PART_OPTIONS,
  from: { type: "string", requiresArg: true, describe: "First arrow to export" },
  to: { type: "string", requiresArg: true, describe: "Last arrow to export" },
  headers: { type: "boolean", default: false, describe: "Write headers as attributes too" },
  check: checkOption,
} as const;

export const exportCommand = defineCommand({
  examples: [
    ["Write a script that sends the requests again", "export add-project.har --format curl -o add-project.sh"],
    [
      "Write the failed exchanges as a trace",
      "export add-project.har --format har --where 'status>=400' -o failed.har",
    ],
    ["Write the HTML report", "export add-project.har --format html -o add-project.html"],
  ],
  builder: (yargs) => yargs.positional("trace", traceArgument).options(OPTIONS),
  modes: { table: EXPORT_MODES, of: ({ format }) => (format === "otlp" ? "spans" : "other") },
  writes: ({ format }) => (format === "har" ? "trace" : format === "bruno" ? "folder" : "file"),
  run: async ({ trace: file, format, output, flow, check, named, headers, proto = [], from, to, ...part }, io) => {
    const arrows = toArrows(from, to);
    const choice = toChoice(part);
    const { trace, known } = await openWalkthrough(file, flow, {
      io,
      named,
      messages: await readProto(proto),
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
