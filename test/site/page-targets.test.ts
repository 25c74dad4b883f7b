import { beforeAll, describe, expect, test } from "vitest";

import { toLines } from "../../src/page/code-view.ts";
import { mkdocs } from "../../src/page/dialects/mkdocs.ts";
import { TARGETS } from "../../src/page/dialects/targets.ts";
import { showOnOneLine } from "../../src/page/visible-text.ts";
import { hostileTexts } from "../page/hostile-strings.ts";
import { hostileOptions, hostileWalkthrough } from "../page/hostile-walkthrough.ts";
import { renderDraft } from "../page/render-draft.ts";
import { type Seen, buildPage, installBuilders } from "./build-page.ts";
import { targetTexts } from "./target-texts.ts";

/** Built as whole pages. */
const WITH_CONTENTS: ReadonlySet<string> = new Set(["docusaurus", "starlight"]);

const texts = [...hostileTexts, ...targetTexts];

beforeAll(installBuilders);

async function build(target: string): Promise<Seen> {
  return buildPage(target, await renderDraft(hostileWalkthrough(texts), { target, ...hostileOptions(texts) }));
}

/** As HTML shows it: runs of spaces become one. The breaks of directives are omitted. */
function flat(seen: string): string {
  return seen.replaceAll("\u200B", "").replace(/\s+/g, " ").trim();
}

function shown(text: string): string {
  return flat(showOnOneLine(text));
}

/** Blanks at line ends and blank lines around code are lost in some of the targets. */
function plain(code: string): string {
  return code.replaceAll("\u200B", "").replace(/[ \t]+$/gm, "").replace(/^\n+|\n+$/g, "");
}

/** Expressive Code of Starlight uses two blanks for each. */
function expandTabs(code: string, target: string): string {
  return target === "starlight" ? code.replaceAll("\t", "  ") : code;
}

/** Pages for MkDocs are built by test/site/hostile.test.ts. */
describe.each(TARGETS.filter(({ dialect }) => dialect !== mkdocs).map(({ name }) => name))(
  "hostile texts come out of the builder of %s unchanged",
  (target) => {
    let seen: Seen;

    beforeAll(async () => {
      seen = await build(target);
    });

    test("in the first heading", () => {
      expect(flat(seen.title)).toBe(shown(texts.join(" ")));
    });

    test("in headings and the table of contents", () => {
      const expected = texts.flatMap((text, index) => [
        `(${index * 6 + 1}) ${shown(`GET ${text}`)}`,
        `(${index * 6 + 2}) ${shown(`${`200 ${text}`.trim()} ${text}`.trim())}`,
        `(${index * 6 + 3}) GET /`,
        `(${index * 6 + 4}) E /`,
      ]);
      expect(seen.headings.map(flat)).toEqual(expected);
      const contents = seen.contents.map(flat).filter((text) => text.startsWith("("));
      expect(contents).toEqual(WITH_CONTENTS.has(target) ? expected : []);
    });

    test("in code", () => {
      const codes = new Set(seen.codes.map(plain));
      const written = texts.flatMap((text) => [`H: ${showOnOneLine(text)}`, toLines(text).join("\n")]);
      const expected = [...written, toLines(texts.join("\n@\n")).join("\n")].map((code) => plain(expandTabs(code, target)));
      expect(expected.filter((code) => !codes.has(code))).toEqual([]);
    });

    test("in code spans", () => {
      const spans = new Set(seen.spans.map(flat));
      expect(texts.map(shown).filter((text) => !spans.has(text))).toEqual([]);
      expect(texts.map((text) => shown(`GET ${text}`)).filter((text) => !spans.has(text))).toEqual([]);
    });

    test("in image descriptions", () => {
      expect(seen.alts).not.toEqual([]);
      for (const alt of seen.alts) expect(flat(alt)).toContain(shown(texts.join(" ")));
    });

    test("in links, and there are no others", () => {
      expect(seen.links.map(flat)).toEqual(texts.map(shown));
    });

    test("and none of them is active", () => {
      expect(seen.live).toEqual([]);
    });
  },
);
