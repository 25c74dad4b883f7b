import { defineCommand } from "../command.ts";
import { tell } from "../io.ts";
import { openWalkthrough } from "../open-walkthrough.ts";
import { OPEN_MODES } from "../options/modes/show-modes.ts";
import { flowOption, traceArgument } from "../options/options.ts";
import { openFile } from "../output/open-file.ts";
import { writeReport } from "../output/write-report.ts";

export const open = defineCommand({
  examples: [
    ["Open the report in your browser", "open add-project.har"],
    ["Print its path instead", "open add-project.har --print"],
    ["Watch a recording in the browser while it is running", "open add-project.har --live"],
  ],
  builder: (yargs) =>
    yargs
      .positional("trace", traceArgument)
      .option("print", {
        type: "boolean",
        default: false,
        describe: "Print the path of the report, or with --live its URL, and open nothing",
      })
      .option("live", {
        type: "boolean",
        default: false,
        describe: "Follow a recording: the report grows as exchanges finish",
      })
      .option("flow", flowOption),
  modes: { table: OPEN_MODES, of: ({ live }) => (live ? "live" : "report") },
  run: async ({ trace: file, print, live, flow, named }, io) => {
    if (live) {
      const { followLive } = await import("../live/follow-live.ts");
      return followLive(file, { print, flow, named }, io);
    }
    const path = await writeReport(await openWalkthrough(file, flow, { io, named, takesAll: true }));
    if (print) {
      io.stdout.write(`${path}\n`);
      return 0;
    }
    await openFile(path, io.env);
    tell(io, `Opened ${path}.`);
    return 0;
  },
});
