import { describe, expect, test } from "vitest";

import { type AnalyzeOptions, analyze } from "../../src/analyze/analyze.ts";
import { toMermaid } from "../../src/diagram/mermaid/mermaid.ts";
import { toLadder } from "../../src/diagram/terminal/ladder.ts";
import { exportTrace } from "../../src/export/export.ts";
import { remarkOnNesting } from "../../src/project/check/remark-on-nesting.ts";
import type { Trace } from "../../src/trace/model/types.ts";
import { render } from "../../src/walkthrough.ts";
import { readMermaid } from "../diagram/mermaid/read-mermaid.ts";
import { hostileTexts } from "../page/hostile-strings.ts";
import { aTrace, anEntry, inTurn } from "./an-entry.ts";

const notes = (trace: Trace, options: AnalyzeOptions = {}) =>
  (analyze(trace, options).notes ?? []).map(({ arrow, text }) => `${arrow}: ${text}`);

describe("where values came from", () => {
  const trace = inTurn(
    { url: "http://h/images", answer: { images: [{ id: "img-17" }, { id: "img-18" }] } },
    { method: "POST", url: "http://h/servers", answer: { server: { id: "srv-9" } } },
    { url: "http://h/images/img-18" },
    { url: "http://h/images/img-18/servers/srv-9" },
    { url: "http://h/images/img-18" },
  );

  test("is noted once, where the client first uses a received value", () => {
    expect(notes(trace, { dataFlow: true })).toEqual(["5: image_id from (2)", "7: server_id from (4)"]);
  });

  test("is not noted if the option is not set", () => {
    expect(notes(trace)).toEqual([]);
  });

  test("is in the diagram, the terminal, and the page", async () => {
    const walkthrough = analyze(trace, { dataFlow: true });
    const source = toMermaid(walkthrough);
    expect(source).toContain("  client->>h: GET /images/{image_id}\n  Note over client: image_id from (2)\n");
    expect((await readMermaid(source)).messages).toHaveLength(10 + 2);
    expect(toLadder(walkthrough, { width: 80, color: false })).toContain("\n      · image_id from (2)\n");
    expect(await render(trace, { title: "t", dataFlow: true })).toContain("Note over client: image_id from (2)");
  });
});

test("calls that are nested only by time get no note in a diagram; the page names the call that was in progress", async () => {
  const call = (at: number, took: number, from: string, to: string) =>
    anEntry({ at, took, url: `http://${to}/${at}`, own: { _client: from, _server: to } });
  const trace = aTrace([call(0, 100, "me", "web"), call(10, 5, "web", "db"), call(20, 5, "web", "db")]);
  expect(notes(trace)).toEqual([]);
  const drawn = [toLadder(analyze(trace), { width: 80, color: false }), exportTrace(trace, { format: "plantuml" })];
  const page = await render(trace, { title: "t" });
  for (const text of [...drawn, page]) expect(text).not.toMatch(/time alone|inferred|timing/);
  expect(page.match(/\nSent while \(1\) was in progress\.\n/g)).toHaveLength(2);
  expect(remarkOnNesting("web", analyze(trace).steps)).toEqual([
    "nested by timing alone: (2), (4); `wirewalk show web --why` shows the evidence",
  ]);
});

test.each(hostileTexts)("%j as the name of a value does not break a diagram", async (name) => {
  const trace = inTurn({ url: "http://h/a", answer: { [name]: "value-1234" } }, { url: "http://h/b?id=value-1234" });
  const walkthrough = analyze(trace, { dataFlow: true });
  expect(walkthrough.notes).toHaveLength(1);
  const { participants, messages } = await readMermaid(toMermaid(walkthrough));
  expect([participants.length, messages.length]).toEqual([2, 5]);
});
