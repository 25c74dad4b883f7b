import { spawnSync } from "node:child_process";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { writeTrace } from "../../src/trace/files/file.ts";
import type { Exchange } from "../../src/trace/journal/exchange.ts";
import { createJournal, journalFileOf } from "../../src/trace/journal/journal-file.ts";
import { readJournal } from "../../src/trace/journal/read-journal.ts";
import { createSessionFolder, journalIn } from "../../src/trace/journal/session-folder.ts";
import { anExchange } from "../helpers/an-exchange.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { type CliOutcome, runCli } from "./run-cli.ts";

describe("wirewalk show --watch", () => {
  test("prints each exchange when it has finished, and the summary when the trace exists", async () => {
    const file = join(await tempFolder(), "images.har");
    const watching = watch(file);
    await watching.sees("Waiting for exchanges of");

    const journal = openJournal(journalFileOf(file));
    journal.append(finished(1, { url: "http://glance/v2/images" }));
    await watching.sees("GET /v2/images\n");
    journal.append(finished(2, { method: "DELETE", url: "http://glance/v2/tasks", status: 404 }));
    await watching.sees("DELETE /v2/tasks\n");

    await writeTrace(file, readJournal(journal.file));
    journal.remove();
    const { exitCode, stdout } = await watching.outcome;
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: [
        "   1      13.9         0  glance  200  GET /v2/images",
        "   2      13.9         0  glance  404  DELETE /v2/tasks",
        "2 exchanges; no secrets found.",
        "",
      ].join("\n"),
    });
  });

  test("with a journal, prints exchanges that finish out of order once each, and the last one from the trace", async () => {
    const file = join(await tempFolder(), "images.har");
    const journal = openJournal(journalFileOf(file));
    const watching = watch(journal.file);
    journal.append(finished(2, { url: "http://glance/second" }));
    await watching.sees("/second\n");
    journal.append(finished(1, { url: "http://glance/first" }));
    await watching.sees("/first\n");
    const whole = openJournal(join(await tempFolder(), "whole.journal"));
    for (const url of ["first", "second", "third"]) {
      whole.append(finished(url.length + 9, { url: `http://glance/${url}`, method: url === "third" ? "PUT" : "GET" }));
    }
    whole.flush();
    await writeTrace(file, readJournal(whole.file));
    journal.remove();
    const { stdout } = await watching.outcome;
    expect(Array.from(stdout.matchAll(/^ *(\d+) .* (\/\w+)$/gm), ([, number, path]) => `${number} ${path}`)).toEqual([
      "1 /second",
      "2 /first",
      "3 /third",
    ]);
    expect(stdout).toContain("3 exchanges;");
  });

  test("follows the journals of several processes", async () => {
    const file = join(await tempFolder(), "app.har");
    createSessionFolder(`${file}.journals`);
    const watching = watch(file);
    openJournal(journalIn(`${file}.journals`, "proxy")).append(finished(1, { url: "http://a/one" }));
    await watching.sees("/one\n");
    openJournal(journalIn(`${file}.journals`, "node-1")).append(finished(1, { url: "http://a/two", wait: 1 }));
    await watching.sees("/two\n");
    watching.interrupt();
    const { exitCode, stdout, stderr } = await watching.outcome;
    expect({ exitCode, lines: stdout.split("\n").length }).toEqual({ exitCode: 0, lines: 3 });
    expect(stderr).toContain("2 exchanges so far.\n");
  });

  test("waits until an existing trace is replaced", async () => {
    const folder = await tempFolder();
    const file = join(folder, "images.har");
    const journal = openJournal(join(folder, "other.journal"));
    journal.append(finished(1, { url: "http://glance/old" }));
    journal.flush();
    await writeTrace(file, readJournal(journal.file));
    const watching = watch(file);
    await watching.sees("Waiting");
    journal.append(finished(2, { url: "http://glance/new" }));
    journal.flush();
    await writeTrace(file, readJournal(journal.file));
    expect((await watching.outcome).stdout).toMatch(/GET \/old\n.*GET \/new\n2 exchanges; no secrets found.\n$/);
  });

  test("Ctrl-C ends it, also if nothing was recorded", async () => {
    const watching = watch(join(await tempFolder(), "nothing.har"));
    await watching.sees("Waiting");
    watching.interrupt();
    expect(await watching.outcome).toMatchObject({ exitCode: 0, stdout: "" });
  });

  test("reports that the recording was interrupted, and how to keep the exchanges", async () => {
    const file = join(await tempFolder(), "images.har");
    const { pid } = spawnSync("true");
    openJournal(journalFileOf(file), pid).append(finished(1, { url: "http://glance/last" }));
    const { exitCode, stdout, stderr } = await watch(file).outcome;
    expect(stdout).toContain("/last\n");
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringContaining(`was interrupted.\n  Hint: Run \`wirewalk recover ${file}.journal\` to rebuild`),
    });
  });

  test("reports that the recording ended without a trace", async () => {
    const file = join(await tempFolder(), "images.har");
    const watching = watch(file);
    await watching.sees("Waiting");
    const journal = openJournal(journalFileOf(file));
    journal.append(finished(1, { url: "http://glance/some" }));
    await watching.sees("/some\n");
    journal.remove();
    expect(await watching.outcome).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("ended without writing"),
    });
  });

  test("does not show a possible secret in a path", async () => {
    const file = join(await tempFolder(), "images.har");
    const watching = watch(file);
    const journal = openJournal(journalFileOf(file));
    journal.append(finished(1, { url: "http://glance/v2.1/reset/s3cretive/now" }));
    await watching.sees("/now\n");
    watching.interrupt();
    const { stdout } = await watching.outcome;
    expect(stdout).toContain("GET /v2.1/reset/…/now");
    expect(stdout).not.toContain("s3cretive");
  });

  test("is refused with options that show a single moment", async () => {
    expect(await runCli(["show", "x.har", "--watch", "--json"])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("--watch"),
    });
  });
});

interface Watching {
  /** Waits until this text has been printed. */
  readonly sees: (text: string) => Promise<void>;
  readonly interrupt: () => void;
  readonly outcome: Promise<CliOutcome>;
}

function watch(file: string): Watching {
  let printed = "";
  let waiting: { readonly text: string; readonly resolve: () => void }[] = [];
  const controller = new AbortController();
  const onOutput = (text: string): void => {
    printed += text;
    for (const { resolve } of waiting.filter((one) => printed.includes(one.text))) resolve();
    waiting = waiting.filter((one) => !printed.includes(one.text));
  };
  return {
    sees: async (text) => {
      if (printed.includes(text)) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.push({ text, resolve });
      await promise;
    },
    interrupt: () => controller.abort(),
    outcome: runCli(["show", file, "--watch"], { onOutput, signal: controller.signal }),
  };
}

function openJournal(file: string, pid = process.pid): ReturnType<typeof createJournal> {
  return createJournal(
    file,
    { wirewalkJournal: 1, pid },
    {
      onError: (error) => {
        throw error;
      },
    },
  );
}

function finished(seq: number, parts: Partial<Exchange>): Exchange {
  return anExchange({ seq, startedAt: 1_763_892_000_000 + seq * 100, ...parts });
}
