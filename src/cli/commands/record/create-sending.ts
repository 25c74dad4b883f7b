import { nameRecorder } from "../../../otlp/name-recorder.ts";
import { createSender } from "../../../otlp/send/deliver.ts";
import { type Endpoint, secretsOf } from "../../../otlp/send/endpoint.ts";
import { type Delivery, type Live, createRejections, sendRest, startLive } from "../../../otlp/send/live.ts";
import { isFile } from "../../../trace/files/is-file.ts";
import { writeFileAtomically } from "../../../trace/files/write-file.ts";
import { followJournal } from "../../../trace/journal/follow-journal.ts";
import type { Trace } from "../../../trace/model/types.ts";
import type { Io } from "../../io.ts";
import { openTraceHere } from "../../open-walkthrough.ts";
import { nameSession } from "../../options/name-session.ts";
import type { SentRecording } from "../../output/tell-delivery.ts";
import { toRequests } from "../push/trace-requests.ts";
import type { Sending } from "./open-sending.ts";

export interface SendingOptions {
  /** The program: `service.name`. */
  readonly name: string;
  /** Whether exchanges may be sent as they finish. */
  readonly isLive: boolean;
  readonly io: Io;
}

export function createSending(endpoint: Endpoint, { name, isLive, io }: SendingOptions): Sending {
  const sender = createSender(endpoint);
  const patience = Math.min(endpoint.timeout, LONGEST_PATIENCE);
  const group = nameSession(io);
  let live: Live | undefined;
  let release = (): void => {};
  const follow = (journal: string): void => {
    const follower = followJournal(journal);
    release = follower.close;
    const recording = { name: nameRecorder(journal), group, client: name, headers: false };
    live = startLive(follower, { ...recording, sender, patience });
  };
  const finish = async (file: string): Promise<SentRecording> => {
    await live?.stop();
    const trace = await openTraceHere(file, io, { isAsRecorded: true });
    const interruption = io.interruption();
    // The signal that ends the recording does not end its delivery, which has its own time limit.
    const signal = interruption.aborted ? new AbortController().signal : interruption;
    const delivery = live === undefined ? await sendWhole(trace, file, signal) : await live.finish(trace, signal);
    return keepUnsent(delivery, { file, endpoint });
  };
  return {
    secrets: secretsOf(endpoint),
    follow: isLive ? follow : undefined,
    finish: (file) => finish(file).finally(close),
    breakOff: async () => {
      await live?.stop();
      await close();
    },
  };

  async function sendWhole(trace: Trace, file: string, signal: AbortSignal): Promise<Delivery> {
    const options = { sender, signal, patience, rejections: createRejections() };
    return sendRest(await toRequests(trace, file, group), { ...options, exchanges: trace.log.entries.length });
  }
  async function close(): Promise<void> {
    release();
    await sender.close();
  }
}

/** Milliseconds: the user is waiting for the recording to end. */
const LONGEST_PATIENCE = 5000;

/** Exchanges that an earlier recording left there have not been sent either. */
async function nameUnsent(file: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const name = `${file}${number === 1 ? "" : `.${number}`}.unsent.jsonl`;
    if (!(await isFile(name))) return name;
  }
}

/** Undelivered exchanges stay next to the trace, ready to be sent. */
async function keepUnsent(
  { unsent, ...delivery }: Delivery,
  { file, endpoint }: { readonly file: string; readonly endpoint: Endpoint },
): Promise<SentRecording> {
  if (delivery.why === "") return { ...delivery, endpoint: endpoint.name };
  const kept = await nameUnsent(file);
  await writeFileAtomically(kept, unsent());
  return { ...delivery, endpoint: endpoint.name, unsent: kept };
}
