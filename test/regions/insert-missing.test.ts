import { describe, expect, test } from "vitest";

import { analyze } from "../../src/analyze/analyze.ts";
import { toDiagrams } from "../../src/diagram/diagrams.ts";
import type { Trace } from "../../src/trace/model/types.ts";
import { layOut } from "../../src/walkthrough.ts";
import { aTrace, anEntry } from "../analyze/an-entry.ts";
import { mergePage } from "./with-both-ends.ts";

const ID = "4a7d1ed4-14de-4bd0-9bd0-1f1e3c1f6a01";
const command = { argv: ["shop", "list"], exitCode: 0, stdout: "tea\n", stderr: "" };
const bare = aTrace([anEntry({ url: "http://shop/carts" })]);
const full = aTrace([anEntry({ url: "http://shop/carts" }), anEntry({ at: 10, url: `http://shop/carts/${ID}` })], {
  command,
  substituted: { hosts: 1 },
});

async function render(trace: Trace, target: string): Promise<string> {
  const walkthrough = analyze(trace);
  const { page } = await layOut(walkthrough, { title: "Cart", target, diagrams: toDiagrams(walkthrough) });
  return page;
}

describe.each(["mkdocs", "gfm", "docusaurus", "vitepress", "myst", "asciidoc"])("a page of %s", (target) => {
  test("gets its first variable, command, output, and note where the template has them", async () => {
    const [before, after] = [await render(bare, target), await render(full, target)];
    const { text } = mergePage(before, after);
    expect(text.replaceAll(/\n{2,}/g, "\n\n")).toBe(after.replaceAll(/\n{2,}/g, "\n\n"));
    expect(mergePage(text, after).text).toBe(text);
  });

  test("keeps every line of the author, and loses and regains them", async () => {
    const [before, after] = [await render(bare, target), await render(full, target)];
    const own = ["Mine, above.", "Mine, below the steps."];
    const lines = before.split("\n");
    const diagram = lines.findIndex((line) => /^(?:## |== )/.test(line));
    const page = [...lines.slice(0, diagram), own[0], "", ...lines.slice(diagram), own[1], ""].join("\n");
    let text = page;
    for (const next of [after, before, after]) {
      ({ text } = mergePage(text, next));
      for (const line of own) expect(text).toContain(`\n${line}\n`);
    }
    for (const part of ["variables", "command", "output", "substituted"]) expect(text).toContain(`begin part=${part} `);
    expect(text.match(/^(?:##|==) Output$/gm)).toHaveLength(1);
  });
});

test("a page that was marked by hand, and one with the same content already, get a report of what is missing", async () => {
  const [before, after] = [await render(bare, "gfm"), await render(full, "gfm")];
  expect(() => mergePage(before.replace(/ sum=\S+/, ""), after)).toThrow("fewer than it should");
  const code = /```bash\n[^`]*```/.exec(after)?.[0] ?? "";
  expect(() => mergePage(before.replace("## Sequence", `${code}\n\n## Sequence`), after)).toThrow('"part=command"');
});
