import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { TARGET_NAMES } from "../../src/page/dialects/targets.ts";
import { writeTrace } from "../../src/trace/files/file.ts";
import { aTrace, anEntry } from "../analyze/an-entry.ts";
import { createProject, run } from "./run-in-project.ts";

/** An image of 8 by 6 pixels with EXIF, text, and bytes after its end, each of which contains SECRET. */
const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAGCAIAAABxZ0isAAAAE3RFWHRDb21tZW50AFNFQ1JFVC1URVhU8UL8ywAAACBpVFh0WE1MOmNvbS5hZG9iZS54bXAAAAAAAFNFQ1JFVC1YTVDl/3ToAAAAPmVYSWZNTQAqAAAACAACAQ4AAgAAAAwAAAAmgpgAAgAAAAwAAAAyAAAAAFNFQ1JFVC1FWElGAFNFQ1JFVC1DT1BZANU5lJIAAAAYSURBVHicY2RgSJZjYMBELAwaDFgBPSQA6UsCEwfdKpkAAAAASUVORK5CYIJTRUNSRVQtVEFJTA==";

async function aProject(settings: string, body: Readonly<Record<string, unknown>> = {}, id = ""): Promise<string> {
  const folder = await createProject(`${settings}\nwalkthroughs: { cover: { trace: t.har, page: p.md } }\n`);
  const entry = anEntry({ url: "http://a.example/cover" });
  const content = { size: 241, mimeType: "image/png", text: PNG, encoding: "base64" as const, ...body };
  await writeTrace(
    join(folder, "t.har"),
    aTrace([{ ...entry, ...(id && { _id: id }), response: { ...entry.response, content } }]),
  );
  return folder;
}

const FILE = "p.get-cover-response.png";

test.each(TARGET_NAMES)("a page of %s shows an image from a file next to it, without its metadata", async (target) => {
  const folder = await aProject(`target: ${target}`);
  expect((await run(folder, "render")).exitCode).toBe(0);
  const page = readFileSync(join(folder, "p.md"), "utf8");
  expect(page).toContain(FILE);
  expect(page).not.toContain("89 50 4e 47");
  expect(readFileSync(join(folder, FILE)).includes("SECRET")).toBe(false);
  expect((await run(folder, "check")).exitCode).toBe(0);
});

test("a URL leads to its image, whatever the name of the step", async () => {
  const folder = await aProject("images: picture", {}, "Größe 50% / 2");
  await run(folder, "render");
  const [, address = ""] = /!\[[^\]]*\]\(\.\/([^)]*)\)/.exec(readFileSync(join(folder, "p.md"), "utf8")) ?? [];
  expect(address).toContain("Gr");
  expect(existsSync(join(folder, decodeURIComponent(address)))).toBe(true);
});

test("check reports a missing or changed image, and render writes it again", async () => {
  const folder = await aProject("images: picture");
  await run(folder, "render");
  rmSync(join(folder, FILE));
  expect(await run(folder, "check")).toMatchObject({ exitCode: 1, stdout: expect.stringContaining(FILE) });
  expect(await run(folder, "render")).toMatchObject({ exitCode: 0, stderr: expect.stringContaining(`wrote ${FILE}`) });
  writeFileSync(join(folder, FILE), "x");
  expect((await run(folder, "check")).exitCode).toBe(1);
});

test("it may be a link, or the bytes", async () => {
  const linked = await aProject("images: link");
  await run(linked, "render");
  expect(readFileSync(join(linked, "p.md"), "utf8")).toMatch(
    /\[image.*png, \d+ bytes\]\(\.\/p\.get-cover-response\.png\)/,
  );
  const bytes = await aProject("images: none");
  await run(bytes, "render");
  expect(readFileSync(join(bytes, "p.md"), "utf8")).toContain("89 50 4e 47");
  expect(existsSync(join(bytes, FILE))).toBe(false);
});

test("images that the page no longer shows are reported by check and removed by render, unless the author's text names them", async () => {
  const folder = await aProject("images: picture");
  const [page, config] = [join(folder, "p.md"), join(folder, "wirewalk.config.yaml")];
  await run(folder, "render");
  const others = ["p.own-response.png", "q.get-cover-response.png", "p.svg"];
  for (const file of others) writeFileSync(join(folder, file), "<svg/>");
  writeFileSync(config, readFileSync(config, "utf8").replace("images: picture", "images: none"));
  const gone = `${FILE} is no longer shown`;
  expect(await run(folder, "check")).toMatchObject({ exitCode: 1, stdout: expect.stringContaining(gone) });
  expect(existsSync(join(folder, FILE))).toBe(true);
  writeFileSync(page, `${readFileSync(page, "utf8")}\nSee ![it](${FILE}).\n`);
  expect((await run(folder, "render")).stderr).not.toContain(gone);
  writeFileSync(config, readFileSync(config, "utf8").replace("images: none", "images: link"));
  await run(folder, "render");
  writeFileSync(page, readFileSync(page, "utf8").replace(/\nSee .*\n/, ""));
  writeFileSync(config, readFileSync(config, "utf8").replace("images: link", "images: none"));
  expect(await run(folder, "render")).toMatchObject({ exitCode: 0, stderr: expect.stringContaining(gone) });
  expect([FILE, ...others].filter((file) => existsSync(join(folder, file)))).toEqual(others);
});

test.each([
  ["a cut one", { _truncated: true, _size: 99_999 }, "Only the beginning was recorded"],
  [
    "a large one",
    { text: Buffer.concat([Buffer.from(PNG, "base64"), Buffer.alloc(600_000)]).toString("base64") },
    "89 50 4e 47",
  ],
  ["what only says that it is one", { text: Buffer.from("\u0000\u0001no picture").toString("base64") }, "00 01 6e 6f"],
])("%s is shown as bytes", async (_name, body, text) => {
  const folder = await aProject("images: picture", body);
  expect((await run(folder, "render")).exitCode).toBe(0);
  expect(readFileSync(join(folder, "p.md"), "utf8")).toContain(text);
  expect(existsSync(join(folder, FILE))).toBe(false);
});

test.each(TARGET_NAMES)(
  "a page of %s has no body if there was none, and reports what is missing if there was one",
  async (target) => {
    const empty = await aProject(`target: ${target}`, { size: 0, text: undefined, encoding: undefined });
    await run(empty, "render");
    expect(readFileSync(join(empty, "p.md"), "utf8")).not.toContain("Body");
    const missing = await aProject(`target: ${target}`, { size: 48_213, text: undefined, encoding: undefined });
    await run(missing, "render");
    expect(readFileSync(join(missing, "p.md"), "utf8")).toContain("48,213 bytes, not in the trace");
  },
);
