import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createReport } from "../../export/export.ts";
import { refuseSecretsIn } from "../../redact/scan/gate.ts";
import { writeFileAtomically } from "../../trace/files/write-file.ts";
import { defineCommand } from "../command.ts";
import { tell } from "../io.ts";
import { openWalkthrough } from "../open-walkthrough.ts";
import { flowOption, traceArgument } from "../options/options.ts";
import { openFile } from "../output/open-file.ts";

export const open = defineCommand({
  examples: [
    ["Open the report in your browser", "open add-project.har"],
    ["Print its path instead", "open add-project.har --print"],
  ],
  builder: (yargs) =>
    yargs
      .positional("trace", traceArgument)
      .option("print", { type: "boolean", default: false, describe: "Print the path of the report and open nothing" })
      .option("flow", flowOption),
  run: async ({ trace: file, print, flow, named }, io) => {
    const { trace, known } = await openWalkthrough(file, flow, { io, named, takesAll: true });
    // The folder is this user's alone.
    const path = join(await mkdtemp(join(tmpdir(), "wirewalk-")), "report.html");
    await writeFileAtomically(path, refuseSecretsIn(path, createReport(trace, known)), { mode: 0o600 });
    if (print) {
      io.stdout.write(`${path}\n`);
      return 0;
    }
    await openFile(path, io.env);
    tell(io, `Opened ${path}.`);
    return 0;
  },
});
