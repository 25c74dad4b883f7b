import { chmod, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { expect, test } from "vitest";

import { writeTrace } from "../../src/trace/files/file.ts";
import { inTurn } from "../analyze/an-entry.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { runCli } from "./run-cli.ts";

/** More steps than fit on one page. */
const MANY = 600;

/** A trace with this many exchanges, each with its own path except one; and the path of its first page. */
async function aLongTrace(
  count: number,
  folder?: string,
  left?: number,
): Promise<{ argv: readonly string[]; page: string }> {
  const place = folder ?? (await tempFolder());
  const trace = join(place, "long.har");
  const urls = Array.from({ length: count }, (_, index) => ({
    url: `http://cloud/${"abcd"[index % 4]}/thing${index}`,
  }));
  await writeTrace(trace, inTurn(...urls.filter((_, index) => index !== left)));
  const page = join(place, "long.md");
  return { argv: ["render", trace, "-o", page], page };
}

async function readFurther(page: string): Promise<ReadonlyMap<string, string>> {
  const folder = page.replace(/\.md$/, "");
  const names = await readdir(folder);
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), "utf8")] as const)),
  );
}

function numbersOf(page: string): readonly number[] {
  return Array.from(page.matchAll(/^### \((\d+)\) /gm), ([, number]) => Number(number));
}

test(
  "a very large walkthrough has a first page with the overview, and further pages",
  { timeout: 60_000 },
  async () => {
    const { argv, page } = await aLongTrace(MANY);
    expect(await runCli(argv)).toMatchObject({
      exitCode: 0,
      stderr: expect.stringMatching(/^Wrote \d of .*long\.md and \d further pages\.\n$/) as string,
    });
    const first = await readFile(page, "utf8");
    expect(numbersOf(first)).toEqual([]);
    expect(first.match(/```mermaid/g)).toHaveLength(1);
    const further = await readFurther(page);
    expect(further.size).toBeGreaterThanOrEqual(2);
    const linked = Array.from(first.matchAll(/\]\(\.\/long\/([^)]+)\)/g), ([, name]) => name);
    expect(new Set(linked)).toEqual(new Set(further.keys()));
    const inOrder = linked.map((name) => further.get(name ?? "") ?? "");
    expect(inOrder.flatMap(numbersOf)).toEqual(Array.from({ length: 2 * MANY }, (_, index) => index + 1));
    for (const text of inOrder) {
      expect(text).toContain("](../long.md)");
      for (const [, target = ""] of text.matchAll(/\]\(#([^)]+)\)/g)) expect(text).toContain(`{#${target}}`);
      for (const [, target = ""] of text.matchAll(/\]\(\.\/([^)]+)\)/g)) expect(further.has(target)).toBe(true);
    }
    expect(await runCli(argv)).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining("are up to date") as string,
    });
    expect(await runCli([...argv, "--check"])).toMatchObject({ exitCode: 0 });
  },
);

test("the author's text moves with its step from page to page, and back", { timeout: 60_000 }, async () => {
  const { argv, page } = await aLongTrace(100);
  await runCli(argv);
  const written = (await readFile(page, "utf8"))
    .replace("\n<!-- wirewalk:begin step=get-c-thing42 part=response sum", "\nMy words on 42.\n$&")
    .replace(/(### \(61\) GET \/c\/thing30)/, "$1, by me");
  await writeFile(page, written);
  await aLongTrace(MANY, dirname(page));
  expect((await runCli([...argv, "--check"])).exitCode).toBe(1);
  expect(await readFile(page, "utf8")).toBe(written);

  await runCli(argv);
  const holder = [...(await readFurther(page)).values()].filter((text) => text.includes("My words on 42.\n"));
  expect(holder).toHaveLength(1);
  expect(holder[0]).toMatch(
    /part=request\.io -->\n\nMy words on 42\.\n\n<!-- wirewalk:begin step=get-c-thing42 part=response/,
  );
  expect(holder[0]).toContain("GET /c/thing30, by me");
  expect(await readFile(page, "utf8")).not.toContain("thing42");

  await aLongTrace(100, dirname(page));
  await runCli(argv);
  const back = await readFile(page, "utf8");
  expect(back).toContain("My words on 42.\n");
  expect(numbersOf(back)).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
  expect([...(await readFurther(page)).keys()]).toEqual([]);
});

test("a further page with text of no step stays, and is reported", { timeout: 60_000 }, async () => {
  const { argv, page } = await aLongTrace(MANY);
  await runCli(argv);
  const [name = ""] = (await readFurther(page)).keys();
  const file = join(page.replace(/\.md$/, ""), name);
  await writeFile(file, `${await readFile(file, "utf8")}\n## Mine\n\nOf no step.\n`);
  await aLongTrace(10, dirname(page));
  const { exitCode, stderr } = await runCli(argv);
  expect(exitCode).toBe(1);
  expect(stderr).toContain("is no longer a page of this walkthrough but contains your prose");
  expect(await readFile(file, "utf8")).toContain("Of no step.");
});

test("a page with a new name keeps the author's text once, in its place", { timeout: 60_000 }, async () => {
  const { argv, page } = await aLongTrace(MANY);
  await runCli(argv);
  const second = [...(await readFurther(page)).keys()].find((name) => !name.includes("thing0.")) ?? "";
  const file = join(page.replace(/\.md$/, ""), second);
  const [, first = ""] = /step=get-\w-thing(\d+) part=request /.exec(await readFile(file, "utf8")) ?? [];
  // After a page's own part, after the step that names the page, and after another step.
  const behind = [/^<!-- wirewalk:end part=diagram -->$/m, /^<!-- wirewalk:end step=\S+ part=request -->$/m];
  const other = new RegExp(`^<!-- wirewalk:end step=\\S+thing${Number(first) + 5} part=request -->$`, "m");
  let number = 0;
  const marked = [...behind, other].reduce(
    (text, marker) => text.replace(marker, (end) => `${end}\n\nMy words ${(number += 1)}.`),
    await readFile(file, "utf8"),
  );
  await writeFile(file, marked);
  await aLongTrace(MANY, dirname(page), Number(first));
  for (const round of [1, 2]) {
    const { mtimeMs } = await stat(file);
    const { exitCode, stderr } = await runCli(argv);
    expect((await stat(file)).mtimeMs === mtimeMs).toBe(round === 2);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`${second} is no longer a page of this walkthrough but contains your prose`);
    const all = await readAll(page);
    expect(all.match(/My words \d\./g)?.toSorted()).toEqual(["My words 1.", "My words 2.", "My words 3."]);
    expect(all).toMatch(new RegExp(`end step=\\S+thing${Number(first) + 5} part=request -->\n\nMy words 3\\.`));
    expect(all).toMatch(/orphan step=\S+ part=request [^\n]*\n\nMy words 2\./);
    expect(await readFile(file, "utf8")).toMatch(/part=diagram -->\n\nMy words 1\./);
  }
});

/** The page of a walkthrough that shows a step. */
async function findPageOf(page: string, step: string): Promise<string> {
  for (const [name, text] of await readFurther(page))
    if (text.includes(`<!-- wirewalk:begin step=${step} part=request `)) return join(page.replace(/\.md$/, ""), name);
  throw new Error(`No page shows ${step}.`);
}

async function readAll(page: string): Promise<string> {
  return [await readFile(page, "utf8"), ...(await readFurther(page)).values()].join("");
}

test(
  "`step mv` moves kept text from one page to a step on another, through any of the pages",
  { timeout: 60_000 },
  async () => {
    const { argv, page } = await aLongTrace(MANY);
    await runCli(argv);
    const [early, late] = [await findPageOf(page, "get-c-thing2"), await findPageOf(page, `get-c-thing${MANY - 2}`)];
    expect(early).not.toBe(late);
    const orphan = (step: string, text: string): string =>
      `\r\n<!-- wirewalk:orphan step=${step} part=request.io was="" -->\r\n\r\n${text}\r\n\r\n<!-- wirewalk:orphan-end step=${step} part=request.io -->\r\n`;
    // The first page of a walkthrough that used to be a single page keeps the prose of removed steps.
    const [first, before] = [await readFile(page, "utf8"), await readFile(late, "utf8")];
    const windows = `\uFEFF${(await readFile(early, "utf8")).replaceAll("\n", "\r\n")}`;
    await writeFile(page, first + orphan("gone", "My words.").replaceAll("\r\n", "\n"));
    await writeFile(early, windows + orphan("left", "More\r\nwords."));
    expect((await runCli([...argv, "--check"])).exitCode).toBe(1);

    const moved = await runCli(["step", "mv", "gone", `get-c-thing${MANY - 2}`, page]);
    expect(moved).toEqual({ exitCode: 0, stdout: "", stderr: `Wrote ${late}.\nWrote ${page}.\n` });
    const home = `<!-- wirewalk:end step=get-c-thing${MANY - 2} part=request.io -->\n`;
    expect(await readFile(late, "utf8")).toBe(before.replace(home, `${home}\nMy words.\n`));
    expect(await readFile(page, "utf8")).toBe(`${first}\n`);

    expect(await runCli(["step", "mv", "left", `get-c-thing${MANY - 2}`, late])).toMatchObject({ exitCode: 0 });
    expect(await readFile(early, "utf8")).toBe(`${windows}\r\n`);
    expect(await readFile(late, "utf8")).toBe(before.replace(home, `${home}\nMore\nwords.\n\nMy words.\n`));
    expect((await readAll(page)).match(/words\./g)).toHaveLength(2);
    expect(await runCli(["step", "mv", "left", `get-c-thing${MANY - 2}`, page])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/^The \d pages keep no orphaned prose of step "left"/) as string,
    });
    expect(await runCli(argv)).toMatchObject({ exitCode: 0 });
  },
);

test(
  "`step mv` leaves prose twice, and reports where, if the old page cannot be written",
  { timeout: 60_000 },
  async () => {
    const { argv, page } = await aLongTrace(MANY);
    await runCli(argv);
    const [early, late] = [await findPageOf(page, "get-c-thing2"), await findPageOf(page, `get-c-thing${MANY - 2}`)];
    const home = "<!-- wirewalk:end step=get-c-thing2 part=request.io -->\n";
    await writeFile(early, (await readFile(early, "utf8")).replace(home, `${home}\nMy words.\n`));
    const given = await readFile(early, "utf8");
    await chmod(early, 0o444);
    const failed = await runCli(["step", "mv", "get-c-thing2", `get-c-thing${MANY - 2}`, page]);
    expect(failed.exitCode).toBe(2);
    expect(failed.stderr).toContain(`it is read-only. The moved prose is already in ${late}.\n  Hint: Fix that`);
    expect(await readFile(early, "utf8")).toBe(given);
    expect(await readFile(late, "utf8")).toContain("My words.");
    // If the other page cannot be written, nothing is written.
    await chmod(early, 0o644);
    await chmod(late, 0o444);
    expect((await runCli(["step", "mv", "get-c-thing2", `get-c-thing${MANY - 2}`, page])).stderr).not.toContain(
      "already",
    );
    expect(await readFile(early, "utf8")).toBe(given);
  },
);
