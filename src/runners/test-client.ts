import type { Dispatcher } from "undici";

import { UserError } from "../errors.ts";
import { onlyKnown } from "../json/only-known.ts";
import { record } from "../record/record.ts";
import { openReplayClient } from "../replay/client.ts";
import { readTrace } from "../trace/files/file.ts";
import { isFile } from "../trace/files/is-file.ts";
import type { Trace } from "../trace/model/types.ts";
import { toMissError } from "./miss-error.ts";
import type { RunnerMode } from "./read-mode.ts";
import { nameFile } from "./tell-hints.ts";
import { readServers, type WalkthroughOptions } from "./walkthrough-options.ts";

/** What a test sends its requests with. */
export interface TestClient {
  readonly fetch: typeof globalThis.fetch;
  readonly dispatcher: Dispatcher;
  /** Ends it; the trace that the page is to show. */
  readonly finish: () => Promise<Trace>;
  /** Closes it, whatever was requested. */
  readonly discard: () => Promise<void>;
}

export interface TestWorld {
  readonly mode: RunnerMode;
  /** File of the trace. */
  readonly trace: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Opens a client for one test: a recorded one, or one that is served from the trace. */
export function openTestClient(options: WalkthroughOptions, world: TestWorld): Promise<TestClient> {
  return world.mode === "replay" ? openReplayed(options, world) : openRecorded(options, world);
}

async function openRecorded(options: WalkthroughOptions, { trace: file, env }: TestWorld): Promise<TestClient> {
  const { client, bodyLimit, redaction } = options;
  const examples = (await isFile(file)) ? await readTrace(file) : undefined;
  const opened = Promise.withResolvers<Pick<TestClient, "fetch" | "dispatcher">>();
  const ended = Promise.withResolvers<void>();
  const settings = { examples, servers: readServers(options), env, ...onlyKnown({ client, bodyLimit, redaction }) };
  const recorded = record(async (one) => {
    opened.resolve(one);
    await ended.promise;
  }, settings);
  // Reported by `finish`, and by this race if the client never opens.
  recorded.catch(() => {});
  const asked = await Promise.race([opened.promise, recorded.then(() => opened.promise)]);
  return {
    ...asked,
    finish: async () => {
      ended.resolve();
      return (await recorded).trace;
    },
    discard: async () => {
      ended.resolve();
      await recorded.catch(() => {});
    },
  };
}

async function openReplayed(options: WalkthroughOptions, { trace: file }: TestWorld): Promise<TestClient> {
  const trace = await readRecordedTrace(file);
  const client = await openReplayClient(trace, readServers(options));
  return {
    fetch: client.fetch,
    dispatcher: client.dispatcher,
    finish: async () => {
      await client[Symbol.asyncDispose]();
      if (client.misses.length > 0) throw toMissError(client.misses, file);
      return trace;
    },
    discard: async () => client[Symbol.asyncDispose](),
  };
}

/** @throws UserError if the test was never recorded */
export async function readRecordedTrace(file: string): Promise<Trace> {
  if (await isFile(file)) return readTrace(file);
  throw new UserError(`Nothing to replay: "${nameFile(file)}" does not exist.`, {
    hint: "Run the test once without WIREWALK=replay to record it.",
  });
}
