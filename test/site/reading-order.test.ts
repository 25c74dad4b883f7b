import { join } from "node:path";

import { beforeAll, describe, expect, test } from "vitest";

import { analyze } from "../../src/analyze/analyze.ts";
import { writeSamples } from "../../src/export/samples/samples.ts";
import { mkdocs } from "../../src/page/dialects/mkdocs.ts";
import { TARGETS } from "../../src/page/dialects/targets.ts";
import { readTrace } from "../../src/trace/files/file.ts";
import { renderWithPictures } from "../../src/walkthrough.ts";
import { type Seen, buildPage, installBuilders } from "./build-page.ts";

const trace = await readTrace(join(import.meta.dirname, "../../traces/gallery/plain.har"));
const { steps } = analyze(trace);

beforeAll(installBuilders);

/** Target of the page, and its builder: pages for GitHub are also read by the library that it uses. */
const BUILDS = TARGETS.filter(({ dialect }) => dialect !== mkdocs)
  .map(({ name }) => [name, name] as const)
  .concat([["gfm", "cmark-gfm"]]);

describe.each(BUILDS)("a page for %s, built by %s", (target, builder) => {
  let seen: Seen;

  beforeAll(async () => {
    const { page } = await renderWithPictures(trace, {
      title: "Plain",
      target,
      diagram: "both",
      pageName: "hostile",
      images: undefined,
      samples: (request) => writeSamples(request, ["curl", "go"]),
    });
    seen = buildPage(builder, page);
  });

  test("has its title and its diagram, as an image and as text, before the first message", () => {
    const before = seen.order.slice(0, seen.order.findIndex(isMessage));
    const kinds = before.map(({ tag, text }) => (text.includes("sequenceDiagram") ? "source" : tag));
    expect(seen.title).toContain("Plain");
    expect(kinds.filter((kind) => ["h1", "img", "source"].includes(kind))).toEqual(["h1", "img", "source"]);
  });

  test("has each message with headers, body, and samples", () => {
    const sections: string[][] = [];
    for (const one of seen.order) {
      if (isMessage(one)) sections.push([/\(\d+\)/.exec(one.text)?.[0] ?? ""]);
      else if (one.tag === "pre") sections.at(-1)?.push(kindOf(one.text));
    }
    const expected = steps.flatMap(({ request, response }) => [
      [`(${request.number})`, "headers", ...(request.body.text === "" ? [] : ["body"]), "curl", "go"],
      [`(${response.number})`, "headers", ...(response.body.text === "" ? [] : ["body"])],
    ]);
    // The output of the command may come after the last message.
    expect(sections.map((codes, index) => codes.slice(0, expected[index]?.length))).toEqual(expected);
  });
});

function isMessage({ tag, text }: Seen["order"][number]): boolean {
  return tag === "h3" && /^\s*\(\d+\)/.test(text);
}

function kindOf(code: string): string {
  const text = code.replaceAll("\u200B", "").trimStart();
  if (/^(?:curl|package main)\b/.test(text)) return text.startsWith("curl") ? "curl" : "go";
  return /^(?:[\w-]+: |only common headers$)/.test(text.trimEnd()) ? "headers" : "body";
}
