import { basename } from "node:path";

import { defineCommand } from "../command.ts";
import { openWalkthrough } from "../open-walkthrough.ts";
import { flowOption, traceArgument } from "../options.ts";
import { readVersion } from "../version.ts";
import { writeResult } from "../write-result.ts";

export const share = defineCommand({
  examples: [
    ["One file for a colleague: trace, report, page, and what was masked", "share failing.har -o failing.zip"],
  ],
  builder: (yargs) =>
    yargs
      .positional("trace", traceArgument)
      .option("output", {
        alias: "o",
        type: "string",
        requiresArg: true,
        demandOption: true,
        describe: "ZIP file to write",
      })
      .option("flow", flowOption),
  run: async ({ trace: file, output, flow }, io) => {
    const { shareTrace } = await import("../../index.ts");
    const { trace, profile } = await openWalkthrough(file, flow);
    const versions = {
      wirewalk: readVersion(),
      node: process.versions.node,
      system: `${process.platform} ${process.arch}`,
    };
    const title = trace.log._wirewalk?.flow?.name ?? basename(file).replace(/\.\w+$/, "");
    const content = await shareTrace(trace, { title, versions, ...(profile && { profile }) });
    return writeResult(io, { file: output, content, check: false });
  },
});
