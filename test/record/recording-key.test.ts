import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

import { request } from "undici";
import { expect, test } from "vitest";

import { record } from "../../src/record/record.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { startTestServer } from "../helpers/test-server.ts";

const FOLDERS = [`/run/user/${process.getuid?.()}`, "/dev/shm"].filter(existsSync);

/** Keys in memory that belong to a journal. */
function keysOf(inode: number): string[] {
  return FOLDERS.flatMap((folder) => readdirSync(folder)).filter((name) => name.endsWith(`-${inode}.key`));
}

test.skipIf(FOLDERS.length === 0)("a recording that ends leaves no key in memory", async () => {
  const url = await startTestServer((_request, response) => {
    response.end('{"token":"t0k-5ecret-1"}');
  });
  const file = join(await tempFolder(), "a.har");
  const { result: inode } = await record(
    async ({ dispatcher }) => {
      const { body } = await request(url, { dispatcher, headers: { "X-Auth-Token": "t0k-5ecret-2" } });
      await body.dump();
      const { ino } = statSync(`${file}.journal`);
      await expect.poll(() => keysOf(ino)).toHaveLength(1);
      return ino;
    },
    { file },
  );
  expect(keysOf(inode)).toEqual([]);
});
