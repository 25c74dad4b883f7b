import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { writeTrace } from "../../src/trace/files/file.ts";
import { inTurn } from "../analyze/an-entry.ts";
import { createProject, run } from "./run-in-project.ts";

const LOGIN = { url: "http://a/login" };

test.each([
  ["the same", "http://a/books?limit=3", "are the same as in [A](./a.md)"],
  ["other values", "http://a/books?limit=1", "are like those in [A](./a.md), with other values,"],
  ["another path", "http://a/shelves", "are like those in [A](./a.md), with other values,"],
])(
  "a page that links to another page for some calls reports whether they are the same: %s",
  async (_, url, sentence) => {
    const folder = await createProject(
      "walkthroughs:\n  a: { trace: a.har, page: a.md }\n  b: { trace: b.har, page: b.md, omit: [{ from: 1, to: 4, page: ./a.md, title: A }] }\n",
    );
    await writeTrace(join(folder, "a.har"), inTurn({ url: "http://a/" }, LOGIN, { url: "http://a/books?limit=3" }));
    await writeTrace(join(folder, "b.har"), inTurn(LOGIN, { url }, { url: "http://a/more" }));
    expect((await run(folder, "render", "b")).exitCode).toBe(0);
    expect(readFileSync(join(folder, "b.md"), "utf8")).toContain(`(1)-(4) ${sentence}`);
  },
);

test("for a page outside the project, the author is trusted", async () => {
  const folder = await createProject(
    "walkthroughs:\n  b: { trace: b.har, page: b.md, omit: [{ from: 1, to: 2, page: ./c.md, title: C }] }\n",
  );
  await writeTrace(join(folder, "b.har"), inTurn(LOGIN, { url: "http://a/more" }));
  expect((await run(folder, "render")).exitCode).toBe(0);
  expect(readFileSync(join(folder, "b.md"), "utf8")).toContain("(1)-(2) are the same as in [C](./c.md)");
});
