import { execFile } from "node:child_process";
import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import packaged from "@sparticuz/chromium";
import { beforeAll, describe, expect, test } from "vitest";

import { renderImages } from "../../src/diagram/image.ts";
import { toMermaid } from "../../src/diagram/mermaid.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { aWalkthrough, exchange, imageAddProject } from "./a-walkthrough.ts";

const seed = toMermaid(imageAddProject);

describe("a batch", { timeout: 60_000 }, () => {
  const labels = [
    "GET /x;a=1#frag",
    "<b>&lt;</b>",
    "/a<br/>b",
    "$$x$$",
    "wrap: x",
    "%%{x}%%",
    "/style:x;y",
    "이미지 🚀",
  ];
  const hostile = aWalkthrough(
    [
      { id: "client", label: "클라이언트" },
      { id: "end", label: "a;b#c" },
    ],
    labels.map((label) => ({ kind: "error", from: "client", to: "end", label })),
  );
  let images: string[];
  beforeAll(async () => {
    const drawn = await renderImages([
      { mermaid: seed, format: "svg" },
      { mermaid: toMermaid(hostile), format: "svg" },
      { mermaid: seed, format: "png" },
      { mermaid: seed, format: "svg" },
    ]);
    images = drawn.map((bytes) => Buffer.from(bytes).toString("latin1"));
  }, 60_000);

  test("comes in the order of its jobs, with what was asked for", () => {
    expect(images.map((image) => image.slice(0, 4))).toEqual(["<svg", "<svg", "\u0089PNG", "<svg"]);
    expect(textsOf(images[0])).toEqual(
      expect.arrayContaining(["openstack-client", "glance-api", "Response: 300 MULTIPLE CHOICES", "1", "10"]),
    );
  });

  test("has the same bytes for the same source, whatever came between", () => {
    expect(images[3]).toBe(images[0]);
  });

  test("shows hostile labels as they were", () => {
    expect(textsOf(images[1])).toEqual(expect.arrayContaining([...labels, "클라이언트", "a;b#c"]));
  });

  test("a PNG is large enough to read", () => {
    const png = Buffer.from(images[2] ?? "", "latin1");
    expect(png.readUInt32BE(16)).toBeGreaterThan(1200);
  });
});

test("the browser that npm brings draws too, the same bytes each time", { timeout: 120_000 }, async () => {
  const browserPath = await packaged.executablePath();
  const [first] = await renderImages([{ mermaid: seed, format: "svg" }], { browserPath });
  const [second] = await renderImages([{ mermaid: seed, format: "svg" }], { browserPath });
  expect(textsOf(Buffer.from(first ?? []).toString("latin1"))).toContain("POST /image/v2/images/{image_id}/members");
  expect(second).toEqual(first);
});

test(
  "more than Mermaid's own 50,000 characters, past which it would draw a picture of an error",
  { timeout: 60_000 },
  async () => {
    const long = aWalkthrough(imageAddProject.participants, [
      ...exchange("glance", `GET /${"a".repeat(50_000)}`, "200 OK"),
      ...exchange("glance", "GET /last", "200 OK"),
    ]);
    const [svg] = await renderImages([{ mermaid: toMermaid(long), format: "svg" }]);
    expect(textsOf(Buffer.from(svg ?? []).toString("latin1"))).toContain("GET /last");
  },
);

test("a diagram that would take minutes is refused before a browser starts", async () => {
  await expect(
    renderImages([{ mermaid: "x".repeat(200_001), format: "svg" }], { browserPath: "/no/such/browser" }),
  ).rejects.toMatchObject({
    name: "UserError",
    message: "The diagram is too long for an image: 200001 characters of Mermaid, at most 200000.",
  });
});

test("no jobs need no browser", async () => {
  expect(await renderImages([], { browserPath: "/no/such/browser" })).toEqual([]);
});

test("what Mermaid cannot read is an error, never a picture of one", { timeout: 60_000 }, async () => {
  const bad = { mermaid: "sequenceDiagram\n  a->>b", format: "png" } as const;
  await expect(renderImages([{ mermaid: seed, format: "svg" }, bad])).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringMatching(/^Mermaid cannot draw diagram 2: Parse error on line 2/),
  });
});

test("a browser that is not there", async () => {
  await expect(
    renderImages([{ mermaid: seed, format: "svg" }], { browserPath: "/no/such/browser" }),
  ).rejects.toMatchObject({ message: 'The browser "/no/such/browser" could not be started.' });
});

test("without mermaid-cli and puppeteer: one line that says what to install", async () => {
  const folder = await tempFolder();
  const source = join(import.meta.dirname, "../../src");
  await cp(join(source, "diagram"), join(folder, "diagram"), { recursive: true });
  await cp(join(source, "errors.ts"), join(folder, "errors.ts"));
  await writeFile(
    join(folder, "draw.mjs"),
    `import { renderImages } from "./diagram/image.ts";
     await renderImages([{ mermaid: "", format: "svg" }]).catch((error) => console.log(error.name, error.hint));`,
  );
  const { stdout } = await promisify(execFile)(process.execPath, ["--no-warnings", join(folder, "draw.mjs")]);
  expect(stdout).toMatch(/^UserError Run `npm i -D @mermaid-js\/mermaid-cli puppeteer`[^\n]*\n$/);
});

/** Texts of an SVG (read as latin1), as a reader sees them. */
function textsOf(svg = ""): readonly string[] {
  const texts = Buffer.from(svg, "latin1")
    .toString()
    .matchAll(/<text[^>]*>(.*?)<\/text>/gs);
  return Array.from(texts, ([, inner = ""]) =>
    inner
      .replace(/<[^>]*>/g, "")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&amp;", "&"),
  );
}
