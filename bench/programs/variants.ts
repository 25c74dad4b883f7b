import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Agent, type Dispatcher, SnapshotAgent } from "undici";

import { createRecorder } from "../../src/record/capture/recorder.ts";
import { createBareCopy } from "./bare-copy.ts";

export interface Variant {
  readonly dispatcher: Dispatcher;
  /** Ends the recording, with its output written. */
  readonly finish: () => Promise<void>;
}

/** A dispatcher with one of the compared recorders. */
export function createVariant(name: string, options: Agent.Options): Variant {
  const folder = mkdtempSync(join(tmpdir(), "wirewalk-bench-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  if (name === "bare") return { dispatcher: new Agent(options), finish: async () => remove() };
  if (name === "SnapshotAgent") {
    process.removeAllListeners("warning");
    const dispatcher = new SnapshotAgent({ ...options, mode: "record", snapshotPath: join(folder, "snapshots.json") });
    return {
      dispatcher,
      finish: async () => {
        await dispatcher.saveSnapshots();
        remove();
      },
    };
  }
  if (name === "bare copy") {
    const { interceptor, end } = createBareCopy(join(folder, "bytes"));
    return {
      dispatcher: new Agent(options).compose(interceptor),
      finish: async () => {
        end();
        remove();
      },
    };
  }
  const file = join(folder, "trace.har");
  const isMasked = !name.includes("redaction off");
  const recorder = createRecorder({
    journal: `${file}.journal`,
    ...(!isMasked && { redactor: false as const }),
    ...(name.includes("no worker") && { workerAfter: Number.POSITIVE_INFINITY }),
  });
  return {
    dispatcher: new Agent(options).compose(recorder.interceptor),
    finish: async () => {
      await recorder.save(file);
      remove();
    },
  };
}
