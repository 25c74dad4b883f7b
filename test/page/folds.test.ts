import { expect, test } from "vitest";

import { mergePage } from "../../src/regions/merge.ts";
import { render } from "../../src/walkthrough.ts";
import { aTrace, anEntry } from "../analyze/an-entry.ts";

/** Polls a server until it is there. */
function polling(times: number): ReturnType<typeof aTrace> {
  const states = [...Array.from({ length: times - 1 }, () => "BUILD"), "ACTIVE"];
  return aTrace(
    states.map((status, index) => anEntry({ url: "http://nova/server", at: index * 1000, answer: { status } })),
  );
}

test("the first and the last of many polls are shown, and a note describes the omitted ones", async () => {
  const page = await render(polling(7), { title: "wait" });
  expect(page.match(/^### .*(?=\{)/gm)?.map((heading) => heading.trim())).toEqual([
    "### (1) GET /server",
    "### (2) 200 OK /server",
    "### (13) GET /server",
    "### (14) 200 OK /server",
  ]);
  expect(page).toContain("(3)-(12): 5 more requests like (1) are omitted here; the trace has all of them.");
  expect(page).toContain("  loop until status = ACTIVE (7 times, 6 s)\n");
  expect(page).toMatch(/\(\[13\]\(#[^)]*\)\),\(\[14\]\(#[^)]*\)\): /);
  expect(page).not.toContain("([5](");
});

test.each([
  ["ko", "(3)-(12): (1)번과 같은 요청 5개는 여기서 생략합니다."],
  ["ja", "(3)-(12): (1) と同様のリクエスト 5 件はここでは省略します。"],
  ["de", "(3)-(12): 5 weitere Anfragen wie (1) sind hier ausgelassen"],
])("the note in %s", async (locale, note) => {
  expect(await render(polling(7), { title: "wait", locale })).toContain(note);
});

test("a failed response between the polls has its arrow and its section, with its content", async () => {
  const { log } = polling(5);
  const failing = anEntry({
    url: "http://nova/server",
    at: 1000,
    status: 500,
    reason: "Internal Server Error",
    answer: { error: "disk full" },
  });
  const page = await render(aTrace(log.entries.with(1, failing)), { title: "wait" });
  expect(page).toContain("  loop until status = ACTIVE (5 times, 4 s)\n");
  expect(page).toContain("nova--xclient: Response: 500 Internal Server Error\n");
  expect(page).toMatch(/^### \(4\) 500 Internal Server Error \/server[^]*"error": "disk full"/m);
  expect(page).toContain("(7)-(8): 1 more request like (5)");
});

test("prose of a step that became folded is kept", async () => {
  const before = await render(polling(2), { title: "wait" });
  const written = before.replace(/(?=<!-- wirewalk:begin [^>]*>\n+### \(4\))/, "Now it is there.\n\n");
  expect(written).toContain("Now it is there.");
  const { text } = mergePage(written, await render(polling(7), { title: "wait" }));
  expect(text.match(/Now it is there\./g)).toHaveLength(1);
  expect(text).toContain("5 more requests like (1)");
});

test("for Mermaid before 9, the diagram has all of them", async () => {
  const page = await render(polling(7), { title: "wait", mermaidVersion: 8 });
  expect(page.match(/->>nova: GET \/server$/gm)).toHaveLength(7);
});
