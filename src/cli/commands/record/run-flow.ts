import { catalog } from "../../../flows/catalog.ts";
import { onlyKnown } from "../../../json/only-known.ts";
import { loadFlow } from "../../../project/load-flow.ts";
import { findExamples } from "../../../project/record/examples.ts";
import { recordFlow } from "../../../record/capture/record-flow.ts";
import type { Io } from "../../io.ts";
import { pickInputs } from "../../options/flow-inputs.ts";
import { toRawFile } from "../../options/raw-file.ts";
import { readCount } from "../../options/read-count.ts";
import { type RedactionArguments, toRedaction } from "../../options/redaction-options.ts";
import { withProgress } from "../../output/progress.ts";
import { reportRecording } from "../../output/report-recording.ts";
import { tellChanges } from "../../output/tell-examples.ts";

export interface FlowArguments extends RedactionArguments, Readonly<Record<string, unknown>> {
  readonly flow: string;
  readonly output: string | undefined;
  readonly json: boolean;
  readonly fresh: boolean;
  readonly "unsafe-raw": boolean;
  readonly "os-cloud": string | undefined;
  readonly "body-limit": string | undefined;
}

/** `wirewalk record --flow NAME`; returns the exit code. */
export async function runFlow(args: FlowArguments, io: Io): Promise<number> {
  const { output, json, "os-cloud": cloud, "body-limit": limit } = args;
  const bodyLimit = readCount("body-limit", limit);
  const flow = await loadFlow(args.flow, catalog);
  const file = output ?? `${flow.name}.har`;
  const examples = await findExamples({ file, fresh: args.fresh, flow: args.flow, catalog });
  const recording = recordFlow(flow, {
    inputs: pickInputs(flow, args),
    env: io.env,
    file,
    signal: io.interruption(),
    redaction: await toRedaction(args, io, flow.profile),
    adapt: examples?.adapt,
    ...(await toRawFile(file, args["unsafe-raw"], io)),
    ...onlyKnown({ cloud, bodyLimit }),
  });
  const recorded = await withProgress(io, `Recording ${flow.name}`, recording);
  tellChanges(examples, io);
  return reportRecording(recorded, { io, asJson: json, isDebugging: args["debug"] === true });
}
