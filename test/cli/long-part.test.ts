import { join } from "node:path";

import { expect, test } from "vitest";

import { chooseExchanges } from "../../src/analyze/choose-exchanges.ts";
import { takeBeginning } from "../../src/cli/output/take-beginning.ts";
import { readTrace } from "../../src/trace/files/file.ts";
import { writeLongTrace } from "../helpers/long-trace.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { runCli } from "./run-cli.ts";

const neverInterrupted = (): AbortSignal => new AbortController().signal;

test("any part of a trace that is too long for one diagram can be shown and exported, with its own numbers", async () => {
  const file = join(await tempFolder(), "long.har");
  writeLongTrace(file, { exchanges: 20_010, body: 10 });
  let said = "";
  const output = { write: (text: string | Uint8Array) => (said += text.toString()) };
  const io = {
    stdout: output,
    stderr: output,
    stdin: { readLine: async () => "" },
    env: {},
    interruption: neverInterrupted,
  };
  const { log: all } = takeBeginning(await readTrace(file), file, io);
  expect([all.entries.length, said]).toEqual([10_000, expect.stringContaining("`--from`, `--to`, or `--where`")]);
  const shown = await runCli(["show", file, "--from", "40015", "--to", "40016"]);
  expect(shown.stdout).toMatch(/^ *40015 +│── GET/m);
  expect(shown.stderr).not.toContain("are taken");
  expect((await runCli(["show", file, "40015"])).stdout).toContain("page=20007");
  await runCli(["export", file, "--format", "har", "--from", "40015", "-o", `${file}.part.har`]);
  const { log } = await readTrace(`${file}.part.har`);
  expect(log.entries.map(({ request }) => request.url.replace(/.*=/, ""))).toEqual(["20007", "20008", "20009"]);
});

test("a selection from a long trace is also read entry by entry", async () => {
  const file = join(await tempFolder(), "t.har");
  writeLongTrace(file, { exchanges: 120, body: 10 });
  const trace = await readTrace(file, undefined, { longestWhole: 0 });
  const { trace: chosen, numbers } = chooseExchanges(trace, { where: ["status>=500"] });
  expect(numbers).toEqual([50, 100]);
  expect(Array.from(chosen.log.entries, ({ response }) => response.status)).toEqual([503, 503]);
});
