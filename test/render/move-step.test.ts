import { expect, test } from "vitest";

import { mergePage } from "../../src/render/merge.ts";
import { moveStep } from "../../src/render/move-step.ts";
import { writeRegion } from "../../src/render/regions.ts";

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

test("the prose of a step that is gone goes behind the same region of another", () => {
  const { text } = mergePage(authored, pageOf("new", "b"));
  expect(text).toContain("wirewalk:orphan step=a");
  const moved = moveStep(text, "a", "new");
  expect(moved).toContain(
    "<!-- wirewalk:end step=new part=request.io -->\n\nMy words.  \n\n- more\n\n<!-- wirewalk:begin step=b",
  );
  expect(moved).not.toContain("orphan");
  expect(mergePage(moved, pageOf("new", "b"))).toMatchObject({ text: moved, report: { orphans: [] } });
});

test("a step that is to get another name keeps all", () => {
  const renamed = moveStep(authored, "a", "new");
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

test("steps that the page does not have are told, with those it has", () => {
  expect(() => moveStep(authored, "x", "b")).toThrow(
    expect.objectContaining({
      message: 'The page keeps no prose of a step "x" that is gone, which could go to "b".',
      hint: "It keeps prose of: none. It shows: a, b.",
    }) as Error,
  );
  expect(() => moveStep(authored, "x", "y")).toThrow('The page shows neither a step "y" nor a step "x"');
});
