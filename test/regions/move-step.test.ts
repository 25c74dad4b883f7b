import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { type NamedPage, moveStep } from "../../src/regions/move-step.ts";
import { writeRegion } from "../../src/regions/regions.ts";
import { moveOnPage } from "./move-on-page.ts";
import { mergePage } from "./with-both-ends.ts";

function pageOf(...steps: readonly string[]): string {
  const regions = steps.flatMap((step) => [
    writeRegion({ step, part: "request" }, `### (1) ${step}`),
    writeRegion({ step, part: "request.io" }, "text"),
  ]);
  return `${["# page", ...regions].join("\n\n")}\n`;
}

const authored = pageOf("a", "b").replace(
  "<!-- wirewalk:end step=a part=request.io -->",
  "$&\n\nMy words.  \n\n- more",
);

test("the prose of a removed step moves to the end of the same region of another step", () => {
  const { text } = mergePage(authored, pageOf("new", "b"));
  expect(text).toContain("wirewalk:orphan step=a");
  const moved = moveOnPage(text, "a", "new");
  expect(moved).toContain(
    "<!-- wirewalk:end step=new part=request.io -->\n\nMy words.  \n\n- more\n\n<!-- wirewalk:begin step=b",
  );
  expect(moved).not.toContain("orphan");
  expect(mergePage(moved, pageOf("new", "b"))).toMatchObject({ text: moved, report: { orphans: [] } });
});

test("a step that gets another name keeps everything", () => {
  const renamed = moveOnPage(authored, "a", "new");
  expect(renamed).toContain("My words.  \n\n- more");
  const { text, report } = mergePage(renamed, pageOf("new", "b"));
  expect(report).toMatchObject({ steps: [], orphans: [], edited: [] });
  expect(text).toBe(
    authored
      .replaceAll("step=a ", "step=new ")
      .replace("(1) a", "(1) new")
      .replace(/sum=\S+/, /sum=\S+/.exec(pageOf("new"))?.[0] ?? ""),
  );
});

test("steps that are not on the page are reported, with a list of the steps", () => {
  expect(() => moveOnPage(authored, "x", "b")).toThrow(
    expect.objectContaining({
      message: 'The page keeps no orphaned prose of step "x" to move to "b".',
      hint: "It shows a, b, and keeps orphaned prose of no step.",
    }) as Error,
  );
  expect(() => moveOnPage(authored, "x", "y")).toThrow('The page shows neither a step "y" nor a step "x"');
});

test("the prose of a step on the page can move to another step on the page", () => {
  const moved = moveOnPage(authored, "a", "b");
  expect(moved).toBe(
    pageOf("a", "b").replace("<!-- wirewalk:end step=b part=request.io -->", "$&\n\nMy words.  \n\n- more"),
  );
  expect(() => moveOnPage(moved, "a", "b")).toThrow('Step "a" has no prose to move to "b".');
  expect(() => moveOnPage(authored, "a", "a")).toThrow('Step "a" has no prose');
});

test("a code fence that is left open does not move", () => {
  const open = `${pageOf("a", "b")}\n\`\`\`\nMy words.\n`;
  expect(() => moveOnPage(open, "b", "a")).toThrow("opens a code fence that is never closed");
});

test("text after a region without a blank line stays a separate paragraph", () => {
  const tight = authored.replace("part=request.io -->\n\nMy words", "part=request.io -->\nMy words");
  const tighter = tight.replace("<!-- wirewalk:end step=b part=request.io -->\n", "$&Others.\n");
  const moved = moveOnPage(tighter, "a", "b");
  expect(moved).toContain("step=b part=request.io -->\n\nMy words.  \n\n- more\n\nOthers.\n");
});

describe("on several pages", () => {
  const orphaned = mergePage(authored, pageOf("b")).text;
  const other = pageOf("c", "new");
  const words = "My words.  \n\n- more";

  /** The pages after each write, and before the first. */
  function statesOf(pages: readonly NamedPage[], from: string, to: string): readonly (readonly string[])[] {
    let state = new Map(pages.map(({ file, text }) => [file, text]));
    const states = [[...state.values()]];
    for (const { file, text } of moveStep(pages, from, to)) {
      state = new Map(state).set(file, text);
      states.push([...state.values()]);
    }
    return states;
  }

  function named(...texts: readonly string[]): readonly NamedPage[] {
    return texts.map((text, index) => ({ file: `${index}.md`, text }));
  }

  test("the kept prose of a step moves to the page with the other step, which is written first", () => {
    const writes = moveStep(named(orphaned, other), "a", "new");
    expect(writes.map(({ file }) => file)).toEqual(["1.md", "0.md"]);
    const home = "<!-- wirewalk:end step=new part=request.io -->";
    expect(writes[0]?.text).toBe(other.replace(home, `${home}\n\n${words}`));
    expect(writes[1]?.text).toBe(orphaned.slice(0, orphaned.indexOf("<!-- wirewalk:orphan ")));
    expect(moveStep(named(other, orphaned), "a", "new").map(({ file }) => file)).toEqual(["0.md", "1.md"]);
  });

  test("so does the prose of a step that is still shown", () => {
    const writes = moveStep(named(authored, other), "a", "new");
    expect(writes).toMatchObject([{ file: "1.md", text: expect.stringContaining(words) as string }, { file: "0.md" }]);
    expect(writes[1]?.text).toBe(pageOf("a", "b"));
  });

  test("each page keeps its line endings, its byte order mark, and everything else, byte for byte", () => {
    const windows = `\uFEFF${other.replaceAll("\n", "\r\n")}`;
    const home = "<!-- wirewalk:end step=new part=request.io -->";
    const there = moveStep(named(orphaned, windows), "a", "new");
    expect(there[0]?.text).toBe(windows.replace(home, `${home}\r\n\r\n${words.replaceAll("\n", "\r\n")}`));
    const old = `\uFEFF${orphaned.replaceAll("\n", "\r\n")}`;
    const back = moveStep(named(old, other), "a", "new");
    expect(back[0]?.text).toBe(other.replace(home, `${home}\n\n${words}`));
    expect(back[1]?.text).toBe(old.slice(0, old.indexOf("<!-- wirewalk:orphan ")));
  });

  test("pages that move prose to each other lose nothing, even if interrupted", () => {
    const request = writeRegion({ step: "new", part: "request" }, "### (1) new");
    const response = writeRegion({ step: "new", part: "response" }, "### (2) new");
    const keep = (part: string, text: string): string =>
      `<!-- wirewalk:orphan step=a part=${part} was="" -->\n\n${text}\n\n<!-- wirewalk:orphan-end step=a part=${part} -->\n`;
    const pages = named(
      `# one\n\n${request}\n\n${keep("response", "Of the answer.")}`,
      `# two\n\n${response}\n\n${keep("request", "Of the request.")}`,
    );
    const states = statesOf(pages, "a", "new").map((state) => state.join(""));
    for (const state of states) for (const text of ["Of the answer.", "Of the request."]) expect(state).toContain(text);
    expect(states.at(-1)).toBe(`# one\n\n${request}\n\nOf the request.\n\n# two\n\n${response}\n\nOf the answer.\n\n`);
  });

  test("wherever it is, every line is there all the time, and once in the end", () => {
    const step = fc.constantFrom("a", "b", "c", "new", "x");
    const page = fc.tuple(
      fc.uniqueArray(step, { maxLength: 4 }),
      fc.uniqueArray(step, { maxLength: 4 }),
      fc.constantFrom("\n", "\r\n"),
    );
    let moved = 0;
    fc.assert(
      fc.property(fc.array(page, { minLength: 1, maxLength: 4 }), step, step, (drafts, from, to) => {
        const seen = new Set<string>();
        const texts = drafts.map(([steps, after, lineEnd], at) => {
          const own = steps.filter((one) => !seen.has(one) && seen.add(one));
          const full = pageOf(...own).replaceAll(
            /<!-- wirewalk:end step=(\w+) part=(\S+) -->\n/g,
            `$&\nLine ${at} $1 $2.\n`,
          );
          return mergePage(full, pageOf(...own.filter((one) => after.includes(one)))).text.replaceAll("\n", lineEnd);
        });
        const linesOf = (state: readonly string[]): readonly string[] =>
          state.flatMap((text) => text.match(/^Line .*\.$/gm) ?? text.match(/^Line .*\.(?=\r)/gm) ?? []).toSorted();
        const lines = linesOf(texts);
        const states = ((): readonly (readonly string[])[] => {
          try {
            return statesOf(named(...texts), from, to);
          } catch {
            return [texts];
          }
        })();
        if (states.length > 1) moved += 1;
        for (const state of states) expect(new Set(linesOf(state))).toEqual(new Set(lines));
        expect(linesOf(states.at(-1) ?? [])).toEqual(lines);
      }),
    );
    expect(moved).toBeGreaterThan(10);
  });

  test("a step gets its new name wherever it is shown", () => {
    const half = writeRegion({ step: "a", part: "response" }, "### (2) a");
    const writes = moveStep(named(pageOf("c"), authored, `# rest\n\n${half}\n`), "a", "new");
    expect(writes.map(({ file }) => file)).toEqual(["1.md", "2.md"]);
    expect(writes.map(({ text }) => text).join("")).toBe(
      `${authored}# rest\n\n${half}\n`.replaceAll("step=a ", "step=new "),
    );
  });

  test("steps that are on none of them are reported, and so is an unreadable page", () => {
    expect(() => moveStep(named(orphaned, other), "x", "new")).toThrow(
      expect.objectContaining({
        message: 'The 2 pages keep no orphaned prose of step "x" to move to "new".',
        hint: "They show b, c, new, and keep orphaned prose of a.",
      }) as Error,
    );
    expect(() => moveStep(named(orphaned, other), "a", "y")).toThrow(
      'The 2 pages show neither a step "y" nor a step "a" to rename.',
    );
    expect(() => moveStep(named(other, "<!-- wirewalk:end part=x -->\n"), "a", "b")).toThrow(/^1\.md: The end marker/);
  });
});
