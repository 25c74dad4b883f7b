import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { Agent, type Dispatcher } from "undici";
import { onTestFinished } from "vitest";

import { type RecorderOptions, createRecorder } from "../../src/record/capture/recorder.ts";
import type { Entry, Trace } from "../../src/trace/model/types.ts";
import { tempFolder } from "./temp-folder.ts";

export interface TestRecording {
  readonly agent: Dispatcher;
  readonly interceptor: Dispatcher.DispatcherComposeInterceptor;
  /** Ends the recording and returns the content of the trace file. */
  readonly entries: () => Promise<readonly Entry[]>;
}

/** An agent whose traffic is recorded without redaction, unless the options request it. */
export async function startRecording(
  options: RecorderOptions = {},
  agentOptions: Agent.Options = {},
): Promise<TestRecording> {
  const folder = await tempFolder();
  const file = join(folder, "trace.har");
  const recorder = createRecorder({ redactor: false, journal: `${file}.journal`, ...options });
  const agent = new Agent(agentOptions);
  onTestFinished(() => agent.destroy());
  return {
    agent: agent.compose(recorder.interceptor),
    interceptor: recorder.interceptor,
    entries: async () => {
      await recorder.save(file);
      // The recorder's own output.
      return (JSON.parse(await readFile(file, "utf8")) as Trace).log.entries;
    },
  };
}

/** The only entry of a recording. */
export async function onlyEntry(recording: TestRecording): Promise<Entry> {
  const entries = await recording.entries();
  const [entry] = entries;
  if (entries.length !== 1 || entry === undefined) throw new Error(`Expected one entry, got ${entries.length}.`);
  return entry;
}
