import { beforeAll, expect, onTestFinished, test } from "vitest";

import { installMkDocs } from "../../scripts/site.ts";
import { openMermaidPage } from "../../src/diagram/mermaid/mermaid-page.ts";

beforeAll(installMkDocs);

test("with Debian's fonts, Korean, Japanese, and Chinese are characters in an image, not boxes", async () => {
  const page = await openMermaidPage(undefined);
  onTestFinished(() => page[Symbol.asyncDispose]());
  const caption = { title: "", description: "", language: "ko" };
  const source = "sequenceDiagram\n  a->>b: 이미지를 共有する 图像 カナ\n";
  const drawing = await page.draw(source, { theme: "auto", caption });
  expect(drawing.missing).toEqual([]);
  const unknown = await page.draw("sequenceDiagram\n  a->>b: \u{10FFFC}\n", { theme: "auto", caption });
  expect(unknown.missing).toEqual(["\u{10FFFC}"]);
});
