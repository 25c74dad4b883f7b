import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import type { Profile, Walkthrough } from "../../src/analyze/types.ts";
import type { UserError } from "../../src/errors.ts";
import { formatMergeReport } from "../../src/regions/format-merge-report.ts";
import { needsAuthor } from "../../src/regions/merge-report.ts";
import type { MergeOptions } from "../../src/regions/merge.ts";
import { writeRegion } from "../../src/regions/regions.ts";
import { aWalkthrough, imageAddProject } from "../helpers/a-walkthrough.ts";
import { renderDraft } from "../page/render-draft.ts";
import { mergePage } from "./with-both-ends.ts";

const page = await renderDraft(imageAddProject);
/** The same flow against an API that now responds differently. */
const changed = await renderDraft({
  ...imageAddProject,
  steps: imageAddProject.steps.map((step) => ({ ...step, response: { ...step.response, reason: "Fine" } })),
});

function refreshPage(existing: string, generated: string, options?: MergeOptions): string {
  return mergePage(existing, generated, options).text;
}

function linesOf(existing: string, generated: string, options?: MergeOptions): readonly string[] {
  return formatMergeReport(mergePage(existing, generated, options).report);
}

describe("updating a page", () => {
  test("from the same recording changes nothing", () => {
    expect(refreshPage(page, page)).toBe(page);
    expect(changed).not.toBe(page);
  });

  test("adds the changes of the API", () => {
    expect(refreshPage(page, changed)).toBe(changed);
    expect(changed).toContain("### (8) 200 Fine /image");
  });

  test("keeps the author's text, wherever it is", () => {
    const authored = `---\ntags: [x]\n---\n\n${page.replaceAll(/^<!-- wirewalk:end .* -->$/gm, "$&\n\nMy words.  \n* mine\t")}no final line end  `;
    const refreshed = refreshPage(authored, changed);
    expect(refreshed.split("My words.  \n* mine\t")).toHaveLength(authored.split("My words.").length);
    expect(refreshed).toMatch(/^---\ntags: \[x\]\n---\n\n# draft\n/);
    expect(refreshed).toMatch(/\nno final line end {2}$/);
    expect(refreshed).toContain("### (8) 200 Fine /image");
  });

  test("keeps byte order mark and line endings, in the regions too", () => {
    const windows = `\uFEFF${page.replaceAll("\n", "\r\n")}`;
    expect(refreshPage(windows, changed)).toBe(`\uFEFF${changed.replaceAll("\n", "\r\n")}`);
  });

  test("keeps the indentation of a region", () => {
    const old = writeRegion({ part: "a" }, "one\n\n  two");
    const next = writeRegion({ part: "a" }, "one\n\n  three");
    const indent = (text: string): string => text.replaceAll(/^(?=.)/gm, "    ");
    expect(refreshPage(`- item\n\n${indent(old)}`, next)).toBe(`- item\n\n${indent(next)}`);
  });

  test("leaves the formatting of a region with the same content unchanged", () => {
    const formatted = page.replace("\n## Request/Response", "\n## Anfragen").replaceAll("    ```\n", "    ```  \n");
    expect(refreshPage(formatted, page)).toBe(formatted);
  });

  test("fills regions that the author marked by hand", () => {
    const empty = "<!-- wirewalk:begin part=a -->\n<!-- wirewalk:end part=a -->\n";
    const next = `${writeRegion({ part: "a" }, "text")}\n`;
    expect(refreshPage(empty, next)).toBe(next);
  });
});

const { steps, arrows } = imageAddProject;
const shorter = await renderDraft({ ...imageAddProject, steps: steps.slice(0, 4), arrows: arrows.slice(0, 8) });

/** These steps one after the other, numbered from 1. */
function numberAgain(some: Walkthrough["steps"]): Walkthrough {
  const drafts = some.map(
    ({ request: { number: _asked, ...request }, response: { number: _answered, ...response }, ...step }) =>
      Object.assign(step, { request, response }),
  );
  const { variables, command } = imageAddProject;
  return aWalkthrough(drafts, { variables, ...(command && { command }) });
}

/** The page with an author's line after each region of a step. */
function withProse(text: string): string {
  return text.replaceAll(/^<!-- wirewalk:end (step=.*) -->$/gm, "$&\n\nWords on $1.");
}

describe("steps", () => {
  test("that are new come to their place, with a first draft", () => {
    const { text, report } = mergePage(shorter, page);
    expect(text).toBe(page);
    expect(report.steps).toMatchObject([
      { kind: "new", step: "member-create", part: "request", heading: "(9) POST /image/v2/images/{image_id}/members" },
      {
        kind: "new",
        step: "member-create",
        part: "response",
        heading: "(10) 200 OK /image/v2/images/{image_id}/members",
      },
    ]);
    expect(needsAuthor(report)).toBe(false);
  });

  test("that are gone leave their prose at the end; it returns with them", () => {
    const authored = withProse(page);
    const { text, report } = mergePage(authored, shorter);
    expect(text).toContain(`
<!-- wirewalk:orphan step=member-create part=request.io was="(9) POST /image/v2/images/{image_id}/members" -->

Words on step=member-create part=request.io.

<!-- wirewalk:orphan-end step=member-create part=request.io -->
`);
    expect(text.indexOf("## Output")).toBeLessThan(text.indexOf("wirewalk:orphan"));
    expect(needsAuthor(report)).toBe(true);
    expect(formatMergeReport(report).slice(0, 2)).toEqual([
      "- removed: (9) POST /image/v2/images/{image_id}/members",
      "- removed: (10) 200 OK /image/v2/images/{image_id}/members",
    ]);
    expect(refreshPage(text, shorter)).toBe(text);
    expect(refreshPage(text, page).trimEnd()).toBe(authored.trimEnd());
  });

  test("in another order move with their prose", async () => {
    const swapped = [2, 3, 0, 1, 4, 5, 6, 7, 8, 9].flatMap((index) => arrows[index] ?? []);
    const other = await renderDraft({ ...imageAddProject, arrows: swapped });
    const text = refreshPage(withProse(page), other);
    expect(text).toBe(withProse(other));
    expect(linesOf(page, other)[0]).toMatch(/^~ moved: /);
  });
});

describe("an edit inside of a region", () => {
  const edited = page.replace("read the image.", "READ the image.");
  const { report } = mergePage(edited, page);

  test("stays and is reported", () => {
    expect(refreshPage(edited, page)).toBe(edited);
    expect(report.edited).toEqual([{ name: "part=summary", line: expect.any(Number) as number, outcome: "kept" }]);
    expect(needsAuthor(report)).toBe(true);
  });

  test("is overwritten with --force", () => {
    expect(refreshPage(edited, page, { edits: "overwrite" })).toBe(page);
  });

  test("stays after adoption, until the trace is out of date there", async () => {
    const adopted = refreshPage(edited, page, { edits: "adopt" });
    expect(adopted.replace(/sum=\S+ adopts=\S+/, "")).toBe(edited.replace(/(part=summary )sum=\S+/, "$1"));
    expect(mergePage(adopted, page)).toMatchObject({ text: adopted, report: { edited: [], changed: [] } });
    const { report: later } = mergePage(adopted, shorter);
    expect(later.edited).toMatchObject([{ name: "part=summary", outcome: "kept" }]);
  });
});

describe("numbers in prose", () => {
  const words = "See (9),(10), (9)-(10), `(9~10)`, (9)번 and f(9), [x](9), (2022), (1).\n\n(9) first\n";
  const authored = `${page}\n${words}`;
  /** Without the second step: (9) is (7) now. */
  const fewer = renderDraft(numberAgain(steps.filter(({ id }) => id !== "token-create")));

  test("are reported with their new values", async () => {
    const { text, report } = mergePage(authored, await fewer);
    expect(text).toContain(words);
    expect(report.references.map(({ before, after }) => `${before} ${after}`)).toEqual([
      "(9) (7)",
      "(10) (8)",
      "(9) (7)",
      "(10) (8)",
      "(9~10) (7~8)",
      "(9) (7)",
      "(9) (7)",
    ]);
    expect(report.references[0]?.line).toBe(page.split("\n").length + 1);
  });

  test("are updated where they certainly refer to arrows", async () => {
    const { text, report } = mergePage(authored, await fewer, { fixReferences: true });
    expect(text).toContain("See (7),(8), (7)-(8), `(7~8)`, (7)번 and f(9), [x](9), (2022), (1).\n\n(9) first\n");
    expect(report.references.filter(({ isFixed }) => !isFixed)).toHaveLength(1);
    expect(text).not.toContain("wirewalk:number");
  });

  test("that become the same in a line keep their meanings", async () => {
    const line = "First (3), then (9).\n";
    const own = `${page}\n${line}`;
    const without = await fewer;
    const fixed = mergePage(own, without, { fixReferences: true });
    expect(fixed.text).toContain("First (3), then (7).\n");
    const gone = fixed.report.references.find(({ isFixed }) => !isFixed);
    expect(gone).toMatchObject({ before: "(3)", after: undefined });
    // The removed number now belongs to another arrow, which the author mentions on the same line.
    const both = `${page}\nFirst (3), then (5).\n`;
    const same = mergePage(both, without, { fixReferences: true });
    expect(same.text).toContain("First (3), then (3).\n");
    const again = mergePage(same.text, without);
    expect(again.text).toBe(same.text);
    expect(again.report.references).toHaveLength(1);
    expect(mergePage(same.text, page, { fixReferences: true }).text).toContain("First (3), then (5).\n");
  });

  test("are reported until the author has changed the line, allowed the update, or removed the marker", async () => {
    const { text } = mergePage(authored, await fewer);
    const later = mergePage(text, await fewer);
    expect(later.text).toBe(text);
    expect(later.report.references.map(({ before, after }) => `${before} ${after}`)).toEqual([
      "(9) (7)",
      "(10) (8)",
      "(9) (7)",
      "(10) (8)",
      "(9~10) (7~8)",
      "(9) (7)",
    ]);
    expect(needsAuthor(later.report)).toBe(true);
    const withoutMarkers = mergePage(authored, await fewer, { fixReferences: true }).text;
    expect(mergePage(text, await fewer, { fixReferences: true }).text).toBe(withoutMarkers);
    const byHand = text.replace(words, "See (7) and (8).\n");
    expect(mergePage(byHand, await fewer)).toMatchObject({ report: { references: [] } });
    expect(mergePage(byHand, await fewer).text).not.toContain("wirewalk:number");
    const ignored = text.replaceAll(/^<!-- wirewalk:number .*\n/gm, "");
    expect(mergePage(ignored, await fewer)).toMatchObject({ text: ignored, report: { references: [] } });
  });

  test("that became stale once mean the same arrow through the next change, and none when it is back", async () => {
    const first = mergePage(authored, await fewer).text;
    const again = mergePage(first, page);
    expect(again).toMatchObject({ text: authored, report: { references: [] } });
    const fewest = await renderDraft(numberAgain(steps.slice(2)));
    const { report, text } = mergePage(first, fewest, { fixReferences: true });
    expect(report.references[0]).toMatchObject({ before: "(9)", after: "(5)", isFixed: true });
    expect(text).toContain("See (5),(6), (5)-(6)");
  });

  test("in prose that is kept at the end of the page are updated too", async () => {
    const marker = "<!-- wirewalk:end step=token-create part=request -->\n";
    const { text } = mergePage(page.replace(marker, `${marker}\nBefore (9).\n`), await fewer, { fixReferences: true });
    expect(text).toContain("Before (7).");
    const { text: stale } = mergePage(page.replace(marker, `${marker}\nBefore (9).\n`), await fewer);
    expect(stale).toContain("Before (9).");
    expect(mergePage(stale, await fewer, { fixReferences: true }).text).toBe(text);
  });

  test("of removed arrows are reported", async () => {
    expect(linesOf(`${page}\nAs in (3).\n`, await fewer)).toContainEqual(
      expect.stringMatching(/^! line \d+: \(3\) refers to a removed arrow$/),
    );
  });
});

describe("first drafts of prose", () => {
  const requestProse = { en: "Looks it up.", ko: "찾는다." };
  const operation = { id: "image.show", service: "image", method: "GET", path: "", summary: { en: "" }, requestProse };
  const profile: Profile = {
    name: "cloud",
    client: { id: "client", label: "client" },
    detect: [],
    services: {},
    operations: [operation],
  };
  const marker = "<!-- wirewalk:end step=member-create part=request -->\n";
  const drafted = (words: string): string => page.replace(marker, `${marker}\n${words}\n`);

  test("are removed with their step if nobody changed them", () => {
    const { text, report } = mergePage(drafted("Looks it up."), shorter, { profile });
    expect(report.orphans).toEqual([]);
    expect(text).not.toContain("Looks it up.");
  });

  test("stay if somebody edited them", () => {
    expect(mergePage(drafted("Looks it up. As we saw."), shorter, { profile }).report.orphans).toHaveLength(1);
    expect(mergePage(drafted("Looks it up.\n\nMine."), shorter, { profile }).report.orphans).toHaveLength(1);
  });
});

describe("a merge conflict of git", () => {
  const conflict = "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> main\n";

  test.each([
    ["in prose", `${page}\n${conflict}`],
    ["in a region", page.replace(/^<!-- wirewalk:begin part=diagram .*\n/m, `$&${conflict}`)],
    ["in code of a region", page.replace("sequenceDiagram\n", `$&${conflict}`)],
    [
      "of two regions",
      page.replace(
        /^<!-- wirewalk:begin part=diagram [^]*?wirewalk:end part=diagram -->\n/m,
        "<<<<<<< a\n$&=======\n$&>>>>>>> b\n",
      ),
    ],
    ["with the line ends of Windows", `${page}\n${conflict}`.replaceAll("\n", "\r\n")],
  ])("%s: nothing is written", (_place, broken) => {
    expect(() => mergePage(broken, page)).toThrow(/^The page has a Git merge conflict \(lines \d+-\d+\)\.$/);
  });

  test("in a recorded text is text", () => {
    const recorded = writeRegion({ part: "a" }, `\`\`\`text\n${conflict}\`\`\``);
    expect(refreshPage(recorded, writeRegion({ part: "a" }, "else"))).toContain("else");
  });

  test("as an example in a code block of the author is text", () => {
    const example = `${page}\n\`\`\`\n${conflict}\`\`\`\n`;
    expect(refreshPage(example, page)).toBe(example);
  });
});

/** What an author does who follows the error message literally. */
function addMarkers(existing: string, generated: string): string {
  const lines = existing.split("\n").map((text) => ({ above: [] as string[], text, below: [] as string[] }));
  try {
    mergePage(existing, generated);
    return existing;
  } catch (error) {
    const { hint = "" } = error as UserError;
    const places = hint.matchAll(
      /^ {2}(?:below line (\d+)|around lines? (\d+)(?:-(\d+))?|near the top):\n {4}(.*)\n {4}(.*)$/gm,
    );
    for (const [, below = 1, from, to, begin = "", end = ""] of places) {
      if (from === undefined) lines[Number(below) - 1]?.below.push(begin, end);
      else {
        lines[Number(from) - 1]?.above.push(begin);
        lines[Number(to ?? from) - 1]?.below.unshift(end);
      }
    }
    return lines.map(({ above, text, below }) => above.concat(text, below).join("\n")).join("\n");
  }
}

describe("nothing is written to a page", () => {
  test("without regions", () => {
    expect(() => refreshPage("# My page\n", page)).toThrow(
      expect.objectContaining({
        message: "The page has no regions that could be refreshed.",
        hint: expect.stringMatching(
          /^Render into a new file, or put these markers where each region belongs\.[^]*near the top:\n {4}<!-- wirewalk:begin part=variables -->\n {4}<!-- wirewalk:end part=variables -->\n/,
        ) as string,
      }) as Error,
    );
  });

  test("that lacks a region of the page or of a step", () => {
    const without = (name: string): string =>
      page.replace(new RegExp(`<!-- wirewalk:begin ${name} [^]*?wirewalk:end ${name} -->\n`), "");
    expect(() => refreshPage(without("part=summary"), page)).toThrow('The page has no region "part=summary".');
    const lacking = without("step=image-show part=request.io");
    const line = lacking.split("\n").findIndex((text) => text.includes("end step=image-show part=request ")) + 1;
    expect(() => refreshPage(lacking, page)).toThrow(
      expect.objectContaining({
        message: 'The page has no region "step=image-show part=request.io".',
        hint: expect.stringContaining(`  below line ${line}:\n`) as string,
      }) as Error,
    );
  });

  test("that shows a step without its markers", () => {
    const unmarked = page.replaceAll(/^<!-- wirewalk:(?:begin|end) step=image-show .*\n/gm, "");
    const marked = addMarkers(unmarked, page);
    const markersOf = (text: string): unknown => text.replaceAll(/ sum=\S+/g, "").match(/^<!-- wirewalk:.*/gm);
    expect(markersOf(marked)).toEqual(markersOf(page));
    expect(marked.match(/^(?!<!-- wirewalk:).+/gm)).toEqual(page.match(/^(?!<!-- wirewalk:).+/gm));
  });

  test("that somebody wrote by hand: with the lines of the error it becomes one, and loses no prose", async () => {
    const byHand = readFileSync(join(import.meta.dirname, "by-hand.txt"), "utf8");
    const marked = addMarkers(byHand, page);
    expect(marked.replaceAll(/^<!-- wirewalk:.*\n/gm, "")).toBe(byHand);
    const { report } = mergePage(marked, page);
    expect(report.edited.map(({ name }) => name)).toEqual([
      "part=diagram",
      "step=image-show part=request",
      "step=image-show part=request.io",
      "step=image-show part=response",
      "step=image-show part=response.io",
    ]);
    const taken = mergePage(marked, page, { edits: "overwrite" });
    expect(needsAuthor(taken.report)).toBe(false);
    for (const line of byHand.split("\n").filter((text) => text.includes("PROSE"))) expect(taken.text).toContain(line);
    expect(taken.text.match(/^### \(7\)/gm)).toHaveLength(1);
  });

  test("whose open fence would hide the text after it", () => {
    expect(() => refreshPage(`${withProse(page)}\n\`\`\`\n`, shorter)).toThrow(
      /^The code fence that opens on line \d+/,
    );
  });
});
