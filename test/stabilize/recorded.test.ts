import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { compare } from "../../src/compare/compare.ts";
import { mergePage } from "../../src/regions/merge.ts";
import { stabilize } from "../../src/stabilize/stabilize.ts";
import { parseTrace } from "../../src/trace/model/parse.ts";
import type { Entry, Trace } from "../../src/trace/model/types.ts";
import { render } from "../../src/walkthrough.ts";

function read(name: string): Trace {
  return parseTrace(readFileSync(join(import.meta.dirname, "cases", `${name}.har`), "utf8"), name);
}

const pageOf = async (trace: Trace): Promise<string> => render(trace, { title: "Walkthrough" });

// The same upload; m.har and t.har are what an earlier release wrote for two recordings, with the old boundary only in the header.
const UPLOADS = ["m", "t"].flatMap((kind) =>
  ["", "1", "2"].flatMap((before) => ["1", "2"].map((now) => [kind + before, kind + now] as const)),
);

test.each(UPLOADS)("%s.har and then %s.har have one boundary, and no difference", async (one, other) => {
  const [before, recorded] = [read(one), read(other)];
  const differences = compare(before, recorded, { values: true }).steps.flatMap((step) => step.differences);
  expect(differences).toEqual([]);

  const { trace, ...counts } = stabilize(recorded, before);
  expect(counts).toEqual({ unchanged: 1, changed: 0, added: 0, removed: 0 });
  expect(boundariesOf(trace)).toHaveLength(1);
  const again = stabilize(read(other.replace(/.$/, (end) => (end === "1" ? "2" : "1"))), trace).trace;
  expect(await pageOf(again)).toBe(await pageOf(trace));
});

/** All values of a trace, each once. */
function boundariesOf({ log }: Trace): string[] {
  const { request } = log.entries[0] as Entry;
  const { postData } = request;
  const body = postData?._encoding === "base64" ? Buffer.from(postData.text, "base64").toString("latin1") : "";
  return [...new Set(`${JSON.stringify(request)}${body}`.match(/(?<=-{24})[\da-f]{16}\b/g))];
}

// Calls that differ in `offset`, in the order that the filename states.
const ORDERS = [
  ...["c-063", "c-306", "c-630"].map((now) => ["a", now] as const),
  ...["b-306", "b-360", "b-603", "b-630"].map((now) => ["b-063", now] as const),
];

test.each(ORDERS)(
  "from swap-%s.har to swap-%s.har, steps move, and prose stays with its request",
  async (one, other) => {
    const [before, recorded] = [read(`swap-${one}`), read(`swap-${other}`)];
    const { steps } = compare(before, recorded);
    expect(new Set(steps.map(({ change }) => change))).toEqual(new Set(["same", "moved"]));

    const page = await pageOf(before);
    const authored = before.log.entries.reduce(
      (text, { _id, request }) =>
        text.replace(`<!-- wirewalk:end step=${_id} part=request.io -->`, `$&\n\nProse of ${offsetOf(request.url)}.`),
      page,
    );
    const { text, report } = mergePage(authored, await pageOf(stabilize(recorded, before).trace));
    expect(report.orphans).toEqual([]);
    const shown = Array.from(text.matchAll(/^### .*GET \S*\?(offset=\d)|^Prose of (offset=\d)\.$/gm));
    expect(shown.map(([, heading, prose]) => heading ?? prose)).toEqual(
      recorded.log.entries.flatMap(({ request }) => [offsetOf(request.url), offsetOf(request.url)]),
    );
  },
);

function offsetOf(url: string): string {
  return /offset=\d/.exec(url)?.[0] ?? "";
}
