import { mkdirSync, readFileSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, onTestFinished, test } from "vitest";

import { writeTrace } from "../../src/trace/files/file.ts";
import { inTurn } from "../analyze/an-entry.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { type CliOutcome, runCli } from "./run-cli.ts";

describe("wirewalk render --watch", () => {
  test("renders again when the trace, a template, or the page changes, and ignores its own writes", async () => {
    const folder = await tempFolder();
    const trace = join(folder, "t.har");
    const page = join(folder, "docs/page.md");
    const templates = join(folder, "templates");
    mkdirSync(templates);
    mkdirSync(join(folder, "docs"));
    await writeTrace(trace, inTurn({ url: "http://a.example/first" }));
    const watching = watch(["render", trace, "-o", page, "--templates", templates]);
    await watching.renders(1);
    expect(readFileSync(page, "utf8")).toContain("/first");

    await writeTrace(trace, inTurn({ url: "http://a.example/second" }));
    await watching.renders(2);
    expect(readFileSync(page, "utf8")).toContain("/second");

    const text = readFileSync(page, "utf8");
    writeFileSync(page, `${text}\nAn author's sentence.\n`);
    await watching.renders(3);
    expect(readFileSync(page, "utf8")).toContain("An author's sentence.");

    writeFileSync(join(templates, "step.md"), "{{step.no-such-field}}");
    await watching.renders(4);
    writeFileSync(trace, "no trace");
    await watching.renders(5);
    expect(watching.printed()).toContain("is text, neither a HAR file");

    watching.interrupt();
    expect((await watching.outcome).exitCode).toBe(0);
    // One for the start, one for each change, and none for its own files.
    expect(watching.count()).toBe(5);
  });

  test("waits until circular links are fixed", async () => {
    const folder = await tempFolder();
    const [trace, templates, page] = [join(folder, "t.har"), join(folder, "templates"), join(folder, "page.md")];
    await writeTrace(trace, inTurn({ url: "http://a.example/first" }));
    symlinkSync("templates", templates);
    const watching = watch(["render", trace, "-o", page, "--templates", templates]);
    await watching.renders(1);
    unlinkSync(templates);
    mkdirSync(templates);
    await watching.renders(2);
    expect(readFileSync(page, "utf8")).toContain("/first");
    watching.interrupt();
    expect((await watching.outcome).exitCode).toBe(0);
  });

  test("follows the project file, also after an error in it", async () => {
    const folder = await tempFolder();
    const config = join(folder, "wirewalk.config.yaml");
    mkdirSync(join(folder, "traces"));
    await writeTrace(join(folder, "traces/w.har"), inTurn({ url: "http://a.example/first" }));
    writeFileSync(config, "walkthroughs:\n  w: { command: [x], title: One, page: w.md }\n");
    const watching = watch(["render"], folder);
    await watching.renders(1);
    writeFileSync(config, "walkthroughs: [\n");
    await watching.renders(2);
    expect(watching.printed()).toContain("wirewalk.config.yaml");
    writeFileSync(config, "walkthroughs:\n  w: { command: [x], title: Two, page: other.md }\n");
    await watching.renders(3);
    expect(readFileSync(join(folder, "other.md"), "utf8")).toContain("Two");
    watching.interrupt();
    expect((await watching.outcome).exitCode).toBe(0);
  });

  test("requires a page, and is refused with --check", async () => {
    expect(await runCli(["render", "t.har", "--watch"])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("Name the page with -o"),
    });
    expect(await runCli(["render", "t.har", "-o", "t.md", "--watch", "--check"])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("--check"),
    });
  });
});

interface Watching {
  /** Waits until it has rendered this many times. */
  readonly renders: (count: number) => Promise<void>;
  readonly count: () => number;
  readonly printed: () => string;
  readonly interrupt: () => void;
  readonly outcome: Promise<CliOutcome>;
}

/** @param cwd @default that of this process */
function watch(words: readonly string[], cwd?: string): Watching {
  let printed = "";
  let news = Promise.withResolvers<void>();
  const controller = new AbortController();
  onTestFinished(() => controller.abort());
  const count = (): number => printed.split("Waiting for changes").length - 1;
  const onOutput = (text: string): void => {
    printed += text;
    const { resolve } = news;
    news = Promise.withResolvers();
    resolve();
  };
  return {
    renders: async (wanted) => {
      while (count() < wanted) await news.promise;
    },
    count,
    printed: () => printed,
    interrupt: () => controller.abort(),
    outcome: runCli([...words, "--watch"], { onOutput, signal: controller.signal, ...(cwd !== undefined && { cwd }) }),
  };
}
