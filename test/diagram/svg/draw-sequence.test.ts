import type { Page } from "puppeteer";
import { beforeAll, describe, expect, test } from "vitest";

import { analyze } from "../../../src/analyze/analyze.ts";
import type { Group, Walkthrough } from "../../../src/analyze/types.ts";
import { toDiagrams } from "../../../src/diagram/diagrams.ts";
import { openBrowser } from "../../../src/diagram/mermaid/browser.ts";
import type { SequenceDiagram } from "../../../src/diagram/sequence-diagram.ts";
import { drawSequence } from "../../../src/diagram/svg/draw-sequence.ts";
import { toSequenceDiagram } from "../../../src/diagram/to-sequence-diagram.ts";
import { serverCreate } from "../../helpers/server-create.ts";
import { hostileTexts } from "../../page/hostile-strings.ts";
import { aWalkthrough, exchange, imageAddProject } from "../a-walkthrough.ts";
import { textsOf } from "./read-svg.ts";

const caption = { title: "t", description: "d", language: "en" };
const drawLight = (sequence: SequenceDiagram): string => drawSequence(sequence, { theme: "light", caption });
const draw = (walkthrough: Walkthrough): string => drawLight(toSequenceDiagram(walkthrough));
const large = toDiagrams(analyze(serverCreate()));

const framed: Walkthrough = {
  ...aWalkthrough(
    [
      { id: "client", label: "오픈스택 클라이언트" },
      { id: "glance", label: "글랜스" },
      { id: "keystone", label: "キーストーン" },
    ],
    [
      ...exchange("glance", "GET /이미지/목록을/보여주세요", "200 OK"),
      ...exchange("keystone", "GET /a", "202 ACCEPTED"),
      ...exchange("keystone", "GET /a", "202 ACCEPTED"),
      ...exchange("keystone", "GET /a", "200 OK"),
      { kind: "request", from: "glance", to: "glance", label: "GET /self/with/a/long/path" },
      { kind: "error", from: "glance", to: "client", label: "ECONNRESET" },
    ],
  ),
  groups: [
    { kind: "par", label: "2 at once", first: 1, last: 8 },
    { kind: "loop", label: "until status = active (3 times, 21 s)", first: 3, last: 8 },
  ],
  folds: [{ first: 5, last: 6, count: 1, like: 3 }],
};

test("every arrow, name, frame, and fold is in it, in order, with the numbers of the walkthrough", () => {
  const texts = textsOf(draw(framed)).filter((text) => !framed.participants.some(({ label }) => label === text));
  expect(texts.join("|")).toBe(
    [
      "par|[2 at once]|GET /이미지/목록을/보여주세요|1|Response: 200 OK|2",
      "loop|[until status = active (3 times, 21 s)]|GET /a|3|Response: 202 ACCEPTED|4",
      "(5)-(6): 1 more like (3)|GET /a|7|Response: 200 OK|8",
      "GET /self/with/a/long/path|9|ECONNRESET|10",
    ].join("|"),
  );
});

describe("in a browser", { timeout: 60_000 }, () => {
  let page: Page;
  beforeAll(async () => {
    const browser = await openBrowser();
    page = await browser.newPage();
    return () => browser[Symbol.asyncDispose]();
  }, 60_000);

  test("hostile texts are text, and the whole is XML", async () => {
    const texts = [...hostileTexts, "a\u0000b\u0008c\uFFFEd", "]]>", "&amp;", '"><script>alert(1)</script>'];
    const svg = draw(
      aWalkthrough(
        imageAddProject.participants,
        texts.flatMap((text) => exchange("glance", text, text)),
      ),
    );
    const seen = (await page.evaluate(`(() => {
      const tree = new DOMParser().parseFromString(${JSON.stringify(svg)}, "image/svg+xml");
      const names = new Set(Array.from(tree.querySelectorAll("*"), (element) => element.localName));
      return { names: [...names].sort(), labels: tree.querySelectorAll(".label").length };
    })()`)) as { readonly names: readonly string[]; readonly labels: number };
    expect(seen.names).toEqual([
      "circle",
      "desc",
      "g",
      "line",
      "path",
      "rect",
      "style",
      "svg",
      "text",
      "title",
      "tspan",
    ]);
    expect(seen.labels).toBe(texts.length * 2);
  });

  test.each<readonly [string, SequenceDiagram]>([
    ["the seed", toSequenceDiagram(imageAddProject)],
    ["frames, folds, Korean and Japanese", toSequenceDiagram(framed)],
    [
      "every frame by itself",
      toSequenceDiagram({ ...framed, folds: [], groups: [aGroup("redirect", 1, 4), aGroup("retry", 5, 8)] }),
    ],
    ...large.map(
      ({ kind, first, last, sequence }) => [`a server is made: ${kind} ${first}-${last}`, sequence] as const,
    ),
  ])("no text leaves the image or the space between its lifelines: %s", async (_name, sequence) => {
    await page.setContent(drawLight(sequence));
    const outside = await page.evaluate(`(() => {
      const picture = document.querySelector("svg").getBoundingClientRect();
      const inside = (text) => {
        const box = text.getBoundingClientRect();
        const line = text.parentElement.querySelector("line")?.getBoundingClientRect();
        const room = line !== undefined && text.matches(".label:not(.start)") ? line : picture;
        return box.left >= room.left && box.right <= room.right && box.top >= picture.top && box.bottom <= picture.bottom;
      };
      return Array.from(document.querySelectorAll("text")).filter((text) => !inside(text)).map((text) => text.textContent);
    })()`);
    expect(outside).toEqual([]);
  });
});

function aGroup(kind: Group["kind"], first: number, last: number): Group {
  return { kind, label: "a group whose name is rather long, as reasons sometimes are", first, last };
}
