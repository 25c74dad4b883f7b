import { describe, expect, test } from "vitest";

import { analyze } from "../../src/analyze/analyze.ts";
import { toMermaid } from "../../src/diagram/mermaid/mermaid.ts";
import { toLadder } from "../../src/diagram/terminal/ladder.ts";
import { toStepTable } from "../../src/diagram/terminal/step-table.ts";
import { EXPORT_FORMATS, exportTrace } from "../../src/export/export.ts";
import type { Entry, Trace } from "../../src/trace/model/types.ts";
import { render } from "../../src/walkthrough.ts";
import { readMermaid } from "../diagram/mermaid/read-mermaid.ts";
import { hostileTexts } from "../page/hostile-strings.ts";
import { aTrace, anEntry } from "./an-entry.ts";

function posts(url: string, ...bodies: readonly unknown[]): Trace {
  return aTrace(bodies.map((body, index) => aPost(url, index * 10, JSON.stringify(body))));
}

function aPost(url: string, at: number, text: string): Entry {
  const entry = anEntry({ method: "POST", url, at });
  return { ...entry, request: { ...entry.request, postData: { mimeType: "application/json", text } } };
}

const graphql = posts(
  "http://h/graphql",
  { query: "query Hero { hero { name } }" },
  { query: "mutation AddReview { addReview }" },
  { query: "query Hero { hero { name } }" },
);

describe("a request whose body names the operation is named after its body", () => {
  test("on arrows, in headings, in the table, in the report, and in exports", async () => {
    const walkthrough = analyze(graphql);
    expect(walkthrough.arrows.map(({ label }) => label).filter((label) => !label.startsWith("Response"))).toEqual([
      "query Hero",
      "mutation AddReview",
      "query Hero",
    ]);
    const page = await render(graphql, { title: "t" });
    expect(page).toContain("(3) mutation AddReview");
    expect(page).toContain("(4) 200 OK mutation AddReview");
    expect(page).toContain(
      "([1](#post-graphql-query-hero-request)),([2](#post-graphql-query-hero-response)): query Hero",
    );
    expect(toStepTable(walkthrough, { color: false })).toMatch(/3 +POST +\/graphql mutation AddReview +200 OK/);
    expect(exportTrace(graphql, { format: "html" })).toContain('"call":"mutation AddReview"');
    expect(exportTrace(graphql, { format: "hurl" })).toContain("# mutation AddReview");
  });

  test("steps of one path have separate IDs", () => {
    expect(analyze(graphql).steps.map(({ id }) => id)).toEqual([
      "post-graphql-query-hero",
      "post-graphql-mutation-addreview",
      "post-graphql-query-hero-2",
    ]);
  });

  test("IDs in a recording stay", () => {
    const [first] = graphql.log.entries;
    const trace = aTrace(first === undefined ? [] : [{ ...first, _id: "post-graphql" }]);
    expect(analyze(trace).steps.map(({ id }) => id)).toEqual(["post-graphql"]);
  });
});

test("the user's own label comes first, by step ID or by method and template", () => {
  const labels = { "post-graphql-query-hero": "Ask for the hero", "POST /graphql": "Anything else" };
  expect(analyze(graphql, { labels }).steps.map(({ name }) => name)).toEqual([
    { text: "Ask for the hero", from: "config" },
    { text: "Anything else", from: "config" },
    { text: "Anything else", from: "config" },
  ]);
});

test("the user's own label applies to a call with any query", () => {
  const trace = aTrace([anEntry({ url: "http://h/images?limit=2" })]);
  expect(analyze(trace, { labels: { "GET /images": "List" } }).arrows[0]?.label).toBe("List");
});

const hostileLabels = [...hostileTexts, "a;b", "a # b", "a %% b", "x\nparticipant y", "end", "wrap: x", "<U+0041>"];

test.each(hostileLabels)("the label %j does not break anything", async (method) => {
  const trace = posts("http://h/rpc", { jsonrpc: "2.0", id: 1, method }, { jsonrpc: "2.0", id: 2, method: "next" });
  const walkthrough = analyze(trace);
  const { participants, messages } = await readMermaid(toMermaid(walkthrough));
  expect([participants.length, messages.length]).toEqual([2, 4]);
  expect(messages.slice(1)).toEqual(["Response: 200 OK", "next", "Response: 200 OK"]);
  // oxlint-disable-next-line no-control-regex -- control characters are what must not occur
  const terminal = /^[^\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E]*$/u;
  expect(toLadder(walkthrough, { width: 100, color: false })).toMatch(terminal);
  expect(toStepTable(walkthrough, { color: false }).trimEnd().split("\n")).toHaveLength(3);
  const page = await render(trace, { title: "t" });
  expect(page.match(/^<!-- wirewalk:begin /gm)).toEqual(
    (await render(GOOD, { title: "t" })).match(/^<!-- wirewalk:begin /gm),
  );
  for (const format of EXPORT_FORMATS) {
    expect(() => exportTrace(trace, { format })).not.toThrow();
  }
});

const GOOD = posts(
  "http://h/rpc",
  { jsonrpc: "2.0", id: 1, method: "good" },
  { jsonrpc: "2.0", id: 2, method: "next" },
);
