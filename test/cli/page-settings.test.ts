import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { expect, test } from "vitest";

import { writeTrace } from "../../src/trace/files/file.ts";
import { anEntry, aTrace } from "../analyze/an-entry.ts";
import { createProject, run } from "./run-in-project.ts";

const BASE = "http://127.0.0.1:8101";

/** A project with one walkthrough, `w`, of one call with common headers and a list in its response. */
async function aProject(settings: string): Promise<string> {
  const folder = await createProject(`${settings}\nwalkthroughs: { w: {} }\n`);
  const entry = anEntry({ url: `${BASE}/books`, answer: { items: [{ id: 1 }, { id: 2 }, { id: 3 }] } });
  const names = { Date: "Wed, 25 Nov 2026 21:34:25 GMT", "X-Trace": "7", "Content-Type": "application/json" };
  const headers = Object.entries(names).map(([name, value]) => ({ name, value }));
  const file = join(folder, "traces/w.har");
  mkdirSync(dirname(file), { recursive: true });
  await writeTrace(
    file,
    aTrace([
      {
        ...entry,
        request: { ...entry.request, headers: [{ name: "Host", value: "127.0.0.1:8101" }] },
        response: { ...entry.response, headers },
      },
    ]),
  );
  return folder;
}

async function render(folder: string): Promise<string> {
  expect((await run(folder, "render")).exitCode).toBe(0);
  expect((await run(folder, "check")).exitCode).toBe(0);
  return readFileSync(join(folder, "docs/w.md"), "utf8");
}

test("headers of every message are not on the page, but in show and the report", async () => {
  const folder = await aProject("");
  const page = await render(folder);
  expect(page).toContain("X-Trace: 7");
  expect(page).toContain("only common headers");
  expect(page).not.toMatch(/^ *(?:Date|Host): /m);
  expect((await run(folder, "show", "w", "--step", "2")).stdout).toContain("Date: Wed");
  const { stdout } = await run(folder, "export", "w", "--format", "html");
  expect(stdout).toContain("Wed, 25 Nov 2026");
});

test("headers sets which are shown", async () => {
  const page = await render(await aProject("headers: { show: [date], hide: [X-*] }"));
  expect(page).toContain("Date: Wed");
  expect(page).not.toContain("X-Trace");
});

test("servers puts the public URL on page and diagram, also with render TRACE", async () => {
  const folder = await aProject(`servers: { "${BASE}": "https://api.example.com" }`);
  const page = await render(folder);
  expect(page).toContain('title="GET https://api.example.com/books"');
  expect(page).toContain("participant host_127_0_0_1_8101 as api.example.com");
  expect(page).not.toContain("127.0.0.1");
  expect((await run(folder, "render", "traces/w.har")).stdout).toContain("https://api.example.com/books");
  expect((await run(folder, "diagram", "w")).stdout).toContain("api.example.com");
  expect((await run(folder, "show", "w")).stdout).toContain("127.0.0.1:8101");
});

test("fold shows the first items of a list", async () => {
  const page = await render(await aProject("fold: [/items]"));
  expect(page).toContain("// … 2 more");
  expect(page).not.toContain('"id": 2');
});

test.each([
  ["headers: { hid: [X] }", "unknown key"],
  ["headers: { hide: [a b] }", "expected the name of a header"],
  ["servers: { 127.0.0.1: https://a.example }", "expected a base URL"],
  ['servers: { "http://a": b.example }', "expected a base URL"],
  ["fold: [items]", "expected a JSON pointer"],
])("%j is reported on its line", async (settings, message) => {
  const { exitCode, stderr } = await run(await aProject(settings), "render");
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/line 1/);
  expect(stderr).toContain(message);
});
