import { existsSync, mkdirSync, rmdirSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { makeOnce } from "./built-package.ts";
import { tempFolder } from "./temp-folder.ts";

test("what another process finishes just before the lock is taken is not made again", async () => {
  const run = await tempFolder();
  const [place, lock] = [join(run, "package"), join(run, "package-lock")];
  mkdirSync(lock);
  let made = 0;
  let looks = 0;
  const isMade = (): boolean => {
    const isThere = existsSync(place);
    looks += 1;
    if (looks > 1) return isThere;
    mkdirSync(place);
    rmdirSync(lock);
    return isThere;
  };
  await makeOnce({
    run,
    isMade,
    make: async () => {
      made += 1;
      return await Promise.resolve();
    },
  });
  expect([made, existsSync(lock)]).toEqual([0, false]);
});
