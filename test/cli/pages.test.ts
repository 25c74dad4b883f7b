import { readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { expect, test } from "vitest";

import { writeTrace } from "../../src/trace/file.ts";
import { inTurn } from "../analyze/an-entry.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { runCli } from "./run-cli.ts";

/** A trace of this many exchanges, each of its own path, and where its first page goes. */
async function aLongTrace(count: number, folder?: string): Promise<{ argv: readonly string[]; page: string }> {
  const place = folder ?? (await tempFolder());
  const trace = join(place, "long.har");
  const urls = Array.from({ length: count }, (_, index) => ({
    url: `http://cloud/${"abcd"[index % 4]}/thing${index}`,
  }));
  await writeTrace(trace, inTurn(...urls));
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
    const { argv, page } = await aLongTrace(900);
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
    expect(inOrder.flatMap(numbersOf)).toEqual(Array.from({ length: 1800 }, (_, index) => index + 1));
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

test("what the author wrote goes with its step from page to page, and back", { timeout: 60_000 }, async () => {
  const { argv, page } = await aLongTrace(100);
  await runCli(argv);
  const written = (await readFile(page, "utf8"))
    .replace("\n<!-- wirewalk:begin step=get-c-thing42 part=response sum", "\nMy words on 42.\n$&")
    .replace(/(### \(61\) GET \/c\/thing30)/, "$1, by me");
  await writeFile(page, written);
  await aLongTrace(900, dirname(page));
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

test("a further page with words of no step stays, and is told", { timeout: 60_000 }, async () => {
  const { argv, page } = await aLongTrace(900);
  await runCli(argv);
  const [name = ""] = (await readFurther(page)).keys();
  const file = join(page.replace(/\.md$/, ""), name);
  await writeFile(file, `${await readFile(file, "utf8")}\n## Mine\n\nOf no step.\n`);
  await aLongTrace(10, dirname(page));
  const { exitCode, stderr } = await runCli(argv);
  expect(exitCode).toBe(1);
  expect(stderr).toContain("is no page of it any more, and has text of yours");
  expect(await readFile(file, "utf8")).toContain("Of no step.");
});
