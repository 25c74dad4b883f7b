import type { Dispatcher } from "undici";

import { UserError } from "../errors.ts";
import { onlyKnown } from "../json/only-known.ts";
import type { RedactionPolicy } from "../redact/policy.ts";
import { createRedactor } from "../redact/redactor.ts";
import { joinSessionOf } from "../redact/session/join-session.ts";
import { stabilize } from "../stabilize/stabilize.ts";
import { writeTrace } from "../trace/files/file.ts";
import { journalFileOf } from "../trace/journal/journal-file.ts";
import type { Trace } from "../trace/model/types.ts";
import { learnEnvironment } from "./capture/learn-environment.ts";
import { type Recorder, createRecorder } from "./capture/recorder.ts";
import { openClient } from "./capture/recording-client.ts";
import type { Durability } from "./capture/recording.ts";
import type { SaveSummary, TakenTrace } from "./capture/save.ts";
import { toUnwrittenError } from "./command/unwritten.ts";

export interface RecordOptions {
  /** File of the trace; an existing one is replaced. @default none: the trace is only returned */
  readonly file?: string;
  /**
   * An earlier recording of the same requests: its IDs, times, and tokens are kept if only these changed. @default all
   * values are new
   */
  readonly examples?: Trace | undefined;
  /** Participant id of the client: `shop-frontend`. @default none; pages show "client" */
  readonly client?: string;
  /** Participant IDs of servers, by their URLs: `{ [url]: "shop" }`. @default none: pages show hosts */
  readonly servers?: Readonly<Record<string, string>>;
  /** Longest body kept, in bytes. A longer body is truncated in the trace, never in transit. @default 1048576 */
  readonly bodyLimit?: number;
  /**
   * When a finished exchange is on disk: at the end of its turn of the event loop (in long recordings, soon after), or before the program
   * continues. @default "turn"
   */
  readonly durability?: Durability;
  /** Secrets in addition to those that wirewalk detects by itself. */
  readonly redaction?: RedactionPolicy;
  /** Environment whose values are masked if their names suggest a secret: `process.env`. @default {} */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** The clients that `record` passes to the function. */
export interface RecordedClient {
  /** A recorded `fetch`. Its responses are instances of undici's `Response` class, not of Node's global class. */
  readonly fetch: typeof globalThis.fetch;
  /** undici dispatcher that is recorded, for its `request`, `stream` and `fetch`. Closed when the recording ends. */
  readonly dispatcher: Dispatcher;
}

/** The recorded trace, with secrets masked. */
export interface Recorded<Result> extends Omit<SaveSummary, "file"> {
  readonly trace: Trace;
  /** The return value of the function, unchanged. */
  readonly result: Result;
}

/**
 * Records the HTTP requests of a function, with secrets masked. Nothing else in the process is recorded. Throws what the function throws;
 * `file` still contains its requests until then.
 *
 * @throws UserError if a server's address is not a URL, if the function sent no request, if a secret would still be written, or if the file
 * cannot be written
 */
export async function record<Result>(
  run: (client: RecordedClient) => Promise<Result>,
  options: RecordOptions = {},
): Promise<Recorded<Result>> {
  const recorder = openRecorder(options);
  let result: Result;
  try {
    result = await runRecorded(run, recorder, options);
  } catch (error) {
    if (options.file === undefined || recorder.exchangeCount === 0) await recorder[Symbol.asyncDispose]();
    else await keep(recorder, options);
    throw error;
  }
  if (recorder.exchangeCount > 0) return { ...(await keep(recorder, options)), result };
  await recorder[Symbol.asyncDispose]();
  throw new UserError("The function made no request that could be recorded.", {
    hint: "Use the `fetch` or the `dispatcher` that it gets; `recordCommand` records an entire program.",
  });
}

function openRecorder({ file, client, bodyLimit, durability, redaction, env = {} }: RecordOptions): Recorder {
  const redactor = createRedactor({ policy: joinSessionOf(redaction, env) });
  learnEnvironment(redactor, env);
  return createRecorder({
    redactor,
    ...onlyKnown({ journal: file === undefined ? undefined : journalFileOf(file), client, bodyLimit, durability }),
  });
}

async function runRecorded<Result>(
  run: (client: RecordedClient) => Promise<Result>,
  recorder: Recorder,
  options: RecordOptions,
): Promise<Result> {
  const client = openClient(recorder, options);
  try {
    return await run(client);
  } finally {
    await client[Symbol.asyncDispose]();
  }
}

async function keep(recorder: Recorder, { file, examples }: RecordOptions): Promise<TakenTrace> {
  const take = (): TakenTrace =>
    recorder.take((trace) => (examples === undefined ? trace : stabilize(trace, examples).trace));
  const onWritten = (): Promise<void> => Promise.resolve(recorder[Symbol.asyncDispose]());
  if (file !== undefined) {
    // The journal of a trace that could not be written stays in its place, for `recoverJournal`.
    const taken = take();
    await writeTrace(file, taken.trace, { onWritten }).catch((error: unknown) => {
      throw toUnwrittenError(error, { journal: journalFileOf(file) });
    });
    return taken;
  }
  try {
    return take();
  } finally {
    await onWritten();
  }
}
