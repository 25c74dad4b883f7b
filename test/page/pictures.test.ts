import { describe, expect, test } from "vitest";

import { TARGET_NAMES } from "../../src/page/dialects/targets.ts";
import { renderWithPictures } from "../../src/walkthrough.ts";
import { serverCreate } from "../helpers/server-create.ts";
import { aTrace } from "../replay/a-trace.ts";

const trace = aTrace({ url: "/v2/images", status: 200, reason: "OK", text: "[]" });
const options = { title: 'GET {{7*7}} ![x](y) "q" <b>', pageName: "image list" };

describe("a page with images", () => {
  test("shows one for each color scheme if the site switches images, and describes them in words", async () => {
    const { page, pictures } = await renderWithPictures(trace, { ...options, title: "list", diagram: "svg" });
    expect(page).toContain(
      "![Sequence diagram of list&#58; client, cloud.example, messages &#40;1&#41; to &#40;2&#41;](./image%20list.svg#only-light)\n",
    );
    expect(page).toContain("](./image%20list.dark.svg#only-dark)\n");
    expect(page).toContain('??? note "The diagram in words"\n\n    - (1) client to cloud.example: GET /v2/images\n');
    expect(page).not.toContain("sequenceDiagram");
    expect(pictures.map(({ file, theme }) => [file, theme])).toEqual([
      ["image list.svg", "light"],
      ["image list.dark.svg", "dark"],
    ]);
    expect(pictures[0]?.title).toBe("Sequence diagram of list: client, cloud.example, messages (1) to (2)");
    expect(pictures[0]?.description).toBe(
      "(1) client to cloud.example: GET /v2/images\n(2) cloud.example to client: Response: 200 OK",
    );
  });

  test("also has the source, folded and not drawn a second time", async () => {
    const { page } = await renderWithPictures(trace, { ...options, target: "gfm", diagram: "both" });
    expect(page).toContain("<summary>Mermaid</summary>\n\n```text\nsequenceDiagram\n");
    expect(page).not.toContain("```mermaid");
  });

  test.each([
    ["ko", "글로 읽는 다이어그램", "- (1) client → cloud.example: GET /v2/images"],
    ["ja", "図の内容 (テキスト)", "- (1) client から cloud.example へ: GET /v2/images"],
    ["de", "Das Diagramm in Worten", "- (1) client an cloud.example: GET /v2/images"],
  ])("with the texts of the language %s", async (locale, heading, arrow) => {
    const { page, pictures } = await renderWithPictures(trace, { ...options, locale, diagram: "svg" });
    expect(page).toContain(heading);
    expect(page).toContain(arrow);
    expect(pictures[0]).toMatchObject({ language: locale, description: expect.stringContaining(arrow.slice(2)) });
  });

  test("names the call of a response if the call has a name", async () => {
    const { pictures } = await renderWithPictures(trace, {
      ...options,
      diagram: "svg",
      labels: { "GET /v2/images": "List $& images" },
    });
    expect(pictures[0]?.description.split("\n")).toEqual([
      "(1) client to cloud.example: List $& images",
      "(2) cloud.example to client: Response to List $& images: 200 OK",
    ]);
  });

  test("for a large walkthrough: one for the overview and for each part", async () => {
    const { page, pictures } = await renderWithPictures(serverCreate(), {
      title: "t",
      pageName: "p",
      target: "gfm",
      diagram: "svg",
    });
    expect(pictures.map(({ file }) => file).slice(0, 3)).toEqual(["p.svg", "p.part-1.svg", "p.part-2.svg"]);
    for (const { file } of pictures) expect(page.split(`(./${file})`)).toHaveLength(2);
    const words = pictures.slice(1).flatMap(({ description }) => description.split("\n"));
    expect(words.filter((line) => /^\(\d+\) /.test(line)).length).toBeGreaterThan(90);
  });

  test("requires a name", async () => {
    await expect(renderWithPictures(trace, { title: "t", diagram: "svg" })).rejects.toThrow("written next to a page");
  });
});

test("docusaurus: an expression that contains quotes and braces is one text", async () => {
  const { page } = await renderWithPictures(trace, { ...options, target: "docusaurus", diagram: "svg" });
  const [, label = ""] =
    /^<span role="img" aria-label=\{("(?:[^"\\]|\\.)*")\}>!\[\]\(\.\/image%20list\.svg\)<\/span>$/m.exec(page) ?? [];
  expect(JSON.parse(label)).toContain(`Sequence diagram of ${options.title}`);
});

test.each(TARGET_NAMES.filter((target) => target !== "docusaurus"))(
  "%s: nothing in a title ends the text of an image or begins an expression",
  async (target) => {
    const { page } = await renderWithPictures(trace, { ...options, target, diagram: "svg" });
    const image = page.split("\n").find((line) => /^(?:!\[|image::|<img )/.test(line)) ?? "";
    const [, alt = ""] =
      /^(?:!\[(.*)\]\(\.\/|image::[^[]*\["(.*)"\]$|<img src="[^"]*" alt="(.*)">$)/.exec(image)?.filter(Boolean) ?? [];
    expect(alt).toContain("Sequence diagram of GET ");
    expect(alt).not.toMatch(target === "vitepress" ? /["<>]|\{\{/ : /[{}[\]<>"!]/);
  },
);
