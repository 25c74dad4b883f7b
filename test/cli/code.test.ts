import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { TARGET_NAMES } from "../../src/page/dialects/targets.ts";
import { createProject, run } from "./run-in-project.ts";

const TRACE = join(import.meta.dirname, "../../traces/gallery/plain.har");

async function aProject(settings: string): Promise<string> {
  const folder = await createProject(`${settings}\nwalkthroughs: { shop: { trace: t.har, page: p.md } }\n`);
  copyFileSync(TRACE, join(folder, "t.har"));
  return folder;
}

test.each(TARGET_NAMES)("a page of %s has a code sample for each request, and none without the key", async (target) => {
  const folder = await aProject(`target: ${target}`);
  expect((await run(folder, "render")).exitCode).toBe(0);
  const plain = readFileSync(join(folder, "p.md"), "utf8");
  const config = readFileSync(join(folder, "wirewalk.config.yaml"), "utf8");
  writeFileSync(join(folder, "wirewalk.config.yaml"), `code: [curl, python]\n${config}`);
  expect((await run(folder, "check")).exitCode).toBe(1);
  expect((await run(folder, "render")).exitCode).toBe(0);
  expect((await run(folder, "check")).exitCode).toBe(0);
  const page = readFileSync(join(folder, "p.md"), "utf8");
  expect(page.match(/import requests$/gm)).toHaveLength(3);
  expect(page.match(/--request POST/g)).toHaveLength(2);
  expect(page).toContain('os.environ["PASSWORD_1"]');
  expect(page.match(/wirewalk:begin/g)).toEqual(plain.match(/wirewalk:begin/g));
  writeFileSync(join(folder, "wirewalk.config.yaml"), config);
  await run(folder, "render");
  expect(readFileSync(join(folder, "p.md"), "utf8")).toBe(plain);
});

test("an unknown language is reported with its line", async () => {
  const folder = await aProject("code: [curl, cobol]");
  expect(await run(folder, "check")).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/line 1: code\.1: .*expected one of curl, python, javascript, go/),
  });
});
