import { UserError } from "../../../errors.ts";
import type { RedactionPolicy } from "../../../redact/policy.ts";
import type { Io } from "../../io.ts";
import type { OtlpArguments } from "../../options/otlp-options.ts";
import type { SentRecording } from "../../output/tell-delivery.ts";

/** Sends a recording while it is in progress. */
export interface Sending {
  /** Values that no trace may contain. */
  readonly secrets: readonly string[];
  /** Undefined if nothing may be sent before the content of the trace is known. */
  readonly follow: ((journal: string) => void) | undefined;
  /** Sends the rest when the trace is written. */
  readonly finish: (file: string) => Promise<SentRecording>;
  /** The recording failed: no more is sent. */
  readonly breakOff: () => Promise<void>;
}

interface SendingArguments extends OtlpArguments {
  readonly rotate?: string | undefined;
  readonly map?: readonly string[] | string | undefined;
  readonly only?: readonly string[] | undefined;
  readonly drop?: readonly string[] | undefined;
}

/** Undefined if nothing is sent, as nearly always: the sender is loaded only if needed. */
export async function openSending(
  args: SendingArguments,
  recording: { readonly name: string; readonly io: Io },
): Promise<Sending | undefined> {
  if (args.otlp === undefined) return undefined;
  if (args.rotate !== undefined) {
    throw new UserError(
      "--otlp cannot be combined with --rotate: it sends one recording, and --rotate writes several.",
      {
        hint: "Use only one of the two. To send the parts after the recording, run `wirewalk push 'app.*.har' --otlp URL`.",
      },
    );
  }
  const [{ readEndpoint }, { createSending }] = await Promise.all([
    import("../../options/read-endpoint.ts"),
    import("./create-sending.ts"),
  ]);
  const endpoint = await readEndpoint(args, recording.io);
  // Omissions and substitutions refer to the exchanges of the trace, not to those of its journal.
  const isLive = args.map === undefined && args.only === undefined && args.drop === undefined;
  return endpoint && createSending(endpoint, { ...recording, isLive });
}

/** A reader of the trace must not be able to send to the endpoint. */
export function withSecrets(policy: RedactionPolicy, sending: Sending | undefined): RedactionPolicy {
  return sending === undefined ? policy : { ...policy, secrets: [...(policy.secrets ?? []), ...sending.secrets] };
}

export async function breakOff(sending: Sending | undefined, error: unknown): Promise<never> {
  await sending?.breakOff();
  throw error;
}
