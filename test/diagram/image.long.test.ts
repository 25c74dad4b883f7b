import { execFile } from "node:child_process";
import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import packaged from "@sparticuz/chromium";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";

import { type ImageJob, renderImages } from "../../src/diagram/image.ts";
import { openBrowser } from "../../src/diagram/mermaid/browser.ts";
import { type MermaidPage, openMermaidPage } from "../../src/diagram/mermaid/mermaid-page.ts";
import type { SequenceArrow } from "../../src/diagram/sequence-diagram.ts";
import { toSequenceDiagram } from "../../src/diagram/to-sequence-diagram.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { aWalkthrough, exchange, imageAddProject } from "./a-walkthrough.ts";
import { textsOf } from "./svg/read-svg.ts";

const caption = { title: "A picture of <Keystone> & Glance", description: "(1) a to b", language: "en" };
const seed: ImageJob = { sequence: toSequenceDiagram(imageAddProject), format: "svg", caption };

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
  const others = ["dark", "auto", "light"].flatMap((theme): ImageJob[] => [
    { ...seed, theme: theme as ImageJob["theme"] },
    { ...seed, sequence: toSequenceDiagram(hostile) },
  ]);
  let images: readonly (string | Uint8Array)[];
  beforeAll(async () => {
    const jobs: ImageJob[] = [
      seed,
      { ...seed, sequence: toSequenceDiagram(hostile) },
      { ...seed, format: "png" },
      { ...seed, format: "png", theme: "dark" },
      ...others,
      ...others,
      ...others,
      seed,
    ];
    ({ images } = await renderImages(jobs));
  }, 60_000);

  test("is returned in the order of its jobs, with the requested options", () => {
    expect(images.slice(0, 4).map((image) => startOf(image))).toEqual(["<svg", "<svg", "\u0089PNG", "\u0089PNG"]);
    expect(textsOf(images[0])).toEqual(
      expect.arrayContaining(["openstack-client", "glance-api", "Response: 300 MULTIPLE CHOICES", "1", "10"]),
    );
  });

  test("has the same bytes for the same source: the first, the last of many, and one drawn alone", async () => {
    expect(images.length).toBeGreaterThanOrEqual(20);
    expect(images.at(-1)).toBe(images[0]);
    const alone = await renderImages([seed]);
    expect(alone.images[0]).toBe(images[0]);
  });

  test("shows hostile labels unchanged", () => {
    expect(textsOf(images[1])).toEqual(expect.arrayContaining([...labels, "클라이언트", "a;b#c"]));
  });

  test("a PNG is large enough to read, and dark if requested", () => {
    for (const png of [images[2], images[3]]) expect(Buffer.from(png ?? "").readUInt32BE(16)).toBeGreaterThan(1200);
    expect(images[3]).not.toEqual(images[2]);
  });

  test("describes the image in words", () => {
    expect(images[0]).toContain('role="img" aria-roledescription="sequence" aria-labelledby="wirewalk-title"');
    expect(images[0]).toContain('<title id="wirewalk-title">A picture of &lt;Keystone&gt; &amp; Glance</title>');
    expect(images[0]).toContain('<desc id="wirewalk-desc">(1) a to b</desc>');
  });
});

test("the colors follow the page that shows an SVG, unless one theme was requested", { timeout: 60_000 }, async () => {
  const jobs: ImageJob[] = [seed, { ...seed, theme: "light" }, { ...seed, theme: "dark" }];
  const { images } = await renderImages(jobs);
  const { images: builtin } = await renderImages(jobs, { engine: "builtin" });
  for (const [auto = "", light = "", dark = ""] of [images, builtin]) {
    expect(await cornersOf([auto, light, dark].map(String), "light")).toEqual(["light", "light", "dark"]);
    expect(await cornersOf([auto, light, dark].map(String), "dark")).toEqual(["dark", "light", "dark"]);
  }
});

test("the browser that npm installs draws too, with the same bytes each time", { timeout: 120_000 }, async () => {
  const browserPath = await packaged.executablePath();
  const first = await renderImages([seed], { browserPath });
  const second = await renderImages([seed], { browserPath });
  expect(textsOf(first.images[0])).toContain("POST /image/v2/images/{image_id}/members");
  expect(second).toEqual(first);
});

test(
  "more than Mermaid's limit of 50,000 characters, past which it would draw an image of an error",
  { timeout: 60_000 },
  async () => {
    const items = [`GET /${"a".repeat(50_000)}`, "GET /last"].map(anArrow);
    const sequence = { participants: [{ id: "a", label: "a" }], first: undefined, items };
    const { images } = await renderImages([{ ...seed, sequence }]);
    expect(textsOf(images[0])).toContain("GET /last");
  },
);

test("a diagram that would take minutes is refused before a browser starts", async () => {
  const sequence = { participants: [{ id: "a", label: "x".repeat(200_001) }], first: 1, items: [] };
  await expect(renderImages([{ ...seed, sequence }], { browserPath: "/no/such/browser" })).rejects.toMatchObject({
    name: "UserError",
    message: "The diagram is too long for an image: 200050 characters of Mermaid, at most 200000.",
  });
});

test("no jobs need no browser", async () => {
  expect(await renderImages([], { browserPath: "/no/such/browser" })).toEqual({ images: [], notes: [] });
});

describe("a page that keeps Mermaid loaded", { timeout: 60_000 }, () => {
  let page: MermaidPage;
  beforeAll(async () => {
    page = await openMermaidPage(undefined);
    return () => page[Symbol.asyncDispose]();
  }, 60_000);

  test.each([
    ["a mistake", "sequenceDiagram\n  a->>b", /Parse error on line 2/],
    ["no diagram at all", "not a diagram", /No diagram type detected/],
  ])("never returns an image of an error, and continues after it: %s", async (_name, source, message) => {
    await expect(page.draw(source, { theme: "auto", caption })).rejects.toThrow(message);
    const { svg } = await page.draw("sequenceDiagram\n  a->>b: after it", { theme: "auto", caption });
    expect(textsOf(svg)).toContain("after it");
  });

  test("knows which characters no font here has", async () => {
    expect(await page.findMissing("GET /é\u{10FFFC}x\u{10FFFC}")).toEqual(["\u{10FFFC}"]);
  });
});

describe("without a browser", () => {
  test("a chosen one that does not exist is an error", { timeout: 60_000 }, async () => {
    await expect(renderImages([seed], { browserPath: "/no/such/browser" })).rejects.toMatchObject({
      message: 'The browser "/no/such/browser" could not be started.',
    });
  });

  test("without mermaid-cli and puppeteer, SVG is drawn all the same; PNG explains what to install", async () => {
    const folder = await tempFolder();
    const source = join(import.meta.dirname, "../../src");
    for (const part of ["diagram", "json", "sequence"]) {
      await cp(join(source, part), join(folder, part), { recursive: true });
    }
    for (const file of ["errors.ts", "own-files.ts"]) await cp(join(source, file), join(folder, file));
    await cp(join(source, "../node_modules/string-width"), join(folder, "node_modules/string-width"), {
      recursive: true,
    });
    for (const name of ["get-east-asian-width", "strip-ansi", "ansi-regex"]) {
      await cp(join(source, "../node_modules", name), join(folder, "node_modules", name), { recursive: true });
    }
    await writeFile(
      join(folder, "draw.mjs"),
      `import { renderImages } from "./diagram/image.ts";
       const job = ${JSON.stringify(seed)};
       const { images, notes } = await renderImages([job]);
       console.log(images[0].slice(0, 4), notes);
       for (const [format, engine] of [["png"], ["png", "builtin"], ["svg", "mermaid"]])
         await renderImages([{ ...job, format }], { engine }).catch((error) => console.log(error.message, error.hint));`,
    );
    const { stdout } = await promisify(execFile)(process.execPath, ["--no-warnings", join(folder, "draw.mjs")]);
    expect(stdout.split("\n")).toEqual([
      "<svg [",
      "  'Drawing by Mermaid needs packages that are not installed. Drew the image without a browser.'",
      "]",
      expect.stringMatching(/^Drawing by Mermaid needs .* Run `npm i -D @mermaid-js\/mermaid-cli puppeteer`/),
      expect.stringMatching(/^The builtin engine cannot draw PNG\. Use the format `svg`/),
      expect.stringMatching(/^Drawing by Mermaid needs .* Run `npm i -D @mermaid-js\/mermaid-cli puppeteer`/),
      "",
    ]);
  });
});

test("characters that no font here has are reported", { timeout: 60_000 }, async () => {
  const odd = aWalkthrough(imageAddProject.participants, exchange("glance", "GET /\u{10FFFC}", "200 OK"));
  const { notes } = await renderImages([{ ...seed, sequence: toSequenceDiagram(odd) }]);
  expect(notes).toEqual([expect.stringMatching(/^No font of this machine has \u{10FFFC}: /u)]);
});

function anArrow(label: string): SequenceArrow {
  return { kind: "arrow", number: undefined, from: "a", to: "b", line: "request", activation: undefined, label };
}

function startOf(image: string | Uint8Array): string {
  return typeof image === "string" ? image.slice(0, 4) : Buffer.from(image).toString("latin1", 0, 4);
}

/** Whether SVGs are light or dark on a page with this color scheme: the color of a corner. */
async function cornersOf(svgs: readonly string[], scheme: string): Promise<readonly string[]> {
  const browser = await openBrowser();
  onTestFinished(() => browser[Symbol.asyncDispose]());
  const page = await browser.newPage();
  const images = svgs.map((svg) => `<img src="data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}">`);
  await page.setContent(`<html style="color-scheme: ${scheme}">${images.join("")}`, { waitUntil: "load" });
  return page.evaluate(`Array.from(document.images, (image) => {
    const context = new OffscreenCanvas(1, 1).getContext("2d");
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, 1, 1).data[0] > 127 ? "light" : "dark";
  })`) as Promise<readonly string[]>;
}
