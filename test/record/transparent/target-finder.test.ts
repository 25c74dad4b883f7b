import { expect, test } from "vitest";

import { createTargetFinder } from "../../../src/record/transparent/target-finder.ts";

const OWN_PORT = 19_999;
const rest = "00000000:00000000 00:00000000 00000000     0        0 4026 1 0000000000000000 100 0 0 10 0";
const LISTENER = `   0: 0100007F:1F90 00000000:0000 0A ${rest}\n`;
const CLIENT = `   1: 0100007F:D2A8 0100007F:1F90 01 ${rest}\n`;
const CLIENT_PORT = 0xd2_a8;
const UNREADABLE = "too many open files";

/** Each read returns the next text; the last text is repeated. */
function createTables(...texts: readonly string[]) {
  let count = 0;
  const read = async (): Promise<readonly string[]> => {
    count += 1;
    if (texts[count - 1] === UNREADABLE) throw new Error(UNREADABLE);
    return [texts[Math.min(count, texts.length) - 1] ?? ""];
  };
  return { read, count: () => count };
}

test("a connection that is missing in one read, or whose read fails, is found in another one", async () => {
  const { read } = createTables(LISTENER, UNREADABLE, LISTENER + CLIENT);
  const found = await createTargetFinder(OWN_PORT, read).find(CLIENT_PORT);
  expect(found).toEqual({ target: { host: "127.0.0.1", port: 8080 }, isInside: true });
});

test("one that is in none is not searched for endlessly", async () => {
  const { read, count } = createTables(LISTENER);
  expect(await createTargetFinder(OWN_PORT, read).find(CLIENT_PORT)).toBeUndefined();
  expect(count()).toBeLessThan(10);
});

test("connections that arrive together share a read", async () => {
  const { read, count } = createTables(CLIENT);
  const { find } = createTargetFinder(OWN_PORT, read);
  const found = await Promise.all([find(CLIENT_PORT), find(CLIENT_PORT)]);
  expect(found.map((one) => one?.isInside)).toEqual([false, false]);
  expect(count()).toBe(1);
});
