import { UserError } from "../../errors.ts";
import { catalog } from "../../flows/catalog.ts";
import { loadFlow } from "../../project/load-flow.ts";
import { findProject, openProject } from "../../project/open-project.ts";
import { defineCommand } from "../command.ts";
import { toInputOptions } from "../options/flow-inputs.ts";
import { RECORD_MODES, toRecordMode } from "../options/modes/record-modes.ts";
import { PROGRAM_OPTIONS } from "../options/program-options.ts";
import { listFlows } from "../output/list-flows.ts";

const OPTIONS = {
  flow: { type: "string", requiresArg: true, describe: "Flow to run: a built-in name, or the path of your own" },
  output: {
    alias: "o",
    type: "string",
    requiresArg: true,
    describe: "Trace to write [default: named after the flow or program]",
  },
  "os-cloud": { type: "string", requiresArg: true, describe: "Cloud from clouds.yaml [default: OS_* variables]" },
  "body-limit": {
    type: "string",
    requiresArg: true,
    describe: "Truncate longer bodies, such as 64k or 1M [default: 1M]",
  },
  shard: {
    type: "string",
    requiresArg: true,
    describe: "Record one part of the run, such as 3/8, to shards/NAME.3-of-8.har, for gather",
  },
  durable: {
    type: "boolean",
    default: false,
    describe: "Write each exchange to disk before the program continues (slow)",
  },
  open: {
    type: "boolean",
    default: false,
    describe: "Open the report in your browser, where it grows as exchanges finish",
  },
  accept: {
    type: "boolean",
    default: false,
    describe: "Replace the trace even if calls fail that did not fail before",
  },
  json: {
    type: "boolean",
    default: false,
    describe: "Print the result as JSON, on stderr for a program",
  },
} as const;

export const record = defineCommand({
  examples: [
    ["Record a command", "record -o images.har -- openstack image list"],
    ["Leave the terminal to the program", "record --no-output -- ./login.sh"],
    ["Watch the recording in your browser", "record --open -o images.har -- openstack image list"],
    ["Run a built-in flow", "record --flow image-add-project --image cirros --project demo"],
    ["Run a flow of your own", "record --flow ./my-flow.ts -o my-flow.har"],
    ["Record two walkthroughs of wirewalk.config.yaml", "record image-add-project image-member-list"],
    ["Record the third of eight parts of a run", "record --shard 3/8 checkout"],
    ["Show the inputs of a flow", "record --flow image-add-project --help"],
  ],
  builder: async (yargs, argv) => {
    const names = {
      type: "string",
      array: true,
      default: [],
      describe: "Walkthroughs of wirewalk.config.yaml to record",
    } as const;
    const declared = yargs.positional("names", names).options(OPTIONS).options(PROGRAM_OPTIONS);
    // The list of options depends on one of them.
    const { Parser } = await import("yargs/helpers");
    const name: unknown = Parser([...argv], { string: ["flow"] })["flow"];
    if (typeof name !== "string" || name === "") return declared.epilogue(listFlows(await catalog.loadFlows()));
    const taken = ["o", "h", "help", "debug", ...Object.keys(OPTIONS), ...Object.keys(PROGRAM_OPTIONS)];
    const inputs = toInputOptions(await loadFlow(name, catalog), taken);
    for (const [input, option] of Object.entries(inputs)) declared.option(input, option);
    return declared;
  },
  takesProgram: true,
  writes: () => "trace",
  modes: { table: RECORD_MODES, of: toRecordMode },
  run: async (args, io) => {
    const { program, flow, names: given } = args;
    if (given.length > 0 && program !== undefined) {
      throw new UserError(`Cannot record both ${given[0]} and a program in one run.`, {
        hint: "Record one after the other.",
      });
    }
    if (program !== undefined && flow === undefined) {
      const { runProgram } = await import("./record/run-program.ts");
      return runProgram(program, args, io);
    }
    if (flow !== undefined && program === undefined) {
      const { runFlow } = await import("./record/run-flow.ts");
      return runFlow({ ...args, flow }, io);
    }
    const forgotten = flow === undefined ? await args.findForgotten() : undefined;
    if (forgotten !== undefined) throw forgotten;
    if (flow === undefined && program === undefined && (args.names.length > 0 || (await findProject()) !== undefined)) {
      const { runWalkthroughs } = await import("./record/run-walkthroughs.ts");
      return runWalkthroughs(await openProject(args.names), args, io);
    }
    throw new UserError("Nothing to record: name a flow with --flow, or a program after `--`.", {
      hint: "Run, for example, `wirewalk record -- openstack image list`.",
    });
  },
});
