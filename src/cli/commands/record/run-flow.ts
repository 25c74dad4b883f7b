import type { Flow } from "../../../flow.ts";
import { catalog } from "../../../flows/catalog.ts";
import { onlyKnown } from "../../../json/only-known.ts";
import { findSettings } from "../../../project/config/find-settings.ts";
import { loadFlow } from "../../../project/load-flow.ts";
import { findProfileAuthorities } from "../../../project/profile-authorities.ts";
import { findExamples } from "../../../project/record/examples.ts";
import { recordFlow } from "../../../record/capture/record-flow.ts";
import type { Io } from "../../io.ts";
import { adaptSelected } from "../../options/adapt-selected.ts";
import { type ExampleArguments, keepsExamples } from "../../options/example-options.ts";
import { pickInputs } from "../../options/flow-inputs.ts";
import { toRawFile } from "../../options/raw-file.ts";
import { readSize } from "../../options/read-size.ts";
import { type RedactionArguments, toRedaction } from "../../options/redaction-options.ts";
import type { SelectArguments } from "../../options/select-options.ts";
import { withProgress } from "../../output/progress.ts";
import { recordTo } from "../../output/record-to.ts";
import { reportRecording } from "../../output/report-recording.ts";
import { tellChanges } from "../../output/tell-examples.ts";
import { showing } from "./showing.ts";

export interface FlowArguments
  extends ExampleArguments, RedactionArguments, SelectArguments, Readonly<Record<string, unknown>> {
  readonly flow: string;
  readonly output: string | undefined;
  readonly json: boolean;
  readonly open: boolean;
  readonly "unsafe-raw": boolean;
  readonly "os-cloud": string | undefined;
  readonly "body-limit": string | undefined;
  readonly durable: boolean;
}

/** `wirewalk record --flow NAME`; returns the exit code. */
export async function runFlow(args: FlowArguments, io: Io): Promise<number> {
  const { output, "body-limit": limit } = args;
  const bodyLimit = readSize("body-limit", limit);
  const flow = await loadFlow(args.flow, catalog);
  return recordTo(output, flow.name, async (file) => {
    const record = (): Promise<number> => recordOne(flow, { ...args, file, bodyLimit }, io);
    return args.open ? showing(file, { io, flow: args.flow }, record) : record();
  });
}

interface OneRecording extends FlowArguments {
  readonly file: string;
  readonly bodyLimit: number | undefined;
}

async function recordOne(flow: Flow, { file, bodyLimit, ...args }: OneRecording, io: Io): Promise<number> {
  const { json, "os-cloud": cloud } = args;
  const keeps = keepsExamples(args);
  const examples = keeps
    ? await findExamples({ file, fresh: args.fresh, flow: args.flow, rules: await findSettings([file]), catalog })
    : undefined;
  const recording = recordFlow(flow, {
    inputs: pickInputs(flow, args),
    env: io.env,
    authorities: await findProfileAuthorities(catalog.profiles, { env: io.env, argv: [], cloud }),
    file,
    signal: io.interruption(),
    redaction: await toRedaction(args, io, { known: flow.profile, traces: [file] }),
    adapt: adaptSelected(args, examples?.adapt),
    keepsEarlier: !keeps,
    ...(await toRawFile(file, args["unsafe-raw"], io)),
    durability: args.durable ? "exchange" : "turn",
    ...onlyKnown({ cloud, bodyLimit }),
  });
  const recorded = await withProgress(io, `Recording ${flow.name}`, recording);
  tellChanges(examples, io);
  return reportRecording(recorded, { io, asJson: json, isDebugging: args["debug"] === true });
}
