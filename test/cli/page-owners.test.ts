import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { writeTrace } from "../../src/trace/files/file.ts";
import { inTurn } from "../analyze/an-entry.ts";
import { createProject, run } from "./run-in-project.ts";

/** Walkthroughs of two traces. */
async function aShop(walkthroughs: string): Promise<string> {
  const folder = await createProject(`diagram: svg\nwalkthroughs:\n${walkthroughs}`);
  mkdirSync(join(folder, "traces"));
  await writeTrace(join(folder, "traces/a.har"), inTurn({ url: "http://shop/books" }));
  await writeTrace(join(folder, "traces/b.har"), inTurn({ url: "http://shop/orders" }));
  return folder;
}

const SHOP = `  a: { trace: traces/a.har, page: docs/shop.md, target: gfm }
  b: { trace: traces/b.har, page: docs/shop.adoc, target: asciidoc }
`;

const render = (folder: string, ...names: readonly string[]) => run(folder, "render", ...names, "--engine", "builtin");

describe("two pages with one name in two formats", () => {
  test("have an image each, and neither removes the other's", async () => {
    const folder = await aShop(SHOP);
    expect(await render(folder)).toMatchObject({ exitCode: 0 });
    expect(readFileSync(join(folder, "docs/shop.svg"), "utf8")).toContain("/books");
    expect(readFileSync(join(folder, "docs/shop.adoc.svg"), "utf8")).toContain("/orders");
    expect(readFileSync(join(folder, "docs/shop.adoc"), "utf8")).toContain("shop.adoc.svg");
    expect((await run(folder, "check")).exitCode).toBe(0);
    const config = join(folder, "wirewalk.config.yaml");
    writeFileSync(config, readFileSync(config, "utf8").replace("target: gfm", "target: gfm, diagram: mermaid"));
    expect((await render(folder, "a")).stderr).toContain("docs/shop.svg is no longer shown and was removed");
    expect(existsSync(join(folder, "docs/shop.adoc.svg"))).toBe(true);
    expect((await run(folder, "check")).exitCode).toBe(0);
  });

  test("lose the image with the name that both once had only if no page shows it", async () => {
    const folder = await aShop(SHOP);
    await render(folder);
    const [own, old] = [join(folder, "docs/shop.svg"), join(folder, "docs/shop.adoc.svg")];
    await render(folder, "b");
    expect(existsSync(own)).toBe(true);
    rmSync(join(folder, "docs/shop.md"));
    copyFileSync(old, own);
    expect((await render(folder, "b")).stderr).toContain("docs/shop.svg is no longer shown and was removed");
  });
});

test("an image stays if its name is encoded in the URL by which another page shows it", async () => {
  const names = SHOP.replace("docs/shop.md", '"docs/shop (1).md"').replace("docs/shop.adoc", '"docs/shop (1).adoc"');
  const folder = await aShop(names);
  expect((await render(folder)).stderr).not.toContain("was removed");
  expect(existsSync(join(folder, "docs/shop (1).svg"))).toBe(true);
  expect((await run(folder, "check")).exitCode).toBe(0);
});

test("an image that another page of the directory names is not removed", async () => {
  const folder = await aShop(SHOP);
  await render(folder);
  writeFileSync(join(folder, "docs/overview.md"), "![All books](shop.svg)\n");
  const config = join(folder, "wirewalk.config.yaml");
  writeFileSync(config, readFileSync(config, "utf8").replace("diagram: svg", "diagram: mermaid"));
  const { stderr } = await render(folder);
  expect(stderr).not.toContain("docs/shop.svg is no longer shown");
  expect(stderr).toContain("docs/shop.adoc.svg is no longer shown and was removed");
  expect(existsSync(join(folder, "docs/shop.svg"))).toBe(true);
});

test.each(["shop.dark.md", "shop.part-2.md", "shop.part-2.dark.md"])("%s next to shop.md is refused", async (page) => {
  const folder = await aShop(SHOP.replace("shop.adoc, target: asciidoc", page));
  const { exitCode, stderr } = await run(folder, "check");
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: expect.stringContaining('its images may have the names of those of "a"'),
  });
});

test("a page in another encoding next to those of the project is read as far as possible", async () => {
  const folder = await aShop(SHOP);
  await render(folder);
  writeFileSync(join(folder, "docs/old.md"), Buffer.from("# \u00DCbersicht\n\n![B\u00FCcher](shop.svg)\n", "latin1"));
  const config = join(folder, "wirewalk.config.yaml");
  writeFileSync(config, readFileSync(config, "utf8").replace("diagram: svg", "diagram: mermaid"));
  expect(await render(folder)).toMatchObject({ exitCode: 0 });
  expect(existsSync(join(folder, "docs/shop.svg"))).toBe(true);
  expect(await run(folder, "check")).toMatchObject({ exitCode: 0 });
});

describe("a page of a walkthrough that is no longer in the project", () => {
  const CLAIM = "docs/shop.md belongs to no walkthrough";

  test("is reported with its images by check and render, until it is deleted", async () => {
    const folder = await aShop(SHOP);
    expect((await render(folder)).stderr).not.toContain("in every walkthrough");
    const config = join(folder, "wirewalk.config.yaml");
    writeFileSync(config, readFileSync(config, "utf8").replace(/^ {2}a: .*\n/m, ""));
    // Markers in code are plain text.
    writeFileSync(
      join(folder, "docs/notes.adoc"),
      "Write `wirewalk:begin` so:\n\n----\n// wirewalk:begin part=x\n----\n",
    );
    expect((await run(folder, "check", "b")).stderr).not.toContain("in every walkthrough");
    for (const command of ["render", "check"]) {
      const { exitCode, stderr } = command === "render" ? await render(folder) : await run(folder, command);
      expect(exitCode).toBe(0);
      expect(stderr).toContain(CLAIM);
      expect(stderr).toContain("In both cases, delete its images: docs/shop.svg.");
    }
    const { stdout } = await run(folder, "check", "--json");
    expect(stdout).toContain("generated regions that no walkthrough updates");
    rmSync(join(folder, "docs/shop.md"));
    expect((await run(folder, "check")).stderr).not.toContain("in every walkthrough");
  });

  test("is reported, but is no failure, if it was rendered from a trace alone", async () => {
    const folder = await aShop(SHOP);
    await render(folder);
    await run(folder, "render", "traces/a.har", "-o", "docs/alone.md", "--diagram", "svg", "--engine", "builtin");
    const { exitCode, stderr } = await run(folder, "check");
    expect(exitCode).toBe(0);
    expect(stderr).toContain("docs/alone.md belongs to no walkthrough");
    expect(stderr).toMatch(/If its walkthrough was removed, delete it\. In both cases, delete its images: docs\/alone/);
    expect(stderr).toContain("If you rendered it from a trace alone, keep it.\n");
  });

  test("is reported without images that the author's own text names", async () => {
    const folder = await aShop(SHOP);
    await render(folder);
    const page = join(folder, "docs/shop.md");
    writeFileSync(page, `${readFileSync(page, "utf8")}\n![Mine](shop.my-own-response.png)\n`);
    writeFileSync(join(folder, "docs/shop.my-own-response.png"), "mine");
    const config = join(folder, "wirewalk.config.yaml");
    writeFileSync(config, readFileSync(config, "utf8").replace(/^ {2}a: .*\n/m, ""));
    expect((await run(folder, "check")).stderr).toContain("delete its images: docs/shop.svg. If you rendered");
    writeFileSync(page, readFileSync(page, "utf8").replace(/wirewalk:end.*/, ""));
    const { stderr } = await run(folder, "check");
    expect(stderr).toContain(CLAIM);
    expect(stderr).not.toContain("delete its images");
  });

  test("keeps the author's text if it is moved as suggested, although the new page already exists", async () => {
    const folder = await aShop("  old: { trace: traces/a.har, target: gfm }\n");
    await render(folder);
    const [old, page] = [join(folder, "docs/old.md"), join(folder, "docs/new.md")];
    writeFileSync(old, `${readFileSync(old, "utf8")}\nAll about books.\n`);
    const config = join(folder, "wirewalk.config.yaml");
    writeFileSync(config, readFileSync(config, "utf8").replace("  old:", "  new:"));
    const { stderr } = await render(folder);
    expect(stderr).toContain("mv docs/old.md docs/NEW-NAME.md");
    renameSync(old, page);
    expect((await render(folder)).exitCode).toBe(0);
    const text = readFileSync(page, "utf8");
    expect(text).toContain("All about books.");
    expect(text).toContain("./new.svg");
    expect(text).not.toContain("old.svg");
    expect((await run(folder, "check")).exitCode).toBe(0);
  });
});
