import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import { makeSessionKeyText } from "../../src/redact/session/session-key.ts";
import { findWirewalk } from "../helpers/wirewalk-program.ts";
import { runCli } from "./run-cli.ts";

const MAIN = await findWirewalk();
const CALLS = 3;

/** Calls in order, each job with its own, as test runners distribute them: the last of four jobs has none. */
const SCRIPT = `
i=\${1%/*}; n=\${1#*/}; [ "$WIREWALK_SHARD" = "" ] || [ "$WIREWALK_SHARD" = "$1" ] || exit 9
for c in 0 1 2; do
  [ $((c * n / ${CALLS} + 1)) -eq $i ] || continue
  curl -sS -H "Authorization: Bearer $TOKEN" -H "Cookie: sid=s3cr3t-cookie-$c; old=s3cr3t-older-$((c / 2))" "$SHOP/items/$c"
done`;

const CONFIG = `walkthroughs:
  checkout: { command: [sh, run.sh, "{shard}"], trace: checkout.har, page: checkout.md }
`;

let folder: string;
let env: Record<string, string>;
let server: ReturnType<typeof spawn>;

async function run(
  extra: Record<string, string>,
  ...argv: readonly string[]
): Promise<{ exitCode: number; stderr: string }> {
  const program = spawn(process.execPath, [MAIN, ...argv], {
    cwd: folder,
    env: { ...env, ...extra },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  program.stderr.on("data", (data: Buffer) => (stderr += data.toString()));
  const [exitCode] = await once(program, "close");
  return { exitCode: Number(exitCode), stderr };
}

const read = (name: string): Promise<string> => readFile(join(folder, name), "utf8");

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wirewalk-test-"));
  // In a separate process: the recorded program must not share one with the server, whose ports are in no page.
  server = spawn(process.execPath, [
    "-e",
    'require("http").createServer((q, r) => r.end(JSON.stringify({ url: q.url }))).listen(0, "127.0.0.1", function () { console.log(this.address().port); })',
  ]);
  const [port] = (await once(server.stdout ?? server, "data")) as [Buffer];
  await writeFile(join(folder, "run.sh"), SCRIPT);
  await writeFile(join(folder, "wirewalk.config.yaml"), CONFIG);
  env = {
    PATH: process.env["PATH"] ?? "",
    WIREWALK_CONFIG_DIR: folder,
    SHOP: `http://127.0.0.1:${port.toString().trim()}`,
    TOKEN: "s3cr3t-token-of-all",
  };
  expect(await run({}, "record", "checkout")).toMatchObject({ exitCode: 0 });
  expect(await run({}, "render", "checkout")).toMatchObject({ exitCode: 0 });
  for (const name of ["checkout.md", "checkout.har"]) await rename(join(folder, name), join(folder, `whole.${name}`));
});

afterAll(async () => {
  server.kill();
  await rm(folder, { recursive: true, force: true });
});

test("four jobs at a time create the same page as one job; a missing shard is named, and the trace stays", async () => {
  const session = { WIREWALK_SESSION: makeSessionKeyText() };
  const jobs = ["1/4", "2/4", "3/4", "4/4"].map((shard) => run(session, "record", "--shard", shard, "checkout"));
  expect((await Promise.all(jobs)).map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0]);
  expect((await readdir(join(folder, "shards"))).toSorted()).toEqual(
    [1, 2, 3, 4].map((index) => `checkout.${index}-of-4.har`),
  );
  expect(await run(session, "gather", "shards/", "checkout")).toEqual({
    exitCode: 0,
    stderr: "checkout  3 exchanges in checkout.har\n",
  });
  expect(await run({}, "render", "checkout")).toMatchObject({ exitCode: 0 });
  expect(await read("checkout.md")).toBe(await read("whole.checkout.md"));

  const before = await read("checkout.har");
  await rm(join(folder, "shards", "checkout.2-of-4.har"));
  expect(await run(session, "gather", "shards/", "checkout")).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("Of 4 shards, 1 is missing: shard 2 of 4. The trace of checkout stays as it is."),
  });
  expect(await read("checkout.har")).toBe(before);
  // The page made from the other traces reports it.
  expect(await run(session, "gather", "shards/", "-o", "two.har")).toMatchObject({
    exitCode: 0,
    stderr: expect.stringContaining("Note: Of 4 shards, 1 is missing: shard 2 of 4."),
  });
});

test.each([
  [["record", "--shard", "9/8"], '"9/8" is not a shard.'],
  [["record", "--shard", "three"], '"three" is not a shard.'],
  [["record", "--shard", "1/2", "--", "true"], "does not accept --shard"],
])("%j is refused", async (argv, message) => {
  expect(await runCli(argv)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(message) });
});
