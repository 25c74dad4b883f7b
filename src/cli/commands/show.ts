import { describeFirstFailure } from "../../analyze/first-failure.ts";
import { toStepText } from "../../diagram/terminal/step-text.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { readDescriptions } from "../../project/read-descriptions.ts";
import { countOf } from "../../sequence/count-of.ts";
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
import { SELECT_OPTIONS, toSelection } from "../options/select-options.ts";
import { describeLeftOut } from "../output/describe-left-out.ts";
import { describeMasked } from "../output/describe-masked.ts";
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
  step: { type: "string", requiresArg: true, describe: "Show one step in full, by arrow number or step ID" },
  from: { type: "string", requiresArg: true, describe: "First arrow to show" },
  to: { type: "string", requiresArg: true, describe: "Last arrow to show" },
  ...SELECT_OPTIONS,
  ...PART_OPTIONS,
  why: { type: "boolean", default: false, describe: "Explain where each name and value came from" },
  watch: { type: "boolean", default: false, describe: "Follow a recording, one line per exchange" },
  partial: { type: "boolean", default: false, describe: "Show the complete exchanges of a truncated file" },
  json: { type: "boolean", default: false, describe: "Print the walkthrough as JSON" },
} as const;

export const show = defineCommand({
  examples: [
    ["Show the diagram and the table", "show add-project.har"],
    ["Show one step in full", "show add-project.har --step 9"],
    ["Show arrows 5 to 8", "show add-project.har --from 5 --to 8"],
    ["Follow a recording in another terminal", "show add-project.har --watch"],
    ["List the failed exchanges of a long trace", "show session.har --where 'status>=500' --limit 50"],
    ["Explain the names", "show add-project.har --why"],
    ["Use names from an OpenAPI document", "show pets.har --openapi petstore.yaml"],
    ["Print JSON for a program", "show add-project.har --json | jq '.steps[].request.path'"],
  ],
  builder: (yargs) => yargs.positional("trace", traceArgument).options(tellModes(OPTIONS, SHOW_MODES)),
  modes: { table: SHOW_MODES, of: toShowMode },
  run: async (args, io) => {
    const { trace: file, flow, openapi = [], "data-flow": dataFlow, step, from, to, why, watch, json } = args;
    const choice = toChoice(args);
    const selection = toSelection(args);
    if (watch) return watchRecording(file, { flow, named: args.named }, io);
    const descriptions = await readDescriptions(openapi.map(toOpenApiSource));
    const whole = await openTraceHere(file, io, { isPartial: args.partial });
    const isPart = [choice, selection, step, from, to].some((one) => one !== undefined) || json || why;
    if (whole.log.entries.length > MANY && !isPart) {
      showSummary(whole, io);
      return 0;
    }
    const options = {
      io,
      choice,
      selection,
      isForReaders: true,
      descriptions,
      dataFlow,
      ...onlyKnown({ named: args.named }),
    };
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
    const masked = describeMasked(trace.log._wirewalk?.redacted ?? {});
    io.stdout.write(`${countOf(walkthrough.steps.length, "exchange")}; ${masked}.\n`);
    if (walkthrough.leftOut !== undefined) io.stdout.write(`${describeLeftOut(walkthrough.leftOut)}\n`);
    const failure = describeFirstFailure(walkthrough);
    if (failure !== undefined) io.stdout.write(toPrintable(`${failure}\n`));
    tellRemarks(trace, io);
    return 0;
  },
});
