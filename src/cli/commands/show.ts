import { describeFirstFailure } from "../../analyze/first-failure.ts";
import { toStepText } from "../../diagram/terminal/step-text.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { readDescriptions } from "../../project/read-descriptions.ts";
import { defineCommand } from "../command.ts";
import { hasColor } from "../io.ts";
import { openTraceHere, toWalkthrough } from "../open-walkthrough.ts";
import { findStep } from "../options/find-step.ts";
import { tellModes } from "../options/modes/mode-table.ts";
import { SHOW_MODES, toShowMode } from "../options/modes/show-modes.ts";
import { toOpenApiSource } from "../options/openapi-source.ts";
import { dataFlowOption, flowOption, openapiOption, traceArgument } from "../options/options.ts";
import { PART_OPTIONS, toChoice } from "../options/part-options.ts";
import { readCount } from "../options/read-count.ts";
import { countOf, showCounts } from "../output/counts.ts";
import { toPrintable } from "../output/printable.ts";
import { MANY, showSummary } from "../output/show-summary.ts";
import { showWalkthrough } from "../output/show-walkthrough.ts";
import { tellRemarks } from "../output/tell-remarks.ts";
import { tellUnused } from "../output/tell-unused.ts";
import { watchRecording } from "../output/watch-recording.ts";
import { explainWalkthrough } from "../output/why.ts";

const OPTIONS = {
  flow: flowOption,
  openapi: openapiOption,
  "data-flow": dataFlowOption,
  step: { type: "string", requiresArg: true, describe: "Show one step in full: an arrow's number, or an id" },
  from: { type: "string", requiresArg: true, describe: "Number of the first arrow to show" },
  to: { type: "string", requiresArg: true, describe: "Number of the last arrow to show" },
  ...PART_OPTIONS,
  why: { type: "boolean", default: false, describe: "Say where each value came from, call by call" },
  watch: { type: "boolean", default: false, describe: "Follow a recording: a line for each exchange" },
  partial: { type: "boolean", default: false, describe: "Show the whole exchanges of a file that is cut" },
  json: { type: "boolean", default: false, describe: "Print the walkthrough as JSON" },
} as const;

export const show = defineCommand({
  examples: [
    ["Diagram and table", "show add-project.har"],
    ["One step in full", "show add-project.har --step 9"],
    ["A part of a long one", "show add-project.har --from 5 --to 8"],
    ["What `wirewalk record` in another terminal is recording", "show add-project.har --watch"],
    ["What failed among very many", "show session.har --where 'status>=500' --limit 50"],
    ["Why is it called {image_id}?", "show add-project.har --why"],
    ["With the names of an OpenAPI document", "show pets.har --openapi petstore.yaml"],
    ["For programs", "show add-project.har --json | jq '.steps[].request.path'"],
  ],
  builder: (yargs) => yargs.positional("trace", traceArgument).options(tellModes(OPTIONS, SHOW_MODES)),
  modes: { table: SHOW_MODES, of: toShowMode },
  run: async (args, io) => {
    const { trace: file, flow, openapi = [], "data-flow": dataFlow, step, from, to, why, watch, json } = args;
    const choice = toChoice(args);
    if (watch) return watchRecording(file, { flow, named: args.named }, io);
    const descriptions = await readDescriptions(openapi.map(toOpenApiSource));
    const whole = await openTraceHere(file, io, { isPartial: args.partial });
    const isPart = [choice, step, from, to].some((one) => one !== undefined) || json || why;
    if (whole.log.entries.length > MANY && !isPart) {
      showSummary(whole, io);
      return 0;
    }
    const options = { io, choice, descriptions, dataFlow, ...onlyKnown({ named: args.named }) };
    const { trace, walkthrough } = await toWalkthrough({ trace: whole, file }, flow, options);
    tellUnused(descriptions, walkthrough, io);
    if (step !== undefined) {
      io.stdout.write(toStepText(findStep(walkthrough, step), { color: hasColor(io, io.stdout) }));
      return 0;
    }
    if (json) {
      io.stdout.write(`${JSON.stringify(walkthrough, null, 2)}\n`);
      return 0;
    }
    if (why) {
      io.stdout.write(explainWalkthrough(walkthrough));
      return 0;
    }
    await showWalkthrough(walkthrough, { from: readCount("from", from), to: readCount("to", to) }, io);
    const masked = showCounts(trace.log._wirewalk?.redacted ?? {});
    io.stdout.write(`${countOf(walkthrough.steps.length, "exchange")}; masked: ${masked}.\n`);
    const failure = describeFirstFailure(walkthrough);
    if (failure !== undefined) io.stdout.write(toPrintable(`${failure}\n`));
    tellRemarks(trace, io);
    return 0;
  },
});
