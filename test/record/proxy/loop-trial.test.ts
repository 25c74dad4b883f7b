import { expect, test } from "vitest";

import { LoopTrial, type Verdict } from "../../../src/record/proxy/loop-trial.ts";

/** A clock that only a test moves on. */
function createClock(): { later: (work: () => void, delay: number) => void; to: (time: number) => Promise<void> } {
  let due: { time: number; work: () => void }[] = [];
  let now = 0;
  return {
    later: (work, delay) => void due.push({ time: now + delay, work }),
    to: async (time) => {
      for (;;) {
        const next = due.toSorted((a, b) => a.time - b.time)[0];
        if (next === undefined || next.time > time) break;
        due = due.filter((one) => one !== next);
        now = next.time;
        next.work();
        // What was let go comes back.
        await new Promise((resolve) => setImmediate(resolve));
      }
      now = time;
    },
  };
}

const FOREVER = new AbortController().signal;
/** Longer than any trial. */
const LONG = 60_000;

function start(patience = 1): { trial: LoopTrial; ends: Verdict[]; clock: ReturnType<typeof createClock> } {
  const clock = createClock();
  const ends: Verdict[] = [];
  const trial = new LoopTrial({ patience, later: clock.later, onEnd: (verdict) => void ends.push(verdict) });
  return { trial, ends, clock };
}

test.each([1, 2, 16])("%d connections that come back whenever they are let go are loops", async (count) => {
  const { trial, ends, clock } = start();
  const found: boolean[] = [];
  const comeBack = (): void => {
    void trial.hold(FOREVER).then((isLoop) => (isLoop ? void found.push(isLoop) : comeBack()));
  };
  for (let index = 0; index < count; index += 1) comeBack();
  await clock.to(LONG);
  expect(ends).toEqual(["loop"]);
  expect(found).toHaveLength(count);
});

test("connections of a burst are let go together", async () => {
  const { trial, ends } = start();
  const held = Array.from({ length: 20 }, () => trial.hold(FOREVER));
  expect(ends).toEqual(["undecided"]);
  await Promise.all(held.slice(0, 17));
});

test("a connection without a successor is none of a loop", async () => {
  const { trial, ends, clock } = start();
  const held = trial.hold(FOREVER);
  await clock.to(LONG);
  expect([ends, await held]).toEqual([["none"], false]);
});

test.each(Array.from({ length: 60 }, (_, index) => (index + 1) * 25))(
  "connections that a program opens every %d ms are none of a loop",
  async (period) => {
    const { trial, ends, clock } = start();
    const held: Promise<boolean>[] = [];
    for (let time = 0; ends.length === 0 && time < LONG; time += period) {
      held.push(trial.hold(FOREVER));
      await clock.to(time + period - 1);
    }
    await clock.to(LONG);
    expect(ends).toHaveLength(1);
    expect(new Set(await Promise.all(held))).toEqual(new Set([false]));
  },
);

test("a loop into which more requests come is not decided, rather than none", async () => {
  const { trial, ends, clock } = start();
  const comeBack = (): void => void trial.hold(FOREVER).then(() => ends.length === 0 && comeBack());
  comeBack();
  // Held until 600 ms, let go, and back: then a new one comes.
  await clock.to(620);
  comeBack();
  expect(ends).toEqual(["undecided"]);
});

test("a client that disconnects is not held", async () => {
  const { trial } = start();
  const leaving = new AbortController();
  const held = trial.hold(leaving.signal);
  leaving.abort();
  expect(await held).toBe(false);
});
