import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { asciidoc } from "../../src/page/dialects/asciidoc.ts";
import { docusaurus, starlight } from "../../src/page/dialects/mdx.ts";
import { TARGET_NAMES } from "../../src/page/dialects/targets.ts";
import { mergePage } from "../../src/regions/merge.ts";
import { parsePage } from "../../src/regions/parse-page.ts";
import { aWalkthrough } from "../helpers/a-walkthrough.ts";
import { runsOf } from "../helpers/runs.ts";
import { hostileTexts } from "./hostile-strings.ts";
import { hostileOptions, hostileWalkthrough } from "./hostile-walkthrough.ts";
import { renderDraft } from "./render-draft.ts";

test("an unknown target is refused with a list of the known ones", async () => {
  await expect(renderDraft(aWalkthrough([{}]), { target: "gmf" })).rejects.toMatchObject({
    message: 'Unknown target "gmf". Did you mean "gfm"?',
    hint: `Use one of: ${TARGET_NAMES.join(", ")}.`,
  });
});

test("Zensical reads the same pages as MkDocs", async () => {
  const one = aWalkthrough([{}]);
  expect(await renderDraft(one, { target: "zensical" })).toBe(await renderDraft(one));
});

test("a URL in AsciiDoc does not end at its plus signs", () => {
  expect(asciidoc.link("C++", "./c++.adoc")).toBe("link:++./c%2B%2B.adoc++[C&#43;&#43;]");
});

test("an image description is read aloud unchanged, though Docusaurus would escape it twice", () => {
  expect(docusaurus.image("Adds a project", "./a.svg")).toBe("![Adds a project](./a.svg)");
  expect(docusaurus.image('A "project" & co', "./a.svg")).toBe(
    String.raw`<span role="img" aria-label={"A \"project\" & co"}>![](./a.svg)</span>`,
  );
});

test("dashes and dots in an image description stay in Astro, and so does its URL", () => {
  expect(starlight.image("a--b...", "./a--b.svg")).toBe("![a-\u200B-b.\u200B.\u200B.](./a--b.svg)");
});

describe.each(TARGET_NAMES)("%s", (target) => {
  test("a page of any texts is the same after a second render", async () => {
    const texts = fc.array(fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: "binary" })), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(texts, async (some) => {
        const page = await renderDraft(hostileWalkthrough(some), { target, ...hostileOptions(some) });
        expect(mergePage(page, page).text).toBe(page);
      }),
      { numRuns: runsOf(60) },
    );
  });

  test("a page of all hostile texts has all its regions", async () => {
    const page = await renderDraft(hostileWalkthrough(hostileTexts), { target, ...hostileOptions(hostileTexts) });
    const regions = parsePage(page).filter(({ kind }) => kind === "region");
    expect(regions).toHaveLength(5 + hostileTexts.length * 9);
  });

  test("prose stays with its step when a step is added, and its numbers change with it", async () => {
    const before = await renderDraft(aWalkthrough([{ id: "b" }]), { target });
    const parts = parsePage(before).map(({ text }) => text);
    const edited = parts.map((text) => (/step=b part=request /.test(text) ? `${text}\nThe author says (1).\n` : text));
    const after = await renderDraft(aWalkthrough([{ id: "a", request: { path: "/a" } }, { id: "b" }]), { target });
    const { text, report } = mergePage(edited.join(""), after, { fixReferences: true });
    expect(text).toMatch(/\(3\) GET \/image[^]+The author says \(3\)\.[^]+step=b part=request\.io/);
    expect(report.steps.map(({ kind, heading }) => [kind, heading])).toEqual([
      ["new", "(1) GET /a"],
      ["new", "(2) 200 OK /a"],
    ]);
    expect(mergePage(text, after).text).toBe(text);
  });

  test("prose of a removed step moves to the end, and returns with the step", async () => {
    const before = await renderDraft(aWalkthrough([{ id: "a" }, { id: "b" }]), { target });
    const edited = parsePage(before)
      .map(({ text }) => (/step=b part=request /.test(text) ? `${text}\nThe author says so.\n` : text))
      .join("");
    const gone = mergePage(edited, await renderDraft(aWalkthrough([{ id: "a" }]), { target }));
    expect(gone.report.orphans).toEqual([
      { name: "step=b part=request", was: "(3) GET /image", line: expect.any(Number) },
    ]);
    const back = mergePage(gone.text, before);
    expect(back.report.orphans).toEqual([]);
    expect(back.text.match(/The author says so\./g)).toHaveLength(1);
  });

  test("a heading without its markers is refused", async () => {
    const page = await renderDraft(aWalkthrough([{ id: "a" }, { id: "b" }]), { target });
    const unmarked = parsePage(page).map((part) =>
      /step=b part=request /.test(part.text) && part.kind === "region" ? part.inner : part.text,
    );
    expect(() => mergePage(unmarked.join(""), page)).toThrow(/no region "step=b part=request"|has no markers/);
  });
});
