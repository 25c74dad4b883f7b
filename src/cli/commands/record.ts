import { defineCommand } from "../command.ts";
import { pickInputs, toInputOptions } from "../flow-inputs.ts";
import { listFlows, loadFlow } from "../load-flow.ts";
import { withProgress } from "../progress.ts";
import { readCount } from "../read-count.ts";
import { reportRecording } from "../report-recording.ts";

const OPTIONS = {
  flow: {
    type: "string",
    demandOption: true,
    requiresArg: true,
    describe: "Built-in flow by name, or your own by file",
  },
  output: { alias: "o", type: "string", requiresArg: true, describe: "Trace to write [default: FLOW.har]" },
  "os-cloud": { type: "string", requiresArg: true, describe: "Cloud of clouds.yaml [default: OS_* variables]" },
  "body-limit": {
    type: "string",
    requiresArg: true,
    describe: "Longest body kept, in bytes [default: 1048576]",
  },
  json: { type: "boolean", default: false, describe: "Print what was recorded as one line of JSON" },
} as const;

export const record = defineCommand({
  examples: [
    ["A flow that comes with wirewalk", "record --flow image-add-project --image cirros --project demo"],
    ["A flow of your own", "record --flow ./my-flow.ts -o my-flow.har"],
    ["What a flow needs", "record --flow image-add-project --help"],
  ],
  builder: async (yargs, argv) => {
    const declared = yargs.options(OPTIONS);
    // Which options there are depends on one of them.
    const { Parser } = await import("yargs/helpers");
    const name: unknown = Parser([...argv], { string: ["flow"] })["flow"];
    if (typeof name !== "string" || name === "") return declared.epilogue(await listFlows());
    const inputs = toInputOptions(await loadFlow(name), ["o", "h", "help", "debug", ...Object.keys(OPTIONS)]);
    for (const [input, option] of Object.entries(inputs)) declared.option(input, option);
    return declared;
  },
  run: async ({ flow: name, output, json, debug, "os-cloud": cloud, "body-limit": limit, ...args }, io) => {
    const { recordFlow } = await import("../../index.ts");
    const bodyLimit = readCount("body-limit", limit);
    const flow = await loadFlow(name);
    const recording = recordFlow(flow, {
      inputs: pickInputs(flow, args),
      env: io.env,
      file: output ?? `${flow.name}.har`,
      signal: io.interruption(),
      ...(cloud !== undefined && { cloud }),
      ...(bodyLimit !== undefined && { bodyLimit }),
    });
    const recorded = await withProgress(io, `Recording ${flow.name}`, recording);
    return reportRecording(recorded, { io, asJson: json, isDebugging: debug === true });
  },
});
