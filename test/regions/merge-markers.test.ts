import { describe, expect, test } from "vitest";

import { UserError } from "../../src/errors.ts";
import { writeRegion } from "../../src/regions/regions.ts";
import { mergePage } from "./with-both-ends.ts";

function pageOf(...steps: readonly string[]): string {
  const regions = steps.flatMap((step, index) => [
    writeRegion({ step, part: "request" }, `### (${index + 1}) ${step} {#${step}-request}`),
    writeRegion({ step, part: "request.io" }, "text"),
  ]);
  return `${["# page", writeRegion({ part: "diagram" }, "d"), ...regions].join("\n\n")}\n`;
}

const page = pageOf("a", "b");
const END = "<!-- wirewalk:end step=a part=request.io -->";

function explain(existing: string, generated = page): string {
  try {
    mergePage(existing, generated);
  } catch (error) {
    if (error instanceof UserError) return `${error.message}\n  Hint: ${error.hint ?? ""}`;
    throw error;
  }
  return "fine";
}

describe("a page with a mistake in its markers is refused", () => {
  test.each([
    [
      "an end is missing",
      page.replace(`${END}\n`, ""),
      `The region "step=b part=request" (line 20) begins inside "step=a part=request.io" (line 15).
  Hint: Put ${END} where that region ends.`,
    ],
    [
      "the last end is missing",
      page.replace(/<!-- wirewalk:end step=b part=request.io -->\n$/, ""),
      `The region "step=b part=request.io" (line 27) has no end marker.
  Hint: Put <!-- wirewalk:end step=b part=request.io --> where the region ends.`,
    ],
    [
      "a region is there twice",
      `${page}\n${writeRegion({ step: "a", part: "request.io" }, "text")}\n`,
      `The region "step=a part=request.io" is on the page twice (lines 15 and 33).
  Hint: Remove one of them with both its markers.`,
    ],
    [
      "begin and end are swapped",
      page.replace(END, "@").replace(/<!-- wirewalk:begin step=a part=request.io .*/, END),
      `The end marker of "step=a part=request.io" (line 15) has no begin marker: no region is open.
  Hint: Put <!-- wirewalk:begin step=a part=request.io --> where the region begins, or remove the end marker.`,
    ],
    [
      "an end has another name",
      page.replace(END, "<!-- wirewalk:end step=b part=request.io -->"),
      `The end marker of "step=b part=request.io" (line 19) has no begin marker: "step=a part=request.io" (line 15) is open.
  Hint: Put <!-- wirewalk:begin step=b part=request.io --> where the region begins, or remove the end marker.`,
    ],
    [
      "a fence in the prose swallows a region",
      page.replace(/(?=<!-- wirewalk:begin step=b part=request.io)/, "```\n\n"),
      `The page has no region "step=b part=request.io".
  Hint: The code fence that opens on line 27 is not closed and may hide it.`,
    ],
    [
      "a region of the page is missing",
      page.replace(/<!-- wirewalk:begin part=diagram[^]*?end part=diagram -->\n\n/, ""),
      `The page has no region "part=diagram".
  Hint: Put these markers where each region belongs. \`render\` fills empty regions and keeps other text unless you pass --force:
  near the top:
    <!-- wirewalk:begin part=diagram -->
    <!-- wirewalk:end part=diagram -->`,
    ],
    [
      "it shows no step, and where they should go is not known",
      `# page\n\n${writeRegion({ part: "diagram" }, "d")}\n`,
      `The page has 4 regions fewer than it should.
  Hint: Put these markers where each region belongs. \`render\` fills empty regions and keeps other text unless you pass --force:
${["step=a part=request", "step=a part=request.io", "step=b part=request", "step=b part=request.io"]
  .map((name) => `  below line 7:\n    <!-- wirewalk:begin ${name} -->\n    <!-- wirewalk:end ${name} -->`)
  .join("\n")}`,
    ],
    [
      "an orphan has no end",
      `${page}\n<!-- wirewalk:orphan step=x part=request was="x" -->\n\nWords.\n`,
      `The region "step=x part=request" (line 33) has no end marker.
  Hint: Put <!-- wirewalk:orphan-end step=x part=request --> where the region ends.`,
    ],
  ])("where %s", (_, existing, expected) => {
    expect(explain(existing)).toBe(expected);
  });
});

describe("a page with different formatting is merged", () => {
  const later = pageOf("a", "new", "b");

  test.each([
    ["with CRLF", (text: string) => text.replaceAll("\n", "\r\n")],
    ["with a byte order mark", (text: string) => `\uFEFF${text}`],
    ["without a final line end", (text: string) => text.trimEnd()],
    ["inside of a list", (text: string) => `- item\n\n${text.replaceAll(/^(?=.)/gm, "    ")}`],
  ])("%s", (_, write) => {
    expect(mergePage(write(page), later).text).toBe(write(later));
    expect(mergePage(write(page), page).text).toBe(write(page));
  });

  test("with a marker in a fence, which is text", () => {
    const quoted = `${page}\n\`\`\`md\n${END}\n\`\`\`\n`;
    expect(mergePage(quoted, page).text).toBe(quoted);
  });

  test("with a part of the page inside of a step", () => {
    const diagram = writeRegion({ part: "diagram" }, "d");
    const odd = page
      .replace(`${diagram}\n\n`, "")
      .replace(/(?=<!-- wirewalk:begin step=a part=request.io)/, `Mine.\n\n${diagram}\n\nMine.\n\n`);
    expect(mergePage(odd, page).text).toBe(odd);
    const { text } = mergePage(odd, later);
    expect(text.match(/Mine\./g)).toHaveLength(2);
    expect(mergePage(text, later).text).toBe(text);
  });
});
