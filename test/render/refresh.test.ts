import { describe, expect, test } from "vitest";

import { UserError } from "../../src/errors.ts";
import { refreshPage } from "../../src/render/refresh.ts";
import { writeRegion } from "../../src/render/regions.ts";
import { imageAddProject } from "../helpers/a-walkthrough.ts";
import { renderDraft } from "./render-draft.ts";

const page = await renderDraft(imageAddProject);
/** The same flow against an API that answers otherwise now. */
const changed = await renderDraft({
  ...imageAddProject,
  steps: imageAddProject.steps.map((step) => ({ ...step, response: { ...step.response, reason: "Fine" } })),
});

function failureOf(run: () => unknown): UserError {
  try {
    run();
  } catch (error) {
    if (error instanceof UserError) return error;
  }
  throw new Error("No UserError was thrown.");
}

describe("refreshing a page", () => {
  test("from the same recording changes nothing", () => {
    expect(refreshPage(page, page)).toBe(page);
    expect(changed).not.toBe(page);
  });

  test("brings what the API changed", () => {
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

  test("keeps byte order mark and line ends, in the regions too", () => {
    const windows = `\uFEFF${page.replaceAll("\n", "\r\n")}`;
    expect(refreshPage(windows, changed)).toBe(`\uFEFF${changed.replaceAll("\n", "\r\n")}`);
  });

  test("keeps the indentation of a region", () => {
    const old = writeRegion({ part: "a" }, "one\n\n  two");
    const next = writeRegion({ part: "a" }, "one\n\n  three");
    const indent = (text: string): string => text.replaceAll(/^(?=.)/gm, "    ");
    expect(refreshPage(`- item\n\n${indent(old)}`, next)).toBe(`- item\n\n${indent(next)}`);
  });

  test("leaves alone what a formatter did to a region that says the same", () => {
    const formatted = page.replace("\n## Request/Response", "\n## Anfragen").replaceAll("    ```\n", "    ```  \n");
    expect(refreshPage(formatted, page)).toBe(formatted);
  });

  test("fills regions that the author marked by hand", () => {
    const empty = "<!-- wirewalk:begin part=a -->\n<!-- wirewalk:end part=a -->\n";
    const next = `${writeRegion({ part: "a" }, "text")}\n`;
    expect(refreshPage(empty, next)).toBe(next);
  });
});

describe("nothing is written", () => {
  test("over an edit inside a region", () => {
    const { message, hint } = failureOf(() => refreshPage(page.replace("read the image.", "READ the image."), changed));
    expect(message).toMatch(/^Regions of the page were edited by hand: part=summary \(line \d+\)\.$/);
    expect(hint).toContain("not changed");
  });

  test("where the steps are others than on the page", async () => {
    const { steps, arrows } = imageAddProject;
    const shorter = await renderDraft({ ...imageAddProject, steps: steps.slice(0, 4), arrows: arrows.slice(0, 8) });
    expect(failureOf(() => refreshPage(page, shorter)).message).toContain(
      "no longer there: step=member-create part=request",
    );
    expect(failureOf(() => refreshPage(shorter, page)).message).toContain("new: step=member-create part=request");
  });

  test("where the steps come in another order", () => {
    const a = writeRegion({ part: "a" }, "a");
    const b = writeRegion({ part: "b" }, "b");
    expect(failureOf(() => refreshPage(`${a}\n${b}\n`, `${b}\n${a}\n`)).message).toContain("the same in another order");
  });

  test("into a page without regions", () => {
    expect(failureOf(() => refreshPage("# My page\n", page)).message).toBe(
      "The page has no regions that could be refreshed.",
    );
  });
});
