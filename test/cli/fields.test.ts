import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { TARGET_NAMES } from "../../src/page/dialects/targets.ts";
import { anEntry } from "../analyze/an-entry.ts";
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

test("check fails for fields that are not in the document, until they are allowed; render succeeds", async () => {
  const folder = await aProject("fields: true");
  expect((await run(folder, "render")).exitCode).toBe(0);
  const { exitCode, stdout } = await run(folder, "check");
  expect(exitCode).toBe(1);
  expect(stdout).toContain('shape: the response of get-v1-orders-id has /total, which "Orders" does not describe;');
  const lines = readFileSync(join(folder, "p.md"), "utf8").split("\n");
  const places = Array.from(stdout.matchAll(/^p\.md:(\d+): .* has \/(\w+),/gm), ([, line, field]) => [
    lines[Number(line) - 1]?.trim().split(":", 1)[0],
    `"${field}"`,
  ]);
  expect(places).toHaveLength(4);
  for (const [shown, field] of places) expect(shown).toBe(field);
  const config = join(folder, "wirewalk.config.yaml");
  writeFileSync(config, `allowFields: [/total, /status]\n${readFileSync(config, "utf8")}`);
  expect((await run(folder, "check")).exitCode).toBe(0);
});

test.each([
  ["https://docs.example/#/{operationId}", "https://docs.example/#/createOrder"],
  // If the document lacks a part of the URL, the recorded URL stays.
  ["https://docs.example/{tag}/{operationId}", "https://docs.example/orders"],
  ["../reference.html#{method}{path}", "../reference.html#post/v1/orders"],
])("requests link to the reference at %s", async (link, wanted) => {
  const folder = await createProject(
    `openapi: { file: api.yaml, link: "${link}" }\nwalkthroughs: { shop: { trace: t.har, page: p.md } }\n`,
  );
  copyFileSync(join(import.meta.dirname, "../../traces/gallery/plain.har"), join(folder, "t.har"));
  copyFileSync(join(import.meta.dirname, "orders-api.txt"), join(folder, "api.yaml"));
  expect((await run(folder, "render")).exitCode).toBe(0);
  expect(readFileSync(join(folder, "p.md"), "utf8")).toContain(`[Create an order](${wanted})`);
});

test.each(["https://x.example/{id}", "javascript:alert(1)", "https://x.example/a b"])(
  "a link of %s is refused with its line",
  async (link) => {
    const folder = await createProject(`openapi:\n  - file: api.yaml\n    link: "${link}"\nwalkthroughs: { a: {} }\n`);
    const { exitCode, stderr } = await run(folder, "check");
    expect(exitCode).toBe(2);
    expect(stderr).toContain("line ");
  },
);

test("fields of forms and headers of responses are described too", async () => {
  const folder = await createProject(
    "openapi: api.yaml\nfields: true\nwalkthroughs: { shop: { trace: t.har, page: p.md, target: gfm } }\n",
  );
  const response = { headers: { ETag: { description: "Its version" }, "X-None": { description: "Never" } } };
  const form = {
    schema: { properties: { caption: { description: "What it `shows`, or `a|b`" }, file: { description: "A PNG" } } },
  };
  const post = { requestBody: { content: { "multipart/form-data": form } }, responses: { 200: response } };
  const document = { openapi: "3.1.0", info: { title: "Photos" }, paths: { "/photos": { post } } };
  writeFileSync(join(folder, "api.yaml"), JSON.stringify(document));
  const part = (head: string, value: string) => `--cut\r\nContent-Disposition: form-data; ${head}\r\n\r\n${value}\r\n`;
  const text = `${part('name="caption"', "A wheel")}${part('name="file"; filename="w.png"', "x")}${part('name="more"', "1")}--cut--\r\n`;
  const { request, response: answer, ...entry } = anEntry({ url: "http://cloud/photos", method: "POST" });
  const postData = { mimeType: "multipart/form-data; boundary=cut", text };
  const headers = [{ name: "etag", value: "v7" }];
  const entries = [{ ...entry, request: { ...request, postData }, response: { ...answer, headers } }];
  writeFileSync(join(folder, "t.har"), JSON.stringify({ log: { version: "1.2", entries } }));
  expect((await run(folder, "render")).exitCode).toBe(0);
  const page = readFileSync(join(folder, "p.md"), "utf8");
  expect(page).toContain(
    "| caption | form | A wheel | What it `shows`, or &#96;a&#124;b&#96; |\n| file | form | w.png | A PNG |\n",
  );
  expect(page).toContain("| ETag | header | v7 | Its version |");
  expect(page).not.toContain("Never");
  const { exitCode, stdout } = await run(folder, "check");
  expect({ exitCode, fields: stdout.match(/has \S+,/g) }).toEqual({ exitCode: 1, fields: ["has /more,"] });
});
