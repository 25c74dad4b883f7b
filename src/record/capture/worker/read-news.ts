import { receiveMessageOnPort } from "node:worker_threads";

import type { FaultReport } from "../fault.ts";
import { WORD } from "./ring.ts";
import type { StartedWorker, WorkerNews } from "./start-worker.ts";
import type { Telling } from "./telling.ts";

/** What the worker has learned, and what went wrong there. */
export interface NewsReader {
  readonly take: () => void;
  readonly takeIfNew: () => void;
  /** Whether the worker has ended, as far as the last look shows. */
  readonly isEnd: () => boolean;
}

export function createNewsReader({ words, port }: StartedWorker, telling: Telling, faults: FaultReport): NewsReader {
  let seen = 0;
  const take = (): void => {
    seen = Atomics.load(words, WORD.news);
    for (let got = receiveMessageOnPort(port); got !== undefined; got = receiveMessageOnPort(port)) {
      // Sent by recording-worker.ts.
      const { state, fault, note, lost } = got.message as WorkerNews;
      if (state !== undefined) telling.take(state);
      if (note !== undefined) faults.note(note);
      if (fault === undefined) continue;
      if (lost === undefined) faults.report(new Error(fault));
      else faults.breakOff(new Error(fault), lost);
    }
    telling.note();
  };
  return {
    take,
    takeIfNew: () => {
      if (Atomics.load(words, WORD.news) !== seen) take();
    },
    isEnd: () => seen === -1,
  };
}
