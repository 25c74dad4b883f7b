import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What this test run shares, by environment variable: workers inherit it, and so do the programs that they start. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  // Two projects of one run share it as well.
  if (process.env["WIREWALK_TEST_RUN"] !== undefined) return undefined;
  const folder = await mkdtemp(join(tmpdir(), "wirewalk-test-run-"));
  process.env["WIREWALK_TEST_RUN"] = folder;
  // Tests start wirewalk from its sources; the next program uses what Node has compiled.
  process.env["NODE_COMPILE_CACHE"] = join(folder, "compiled");
  // Programs that a test kills leave their files there, and reports stay for the browser.
  const temporary = join(folder, "temporary");
  await mkdir(temporary);
  process.env["TMPDIR"] = temporary;
  // Programs that are about to end may still write there.
  return () => rm(folder, { recursive: true, force: true, maxRetries: 20 });
}
