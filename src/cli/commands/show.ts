import type { Choice } from "../../analyze/choose-exchanges.ts";
import { listDrawn } from "../../analyze/join-twins.ts";
import type { Step, Walkthrough } from "../../analyze/types.ts";
import { toStepText } from "../../diagram/terminal/step-text.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { readDescriptions } from "../../project/read-descriptions.ts";
import { countOf } from "../../sequence/count-of.ts";
import type { Trace } from "../../trace/model/types.ts";
import { isTooLong } from "../../trace/stream/most-at-once.ts";
import { defineCommand } from "../command.ts";
import { hasColor, type Io, print } from "../io.ts";
import type { ShownPart } from "../open-part.ts";
import { type OpenOptions, openTraceHere, readProto, toWalkthrough } from "../open-walkthrough.ts";
import { findStep } from "../options/find-step.ts";
import { SHOW_MODES, toShowMode } from "../options/modes/show-modes.ts";
import { toOpenApiSource } from "../options/openapi-source.ts";
import {
  dataFlowOption,
  flowOption,
  openapiOption,
  protoOption,
  recordersOption,
  traceArgument,
} from "../options/options.ts";
import { PART_OPTIONS, toArrows, toChoice } from "../options/part-options.ts";
import { readCount } from "../options/read-count.ts";
import { SELECT_OPTIONS, toSelection } from "../options/select-options.ts";
import { describeLeftOut } from "../output/describe-left-out.ts";
import { describeMasked } from "../output/describe-masked.ts";
import { toJsonLine } from "../output/json-line.ts";
import { showHead } from "../output/show-head.ts";
import { MANY, showSummary } from "../output/show-summary.ts";
import { showWalkthrough } from "../output/show-walkthrough.ts";
import { tellAlike, tellRemarks } from "../output/tell-remarks.ts";
import { tellUnused } from "../output/tell-unused.ts";
import { watchRecording } from "../output/watch-recording.ts";
import { explainWalkthrough } from "../output/why.ts";

const OPTIONS = {
  flow: flowOption,
  openapi: openapiOption,
  proto: protoOption,
  "data-flow": dataFlowOption,
  recorders: recordersOption,
  step: { type: "string", requiresArg: true, describe: "Show one step in full, by arrow number or step ID" },
  curl: { type: "boolean", default: false, describe: "Show the step as a curl command too" },
  from: { type: "string", requiresArg: true, describe: "First arrow to show" },
  to: { type: "string", requiresArg: true, describe: "Last arrow to show" },
  ...SELECT_OPTIONS,
  ...PART_OPTIONS,
  why: { type: "boolean", default: false, describe: "Explain where each name and value comes from" },
  "where-secret": { type: "boolean", default: false, describe: "List the places of each masked value, by its alias" },
  watch: { type: "boolean", default: false, describe: "Follow a recording, one line per exchange" },
  partial: { type: "boolean", default: false, describe: "Show the complete exchanges of a truncated file" },
  json: { type: "boolean", default: false, describe: "Print the walkthrough as JSON" },
  budget: {
    type: "string",
    requiresArg: true,
    describe: "Print at most N characters of JSON; bodies are cut first and listed in _cut",
  },
} as const;

export const show = defineCommand({
  examples: [
    ["Show the diagram and the table", "show add-project.har"],
    ["Show one step in full, and as a curl command", "show add-project.har 9 --curl"],
    ["Show arrows 5 to 8", "show add-project.har --from 5 --to 8"],
    ["Follow a recording in another terminal", "show add-project.har --watch"],
    ["Show failed or slow exchanges, or those that contain a text", "show shop.har --failed"],
    ["", "show shop.har --slow 2s --status 5xx"],
    ["", "show shop.har --grep 'quota exceeded'"],
    ["Explain the names", "show add-project.har --why"],
    ["Use names from an OpenAPI document", "show pets.har --openapi petstore.yaml"],
    ["Use names and types from a .proto file", "show pets.har --step 3 --proto pets.proto"],
    ["Print JSON for a program", "show add-project.har --json | jq '.steps[].request.path'"],
    ["Print JSON of a bounded size", "show add-project.har --json --budget 20000"],
  ],
  builder: (yargs) =>
    yargs
      .positional("trace", traceArgument)
      .positional("arrow", { type: "string", describe: "The same as --step" })
      .options(OPTIONS),
  modes: { table: SHOW_MODES, of: toShowMode },
  run: async (args, io) => {
    const { trace: file, flow, openapi = [], "data-flow": dataFlow, recorders, from, to, why, watch, json } = args;
    const chosen = toChoice(args);
    const selection = toSelection(args);
    if (watch) return watchRecording(file, { flow, named: args.named }, io);
    const step = args.step ?? args.arrow;
    const descriptions = await readDescriptions(openapi.map(toOpenApiSource));
    const read = await openTraceHere(file, io, { isPartial: args.partial });
    const isPart =
      [chosen, selection, step, from, to].some((one) => one !== undefined) || json || why || args["where-secret"];
    if (read.log.entries.length > MANY && !isPart) {
      showSummary(read, io);
      return 0;
    }
    const choice = withArrows(chosen, read, { from, to, step });
    const options = {
      io,
      choice,
      selection,
      isForReaders: true,
      descriptions,
      messages: await readProto(args.proto),
      dataFlow,
      recorders,
      ...onlyKnown({ named: args.named }),
    };
    const opened = await open({ trace: read, file }, flow, options);
    const { trace, walkthrough } = opened;
    tellUnused(descriptions, walkthrough, io);
    if (step !== undefined) {
      await showStep(findStep(walkthrough, step), opened, { isCurl: args.curl, io });
      return 0;
    }
    if (args["where-secret"]) {
      const { listSecretPlaces } = await import("../output/secret-places.ts");
      io.stdout.write(listSecretPlaces(trace, walkthrough));
      tellAlike(trace, io);
      return 0;
    }
    if (json) {
      io.stdout.write(await writeJson(walkthrough, args.budget));
      return 0;
    }
    if (why) {
      io.stdout.write(explainWalkthrough(walkthrough, opened.whole));
      return 0;
    }
    if (walkthrough.steps.length === 0 && choice !== undefined) {
      print(io, `None of ${countOf(opened.whole.steps.length, "exchange")} matches.\n`);
      return 0;
    }
    showHead(trace, walkthrough, io);
    await showWalkthrough(walkthrough, { from: readCount("from", from), to: readCount("to", to) }, io);
    const masked = describeMasked(trace.log._wirewalk?.redacted ?? {});
    print(io, `${countShown(opened)}; ${masked}.\n`);
    if (walkthrough.leftOut !== undefined) print(io, `${describeLeftOut(walkthrough.leftOut)}\n`);
    tellRemarks(trace, io);
    return 0;
  },
});

/** In a trace that is too long to be analyzed as a whole, only these arrows are analyzed. */
function withArrows(
  choice: Choice | undefined,
  { log: { entries } }: Trace,
  { from, to, step }: Readonly<Record<"from" | "to" | "step", string | undefined>>,
): Choice | undefined {
  if (!isTooLong(entries)) return choice;
  const number = step !== undefined && /^\(?\d+\)?$/.test(step) ? step.replaceAll(/\D/g, "") : undefined;
  const arrows = toArrows(number ?? from, number ?? to);
  return arrows === undefined ? choice : { ...choice, arrows };
}

/** The whole trace, or the chosen part. */
async function open(
  read: { readonly trace: Trace; readonly file: string },
  flow: string | undefined,
  options: OpenOptions,
): Promise<ShownPart> {
  if (options.choice !== undefined) {
    const { openPart } = await import("../open-part.ts");
    return openPart(read, flow, options);
  }
  const opened = await toWalkthrough(read, flow, options);
  return { ...opened, whole: opened.walkthrough };
}

async function showStep(
  step: Step,
  { trace, walkthrough }: ShownPart,
  { isCurl, io }: { readonly isCurl: boolean; readonly io: Io },
): Promise<void> {
  const entry = listDrawn(trace.log.entries)[walkthrough.steps.indexOf(step)];
  io.stdout.write(toStepText(step, { participants: walkthrough.participants, color: hasColor(io, io.stdout) }));
  if (entry !== undefined) {
    const { toExchangeText } = await import("../output/exchange-text.ts");
    io.stdout.write(`\n${toExchangeText(entry)}`);
  }
  if (!isCurl) return;
  const { toCurlCommand } = await import("../../export/curl-command.ts");
  print(io, `\n${toCurlCommand(step.request)}\n`);
}

function countShown({ walkthrough, whole }: ShownPart): string {
  const shown = walkthrough.steps.length;
  const all = countOf(whole.steps.length, "exchange");
  return shown === whole.steps.length ? all : `${shown} of ${all}`;
}

async function writeJson(walkthrough: Walkthrough, given: string | undefined): Promise<string> {
  const budget = readCount("budget", given);
  if (budget === undefined) return toJsonLine(walkthrough);
  const { fitBudget } = await import("../output/fit-budget.ts");
  return fitBudget(walkthrough, budget);
}
