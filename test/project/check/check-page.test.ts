import { describe, expect, test } from "vitest";

import { checkPage, isFailure } from "../../../src/project/check/check-page.ts";
import { formatAnnotations, formatFindings, formatPatch } from "../../../src/project/check/format-check.ts";
import { writeRegion } from "../../../src/regions/regions.ts";
import { imageAddProject } from "../../helpers/a-walkthrough.ts";
import { renderDraft } from "../../page/render-draft.ts";

const { steps, arrows } = imageAddProject;
const page = await renderDraft(imageAddProject);
const shorter = await renderDraft({ ...imageAddProject, steps: steps.slice(0, -1), arrows: arrows.slice(0, -2) });

const ID = "9faa6fd5-b254-4184-80c0-66b7c062315";

/** The page of a trace; one place of it is out of date. */
function renderWith(change: (text: string) => string): Promise<string> {
  return renderDraft(JSON.parse(change(JSON.stringify(imageAddProject))) as typeof imageAddProject);
}

describe("a page that is up to date", () => {
  test("has no findings, whatever its author wrote", () => {
    const authored = page.replace("## Sequence Diagram", "My words, of (1) and (2).\n\n## Sequence Diagram");
    expect(checkPage(authored, page)).toEqual({ findings: [], wanted: authored });
    expect(formatPatch("a.md", authored, checkPage(authored, page))).toBe("");
  });
});

describe("findings of a check", () => {
  test("shape: another response, with the lines that differ", async () => {
    const { findings } = checkPage(page, await renderWith((text) => text.replaceAll("OK", "Fine")));
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.every(isFailure)).toBe(true);
    const heading = findings.find(({ message }) => message.includes("part=response is out of date"));
    expect(heading).toMatchObject({ level: "shape", before: expect.stringContaining("200 OK") as unknown });
    expect(page.split("\n")[(heading?.line ?? 0) - 1]).toContain("<!-- wirewalk:begin step=");
  });

  test("value: different IDs alone are reported and are not a failure", async () => {
    const { findings } = checkPage(
      page,
      await renderWith((text) => text.replaceAll(/[0-9a-f]{8}(?=-[0-9a-f]{4}-)/g, "0fedb9fa")),
    );
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.map(({ level }) => level)).toEqual(findings.map(() => "value"));
    expect(findings.some(isFailure)).toBe(false);
    expect(formatAnnotations("docs/a,b.md", findings)).toMatch(/^::notice file=docs\/a%2Cb\.md,line=\d+::/);
  });

  test("structure: added and removed steps", () => {
    const [added] = checkPage(shorter, page).findings;
    expect(added).toMatchObject({
      level: "structure",
      message: expect.stringMatching(/^new: \(\d+\) POST /) as unknown,
    });
    const [gone] = checkPage(page, shorter).findings;
    expect(gone).toMatchObject({
      level: "structure",
      message: expect.stringMatching(/^removed: \(\d+\) POST /) as unknown,
    });
  });

  test("shape: an edit inside a region; prose: text about removed steps", () => {
    const { findings } = checkPage(page.replace("read the image.", "READ the image."), page);
    expect(findings).toEqual([
      expect.objectContaining({ level: "shape", message: expect.stringContaining("has manual edits") as unknown }),
    ]);
    const orphan =
      '<!-- wirewalk:orphan step=old part=request was="(3) GET /old" -->\n\nWords.\n\n<!-- wirewalk:orphan-end step=old part=request -->\n';
    const line = page.split("\n").length + 1;
    expect(checkPage(`${page}\n${orphan}`, page).findings).toEqual([expect.objectContaining({ level: "prose", line })]);
  });
});

const answer = (...lines: readonly string[]): string =>
  `# t\n\n${writeRegion({ step: "a", part: "response.io" }, ["Content-Length: 9", "Date: today", "{", ...lines, "}"].join("\n"))}\n`;

describe("changes in a region are reported line by line", () => {
  test.each([
    ["a new member, without the comma before it", ['"a": 1'], ['"a": 1,', '"b": 2'], "", '"b": 2'],
    ["a value, without the members that stay", ['"a": 1,', '"b": 2'], ['"a": 1,', '"b": 3'], '"b": 2', '"b": 3'],
    ["no id that moves with it", [`"id": "${ID}1",`, '"a": 1'], [`"id": "${ID}2",`, '"a": 2'], '"a": 1', '"a": 2'],
    [
      "of many, the first",
      [],
      Array.from({ length: 12 }, (_, index) => `"m${index}": true`),
      "",
      `${Array.from({ length: 8 }, (_, index) => `"m${index}": true`).join("\n")}\n… and 4 more lines`,
    ],
  ])("%s", (_what, ours, theirs, before, after) => {
    const fresh = answer(...theirs).replace("Length: 9", "Length: 10");
    const { findings } = checkPage(answer(...ours), fresh);
    expect(findings).toEqual([expect.objectContaining({ level: "shape", before, after })]);
    const lines = after.split("\n").map((line) => `+ ${line}`);
    expect(formatAnnotations("a.md", findings)).toContain(`%0A${lines.join("%0A")}\n`);
    expect(formatFindings("a.md", findings)).toContain(`    ${lines.join("\n    ")}\n`);
  });

  test("in a region that its author edited, too", () => {
    const edited = answer('"a": 1').replace("today", "of mine");
    const [finding] = checkPage(edited, answer('"a": 2')).findings;
    expect(finding).toMatchObject({ before: 'Date: of mine\n"a": 1', after: 'Date: today\n"a": 2' });
  });
});

test("a report names page, line, level, and both lines; tools can apply the patch", async () => {
  const checked = checkPage(page, await renderWith((text) => text.replaceAll("OK", "Fine")));
  expect(formatFindings("docs/a.md", checked.findings)).toMatch(
    /^docs\/a\.md:\d+: shape: .* is out of date\n {4}- .*\n {4}\+ .*\n/,
  );
  expect(formatPatch("docs/a.md", page, checked)).toMatch(/^--- a\/docs\/a\.md\t?\n\+\+\+ b\/docs\/a\.md\t?\n@@ /m);
});
