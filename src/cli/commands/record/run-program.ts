import { basename } from "node:path";

import { catalog } from "../../../flows/catalog.ts";
import { onlyKnown } from "../../../json/only-known.ts";
import { findSettings } from "../../../project/config/find-settings.ts";
import { findProfileAuthorities } from "../../../project/profile-authorities.ts";
import { findExamples } from "../../../project/record/examples.ts";
import { type RecordCommandOptions, type RecordedCommand, recordCommand } from "../../../record/record-command.ts";
import { textAt } from "../../../sequence/text-at.ts";
import { type Io, tell } from "../../io.ts";
import { adaptSelected } from "../../options/adapt-selected.ts";
import { type ExampleArguments, keepsExamples } from "../../options/example-options.ts";
import { type NetworkArguments, toNetworkOptions } from "../../options/network-options.ts";
import { toRawFile } from "../../options/raw-file.ts";
import { readCount } from "../../options/read-count.ts";
import { readSize } from "../../options/read-size.ts";
import { type RedactionArguments, toRedaction } from "../../options/redaction-options.ts";
import { type RotateArguments, toRotation } from "../../options/rotate-options.ts";
import type { SelectArguments } from "../../options/select-options.ts";
import { exitCodeOfRecording } from "../../output/exit-code-of-recording.ts";
import { toJsonLine } from "../../output/json-line.ts";
import { toLinger } from "../../output/left-running.ts";
import { recordTo } from "../../output/record-to.ts";
import { reportBypasses, reportSaved } from "../../output/report-saved.ts";
import { type SentRecording, tellDelivery } from "../../output/tell-delivery.ts";
import { tellChanges } from "../../output/tell-examples.ts";
import { breakOff, openSending, withSecrets } from "./open-sending.ts";
import { showing } from "./showing.ts";

export interface ProgramArguments
  extends
    ExampleArguments,
    NetworkArguments,
    RedactionArguments,
    Omit<RotateArguments, "keep-examples" | "unsafe-raw">,
    SelectArguments {
  readonly output: string | undefined;
  readonly "no-output": boolean;
  readonly as: string | undefined;
  readonly listen: string | undefined;
  readonly "detach-after": string | undefined;
  readonly transparent: boolean;
  readonly open: boolean;
  readonly json: boolean;
  readonly "unsafe-raw": boolean;
  readonly "body-limit": string | undefined;
  readonly durable: boolean;
  readonly otlp?: string | undefined;
  readonly propagate: boolean;
}

/** `wirewalk record -- COMMAND`: stdout is the program's own, and so is the exit code. */
export async function runProgram(argv: readonly string[], args: ProgramArguments, io: Io): Promise<number> {
  return recordTo(args.output, basename(textAt(argv, 0)), async (file) => {
    const record = (): Promise<number> => recordProgram(argv, { ...args, file }, io);
    return args.open ? showing(file, { io, rotate: args.rotate }, record) : record();
  });
}

async function recordProgram(
  argv: readonly string[],
  { file, ...args }: ProgramArguments & { readonly file: string },
  io: Io,
): Promise<number> {
  const rotation = toRotation(args);
  const sending = await openSending(args, { name: args.as ?? basename(textAt(argv, 0)), io });
  const keeps = rotation === undefined && keepsExamples(args);
  const examples = keeps
    ? await findExamples({ file, fresh: args.fresh, rules: await findSettings([file]), catalog })
    : undefined;
  const adapt = adaptSelected(args, examples?.adapt);
  const recorded = await recordCommand(argv, {
    ...toNetworkOptions(args, io),
    authorities: await findProfileAuthorities(catalog.profiles, { env: io.env, argv, cloud: undefined }),
    ...toOptions(args),
    ...outputOf(args, io),
    file,
    ...(await toRawFile(file, args["unsafe-raw"], io)),
    redaction: withSecrets(await toRedaction(args, io, { traces: [file] }), sending),
    adapt,
    ...onlyKnown({ rotation, onJournal: sending?.follow }),
    keepsEarlier: !keeps,
    linger: toLinger("recording", { detachAfter: args["detach-after"], json: args.json }, io),
  }).catch((error: unknown) => breakOff(sending, error));
  if (!args.json) tellChanges(examples, io);
  if (!args.json) report(recorded, io);
  const delivery = await sending?.finish(file);
  if (args.json) io.stderr.write(toJson(recorded, delivery));
  else tellDelivery(delivery, io);
  return recorded.exitCode === 0 ? exitCodeOfRecording(recorded) : recorded.exitCode;
}

function toOptions(args: ProgramArguments): Partial<RecordCommandOptions> {
  const { as: client } = args;
  const bodyLimit = readSize("body-limit", args["body-limit"]);
  const port = readCount("listen", args.listen);
  return {
    transparent: args.transparent,
    propagates: args.propagate,
    ownsProcess: true,
    durability: args.durable ? "exchange" : "turn",
    ...onlyKnown({ client, port, bodyLimit }),
  };
}

function outputOf(args: ProgramArguments, { stdout, stderr }: Io): Pick<RecordCommandOptions, "output"> {
  return args["no-output"] ? {} : { output: { stdout, stderr } };
}

function toJson({ mask: _mask, ...recorded }: RecordedCommand, otlp: SentRecording | undefined): string {
  return toJsonLine({ ...recorded, ...onlyKnown({ otlp }) });
}

function report(recorded: RecordedCommand, io: Io): void {
  if (recorded.notTransparent !== undefined) {
    tell(
      io,
      `The program was recorded through the proxy, because no network namespace could be created: ${recorded.notTransparent}.`,
    );
  }
  reportSaved(recorded, io);
  reportBypasses(recorded.bypasses, io);
  if (recorded.exitCode !== 0) tell(io, `The command exited with ${recorded.exitCode}.`);
}
