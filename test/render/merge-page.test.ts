import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { UserError } from "../../src/errors.ts";
import { type MergeOptions, mergePage } from "../../src/render/merge-page.ts";
import { writeRegion } from "../../src/render/regions.ts";
import { imageAddProject } from "../helpers/a-walkthrough.ts";
import { renderDraft } from "./render-draft.ts";

const page = await renderDraft(imageAddProject);
/** The same flow against an API that answers otherwise now. */
const changed = await renderDraft({
  ...imageAddProject,
  steps: imageAddProject.steps.map((step) => ({ ...step, response: { ...step.response, reason: "Fine" } })),
});

function refreshPage(existing: string, fresh: string, options?: MergeOptions): string {
  return mergePage(existing, fresh, options).text;
}

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

const { steps, arrows } = imageAddProject;
/** The same flow without its last call. */
const shorter = await renderDraft({ ...imageAddProject, steps: steps.slice(0, -1), arrows: arrows.slice(0, -2) });

describe("an edit inside a region", () => {
  const edited = page.replace("read the image.", "READ the image.");

  test("stays, and is reported with its line", () => {
    const { text, report } = mergePage(edited, changed);
    expect(text).toContain("READ the image.");
    expect(text).toContain("### (8) 200 Fine /image");
    const line = page.split("\n").findIndex((one) => one.includes("begin part=summary")) + 1;
    expect(report.edited).toEqual([{ name: "part=summary", line }]);
  });

  test("is overwritten on demand", () => {
    expect(refreshPage(edited, page, { handEdits: "overwrite" })).toBe(page);
  });

  test("is adopted on demand, and then stays without a word", () => {
    const adopted = refreshPage(edited, page, { handEdits: "adopt" });
    expect(adopted).toMatch(/<!-- wirewalk:begin part=summary sum=\S+ keep -->/);
    const { text, report } = mergePage(adopted, changed);
    expect(text).toContain("READ the image.");
    expect(report.edited).toEqual([]);
  });
});

describe("steps that come and go", () => {
  /** The page with the author's words behind each heading and each region of tabs. */
  const authored = page.replaceAll(
    /^<!-- wirewalk:end (step=\S+ part=\S+) -->\n/gm,
    (all, name: string) => `${all}\nWords about ${name}.\n`,
  );

  test("a new step gets its place, and is reported", () => {
    const existing = shorter.replace("## Sequence Diagram", "Mine.\n\n## Sequence Diagram");
    const { text, report } = mergePage(existing, page);
    expect(text).toBe(page.replace("## Sequence Diagram", "Mine.\n\n## Sequence Diagram"));
    expect(report.added).toEqual(["step=member-create request", "step=member-create response"]);
  });

  test("the text of one that is gone moves to the end, and comes back with it", () => {
    const { text, report } = mergePage(authored, shorter);
    expect(report.removed).toEqual(["step=member-create request", "step=member-create response"]);
    expect(report.orphans.map(({ name }) => name)).toEqual([
      "step=member-create part=request",
      "step=member-create part=response",
    ]);
    expect(text).toMatch(
      /\n<!-- wirewalk:orphan step=member-create part=request -->\nWords about step=member-create part=request\.\n/,
    );
    const back = refreshPage(text, page);
    expect(back).not.toContain("orphan");
    expect(back).toMatch(
      /part=request -->\n\s*Words about step=member-create part=request\.\n[^]*begin step=member-create part=request\.io/,
    );
  });

  test("the heading of the chapter stays before the first step", async () => {
    const later = (from: number): Promise<string> =>
      renderDraft({ ...imageAddProject, steps: steps.slice(from), arrows: arrows.slice(from * 2) });
    const [all, rest] = await Promise.all([later(0), later(1)]);
    expect(refreshPage(rest, all)).toBe(all);
    expect(refreshPage(all, rest).split("## Request/Response")).toHaveLength(2);
  });

  test("numbers in the author's text are told, and rewritten on demand", () => {
    const last = steps.length * 2;
    const words = `See (${last - 1}),(${last}), (${last - 3})-(${last - 2}) and (2022), but not \`\`\`(7)\`\`\`.\n`;
    const existing = page.replace("## Output", `${words}\n## Output`);
    const fewer = page
      .replaceAll(/\((\d+)\)/g, (_all, number: string) => `(${Number(number) - 2})`)
      .replaceAll(/ sum=\S+/g, " sum=x");
    const { report, text } = mergePage(existing, fewer);
    const line = existing.split("\n").indexOf(words.trimEnd()) + 1;
    expect(report.staleReferences).toContainEqual({ line, before: `(${last})`, after: `(${last - 2})` });
    expect(text).toContain(words);
    expect(refreshPage(existing, fewer, { fixReferences: true })).toContain(
      `See (${last - 3}),(${last - 2}), (${last - 5})-(${last - 4}) and (2022)`,
    );
  });

  test("a page without regions is refused, with the lines to add", () => {
    const { message, hint } = failureOf(() => refreshPage("# My page\n", page));
    expect(message).toBe("The page has no regions that could be refreshed.");
    expect(hint).toContain("put the lines `<!-- wirewalk:begin part=variables -->`");
  });
});

/** Prose that looks like much else. */
const someProse = fc.array(
  fc.constantFrom(
    "plain words",
    "한국어 문장",
    "- a list",
    "    indented",
    "\ttab\t",
    "trailing  ",
    "```json\n<!-- wirewalk:end part=diagram -->\n```",
    "~~~\n## no heading\n~~~",
    "<!-- a comment -->",
    "## A chapter",
    "#### small heading",
    "see (1)-(4), (7)",
    "> quote",
    "| a | b |",
    "!!! note",
  ),
  { maxLength: 3 },
);

describe("prose is never lost", () => {
  test("through any sequence of insertions, removals and reorderings, in any gap", async () => {
    const stepsOf = (order: readonly number[]): Promise<string> => {
      const chosen = order.flatMap((place) => steps.slice(place, place + 1));
      const drawn = chosen.flatMap(({ id }) => arrows.filter(({ step }) => step === id));
      const numbered = drawn.map((arrow, index) => Object.assign({}, arrow, { number: index + 1 }));
      return renderDraft({ ...imageAddProject, steps: chosen, arrows: numbered });
    };
    const orders = fc.array(fc.uniqueArray(fc.nat(steps.length - 1), { minLength: 1 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(someProse, { minLength: 30, maxLength: 30 }),
        orders,
        fc.boolean(),
        async (gaps, later, isWindows) => {
          let gap = 0;
          const written: string[] = [];
          let text = page.replaceAll(/^<!-- wirewalk:end [^\n]* -->\n/gm, (marker) => {
            const lines = (gaps[gap++] ?? []).map((line, index) => {
              const marked = line.replace(/^(\s*)(\S[^\n]*)/, `$1$2 #${gap}.${index}`);
              const first = marked.split("\n")[0] ?? "";
              written.push(first);
              return marked;
            });
            return lines.length === 0 ? marker : `${marker}\n${lines.join("\n\n")}\n`;
          });
          if (isWindows) text = text.replaceAll("\n", "\r\n");
          for (const order of later) {
            const fresh = await stepsOf(order);
            text = refreshPage(text, fresh);
            expect(refreshPage(text, fresh)).toBe(text);
            const lines = text.split(/\r?\n/);
            for (const line of written)
              expect(
                lines.filter((one) => one === line),
                line,
              ).toHaveLength(1);
            if (isWindows) expect(text).not.toMatch(/[^\r]\n/);
          }
        },
      ),
      { numRuns: 60 },
    );
  }, 120_000);
});
