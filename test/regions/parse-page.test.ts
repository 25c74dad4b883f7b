import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { parsePage, type Region } from "../../src/regions/parse-page.ts";
import { nameRegion, sumRegion, writeRegion } from "../../src/regions/regions.ts";
import { aWalkthrough, imageAddProject, textBody } from "../helpers/a-walkthrough.ts";
import { hostileTexts } from "../page/hostile-strings.ts";
import { renderDraft } from "../page/render-draft.ts";

function regionsOf(page: string): readonly Region[] {
  return parsePage(page).filter((part) => part.kind === "region");
}

function namesOf(page: string): readonly string[] {
  return regionsOf(page).map(({ id }) => nameRegion(id));
}

const A = writeRegion({ part: "a" }, "text");
const B = writeRegion({ step: "s", part: "b" }, "more");

describe("a page of wirewalk", () => {
  test("has small regions, in the order of the page", async () => {
    const page = await renderDraft(imageAddProject, { omit: [{ from: 1, to: 8, page: "./x.md", title: "x" }] });
    expect(namesOf(page)).toEqual([
      "part=variables",
      "part=command",
      "part=diagram",
      "part=summary",
      "step=identity-discover part=request.omitted",
      "step=member-create part=request",
      "step=member-create part=request.io",
      "step=member-create part=response",
      "step=member-create part=response.io",
      "part=output",
    ]);
  });

  test("carries the checksum of each region", async () => {
    for (const { inner, sum } of regionsOf(await renderDraft(imageAddProject))) expect(sumRegion(inner)).toBe(sum);
  });

  test("markers in recorded bodies, headers and titles close nothing", async () => {
    const markers = [...hostileTexts, B, A.replaceAll("\n", "\r\n"), `\`\`\`\n${A}\n\`\`\`\`\`\`\n${B}`];
    const steps = markers.map((text) => ({
      request: { path: text, url: text, headers: [{ name: text, value: text }], body: textBody(text) },
      operation: { summary: { en: "" } },
    }));
    const plain = aWalkthrough(steps.map(() => ({ request: { body: textBody("x") } })));
    expect(namesOf(await renderDraft(aWalkthrough(steps)))).toEqual(namesOf(await renderDraft(plain)));
  });
});

describe("text that counts as a marker", () => {
  test.each([
    ["in a fence", `\`\`\`\`\n${A}\n\`\`\`\n${A}\n\`\`\`\`\n`],
    ["in a fence of tildes", `~~~ md\n${A}\n~~~\n`],
    ["in a fence inside a tab", `=== "x"\n\n    \`\`\` md\n    ${A.replaceAll("\n", "\n    ")}\n    \`\`\`\n`],
    ["in a fence of a list", `- \`\`\`\n  ${A.replaceAll("\n", "\n  ")}\n  \`\`\`\n`],
    ["in the middle of a line", "See <!-- wirewalk:begin part=a --> there.\n"],
  ])("not %s", (_, page) => {
    expect(parsePage(page)).toEqual([{ kind: "prose", text: page, line: 1, syntax: "html" }]);
  });

  test("inline code that looks like a fence opens none", () => {
    expect(namesOf(`\`\`\`code\`\`\` is inline\n\n${A}\n`)).toEqual(["part=a"]);
  });

  test("markers may be indented, as inside a list or a tab", () => {
    const [region] = regionsOf(`- item\n\n    ${A.replaceAll("\n", "\n    ")}\n`);
    expect(region).toMatchObject({ indent: "    ", line: 3 });
  });
});

describe("mistakes are reported with their line", () => {
  test.each([
    ["no end", `one\n${A.replace(/<!-- wirewalk:end.*/, "")}`, /"part=a" \(line 2\) has no end/],
    ["no begin", `one\n\n<!-- wirewalk:end part=a -->\n`, /"part=a" \(line 3\) has no begin/],
    [
      "another end",
      A.replace("end part=a", "end part=b"),
      /"part=b" \(line 5\) has no begin marker: "part=a" \(line 1\) is open/,
    ],
    ["nested", A.replace("text", B), /"step=s part=b" \(line 3\) begins inside "part=a" \(line 1\)/],
    ["twice", `${A}\n${A}\n`, /"part=a" is on the page twice \(lines 1 and 6\)/],
    ["an unknown word", "<!-- wirewalk:beginn part=a -->\n", /Line 1 is not a valid marker/],
    ["an unknown field", "x\n<!-- wirewalk:begin part=a pin=1 -->\n", /Line 2 is not a valid marker/],
    ["no part", "<!-- wirewalk:begin step=a -->\n", /Line 1 is not a valid marker/],
    ["another case", "<!-- WireWalk:Begin part=a -->\n", /Line 1 is not a valid marker/],
    ["a broken comment", "<!--- wirewalk:begin part=a --->\n", /Line 1 is not a valid marker/],
    ["text behind it", "<!-- wirewalk:begin part=a --> text\n", /Line 1 is not a valid marker/],
  ])("%s", (_, page, message) => {
    expect(() => parsePage(page)).toThrow(message);
  });

  test("an open fence is reported if it hides the end", () => {
    const page = A.replace("text", "```\ntext");
    expect(() => parsePage(page)).toThrow(
      expect.objectContaining({ hint: "The code fence that opens on line 3 is not closed." }) as Error,
    );
  });
});

const prose = fc
  .array(fc.constantFrom("text", "", "  ", "\uFEFF", "- item", "한글", "<!-- comment -->", "```", "~~~", "    code"))
  .map((lines) => lines.join("\n"));
const lineEnd = fc.constantFrom("\n", "\r\n");

test("the pieces of a page are the page, byte for byte", () => {
  fc.assert(
    fc.property(prose, prose, prose, lineEnd, (before, between, after, end) => {
      const page = [before, A, between, B, after].join("\n\n").replaceAll("\n", end);
      let parts;
      try {
        parts = parsePage(page);
      } catch {
        // An open fence in the prose may hide one marker of a pair.
        return;
      }
      expect(parts.map(({ text }) => text).join("")).toBe(page);
    }),
  );
});

test("the checksum depends on words, but not on line endings or trailing blanks", () => {
  expect(sumRegion("a \r\nb\t\n\n")).toBe(sumRegion("\na\nb"));
  expect(sumRegion("a\nb \nc")).toBe(sumRegion("a\nb\nc"));
  expect(sumRegion("\t\na\nb")).toBe(sumRegion("a\nb"));
  expect(sumRegion("a\nb")).not.toBe(sumRegion("a\n b"));
  expect(sumRegion("a\n\nb")).not.toBe(sumRegion("a\nb"));
  expect(sumRegion("a")).toMatch(/^[\w-]{10}$/);
});
