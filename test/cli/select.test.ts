import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import type { inTurn } from "../analyze/an-entry.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { startTestServer } from "../helpers/test-server.ts";
import { aBrowserTrace } from "../trace/choose/browser-trace.ts";
import { createProject, run } from "./run-in-project.ts";

const headingsIn = (page: string): number => page.match(/^### /gm)?.length ?? 0;

async function aFolder(): Promise<string> {
  const folder = await tempFolder();
  writeFileSync(join(folder, "b.har"), JSON.stringify(aBrowserTrace()));
  return folder;
}

test("the page of a browser's HAR has the calls, and one line about the omitted ones and the key that shows them", async () => {
  const folder = await aFolder();
  const { stdout } = await run(folder, "render", "b.har");
  expect(headingsIn(stdout)).toBe(10);
  expect(stdout.match(/^.* exchanges of the browser itself .*/gm)).toEqual([
    "28 exchanges of the browser itself are not shown: scripts 12, pictures 9, styles 3, analytics 2, fonts 1, preflights 1. `drop: []` in the project file shows them.",
  ]);
  expect(headingsIn((await run(folder, "render", "b.har", "--drop", "none")).stdout)).toBeGreaterThan(60);
});

test.for([
  ["render", ["render", "b.har"], "/v1/cart/items/{item_id}"],
  ["show", ["show", "b.har"], "/v1/cart/items/{item_id}"],
  ["diagram", ["diagram", "b.har"], "/v1/cart/items/{item_id}"],
  ["export", ["export", "b.har", "--format", "http"], "/v1/cart/items/7"],
] as const)("%s accepts --only and --drop", async ([, argv, path]) => {
  const folder = await aFolder();
  const { exitCode, stdout } = await run(
    folder,
    ...argv,
    "--only",
    "host=api.*",
    "--drop",
    "method=OPTIONS",
    "--drop",
    "status=201",
  );
  expect(exitCode).toBe(0);
  expect(stdout).toContain(path);
  expect(stdout).not.toMatch(/POST|OPTIONS|gone\.js|collect/);
});

test("share accepts rules and numbers of arrows", async () => {
  const folder = await aFolder();
  for (const only of [["host=api.* method=DELETE"], ["host=api.* method=DELETE", "2"]]) {
    const outcome = await run(folder, "share", "b.har", "-o", "b.zip", ...only.flatMap((one) => ["--only", one]));
    expect(outcome).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("1 exchange;") });
  }
  expect(await run(folder, "share", "b.har", "-o", "c.zip", "--only", "hst=a")).toMatchObject({ exitCode: 2 });
});

test("settings of the project apply to its pages, and options of the command line replace them", async () => {
  const folder = await createProject(
    "drop: [status=404]\nwalkthroughs:\n  w: { trace: b.har, only: [{ host: api.shop.example }], drop: [method=OPTIONS] }\n",
  );
  writeFileSync(join(folder, "b.har"), JSON.stringify(aBrowserTrace()));
  expect((await run(folder, "render")).exitCode).toBe(0);
  expect(headingsIn(readFileSync(join(folder, "docs/w.md"), "utf8"))).toBe(6);
  expect((await run(folder, "check")).exitCode).toBe(0);
  expect((await run(folder, "show", "w")).stdout).toContain("3 exchanges;");
  expect((await run(folder, "show", "w", "--drop", "none")).stdout).toContain("33 exchanges;");
});

test.for([
  ["drop: [hst=3]", "drop.0: is not a condition on exchanges; write one like path=/v1/**"],
  ["drop: [{ hst: 3 }]", "unknown key"],
  ["only: []", "only"],
  ["drop: [{ status: nine }]", "is not a condition on exchanges"],
] as const)("%j is reported on its line", async ([setting, message]) => {
  const folder = await createProject(`${setting}\nwalkthroughs: { w: { trace: b.har } }\n`);
  const { exitCode, stderr } = await run(folder, "render");
  expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining("line 1") });
  expect(stderr).toContain(message);
});

test("a recording keeps the selected exchanges, and reports how many are not in it", async () => {
  const url = await startTestServer((_, response) => response.end("fine"));
  const folder = await tempFolder();
  const program = [
    process.execPath,
    "-e",
    `(async () => { for (const p of ["a", "b", "c"]) await (await fetch("${url}/" + p)).text(); })()`,
  ];
  const line = (...options: string[]): string[] => ["record", "-o", "w.har", ...options, "--", ...program];
  expect((await run(folder, ...line("--drop", "path=/b"))).exitCode).toBe(0);
  const { log } = JSON.parse(readFileSync(join(folder, "w.har"), "utf8")) as ReturnType<typeof inTurn>;
  expect(log.entries.map(({ request }) => new URL(request.url).pathname)).toEqual(["/a", "/c"]);
  expect(log._wirewalk?.missing).toEqual([
    { kind: "left-out", reason: "exchanges excluded by --only or --drop", count: 1 },
  ]);
  expect((await run(folder, ...line("--drop", "pth=/b"))).stderr).toContain("is not a condition");
  const none = await run(folder, ...line("--only", "path=/nothing"));
  expect(none).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("No exchanges remain") });
  expect(await run(folder, "show", "w.har")).toMatchObject({ stdout: expect.stringContaining("2 exchanges") });
});
