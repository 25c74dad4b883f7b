import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { TARGET_NAMES } from "../../src/page/dialects/targets.ts";
import { createProject, run } from "./run-in-project.ts";

async function aProject(settings: string): Promise<string> {
  const folder = await createProject(
    `openapi: api.yaml\n${settings}\nwalkthroughs: { shop: { trace: t.har, page: p.md } }\n`,
  );
  copyFileSync(join(import.meta.dirname, "../../traces/gallery/plain.har"), join(folder, "t.har"));
  copyFileSync(join(import.meta.dirname, "orders-api.txt"), join(folder, "api.yaml"));
  return folder;
}

test.each(TARGET_NAMES)("a page of %s has tables of parameters and fields, with recorded examples", async (target) => {
  const folder = await aProject(`target: ${target}\nfields: true\nallowFields: [/status, /total]`);
  expect((await run(folder, "render")).exitCode).toBe(0);
  expect((await run(folder, "check")).exitCode).toBe(0);
  const page = readFileSync(join(folder, "p.md"), "utf8");
  expect(page).toContain("https://docs.example/orders");
  expect(page.match(/Title of the book/g)).toHaveLength(1);
  expect(page).toMatch(/\| ?order(?:\\?_|&#95;)id\s*\| ?path\s*\| ?3f2b8c1e-7a54/);
  expect(page.match(/Its id/g)).toHaveLength(2);
});

test("check fails for fields that the document does not know, until they are allowed; render does not mind", async () => {
  const folder = await aProject("fields: true");
  expect((await run(folder, "render")).exitCode).toBe(0);
  const { exitCode, stdout } = await run(folder, "check");
  expect(exitCode).toBe(1);
  expect(stdout).toContain(
    'p.md:1: shape: the response of get-v1-orders-id has /total, which "Orders" does not describe;',
  );
  const config = join(folder, "wirewalk.config.yaml");
  writeFileSync(config, `allowFields: [/total, /status]\n${readFileSync(config, "utf8")}`);
  expect((await run(folder, "check")).exitCode).toBe(0);
});
