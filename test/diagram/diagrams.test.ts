import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { analyze } from "../../src/analyze/analyze.ts";
import type { Walkthrough } from "../../src/analyze/types.ts";
import { type Diagram, toDiagrams } from "../../src/diagram/diagrams.ts";
import { aTrace, anEntry } from "../analyze/an-entry.ts";
import { runsOf } from "../helpers/runs.ts";
import { serverCreate } from "../helpers/server-create.ts";
import { arbitraryWalkthrough } from "./arbitrary-walkthrough.ts";
import { readMermaid } from "./mermaid/read-mermaid.ts";

/** Calls to nova, each with as many nested calls to glance. */
function calls(count: number, inner: number, named = (index: number): string => `/things${index}`): Walkthrough {
  const entries = Array.from({ length: count }, (_, index) => [
    anEntry({ url: `http://nova${named(index)}`, at: index * 1000, took: 900, own: { _server: "nova" } }),
    ...Array.from({ length: inner }, (__, place) =>
      anEntry({
        url: `http://glance/images/${place}`,
        at: index * 1000 + 10 * (place + 1),
        took: 5,
        own: { _client: "nova", _server: "glance" },
      }),
    ),
  ]);
  return analyze(aTrace(entries.flat()));
}

function rangesOf(diagrams: readonly Diagram[]): readonly string[] {
  return diagrams.map(({ kind, first, last }) => `${kind} ${first}-${last}`);
}

test("40 arrows are one diagram, 42 are two and an overview", () => {
  expect(rangesOf(toDiagrams(calls(20, 0)))).toEqual(["whole 1-40"]);
  const [overview, ...parts] = rangesOf(toDiagrams(calls(21, 0)));
  expect(overview).toBe("overview 1-42");
  expect(parts).toHaveLength(2);
});

test("an empty walkthrough is one diagram", () => {
  expect(rangesOf(toDiagrams(analyze(aTrace([]))))).toEqual(["whole 1-0"]);
});

test("many participants are split into parts that are narrow enough", () => {
  const trace = aTrace(
    Array.from({ length: 12 }, (_, index) =>
      anEntry({ url: `http://service${index}/a`, at: index * 10, own: { _client: "me", _server: `service${index}` } }),
    ),
  );
  const [, ...parts] = toDiagrams(analyze(trace));
  for (const { mermaid } of parts) expect(mermaid.match(/participant/g)?.length).toBeLessThan(7);
  expect(parts[0]?.mermaid).toContain("participant service0 ");
  expect(parts[0]?.mermaid).not.toContain("service11");
});

test("the overview has an arrow for each top-level call, and counts its nested calls", () => {
  const [overview] = toDiagrams(calls(3, 9));
  expect(overview?.mermaid).toBe(`sequenceDiagram
  participant client as client
  participant nova as nova
  client->>nova: (1)-(20) GET /things0
  Note over nova: 9 calls to 1 service
  client->>nova: (21)-(40) GET /things1
  Note over nova: 9 calls to 1 service
  client->>nova: (41)-(60) GET /things2
  Note over nova: 9 calls to 1 service
`);
});

test("calls that services make on their own are counted between the calls of the client", () => {
  const walkthrough = analyze(serverCreate());
  const [overview, ...parts] = toDiagrams(walkthrough);
  expect(overview?.mermaid).toMatch(/Note over openstack,\w+: \(\d+\)-\(\d+\): \d+ calls to \d services, by others/);
  expect(overview?.mermaid).not.toMatch(/participant \w+ as nova-(?:scheduler|conductor|compute)/);
  for (const { mermaid } of parts) expect(mermaid.match(/participant/g)?.length).toBeLessThan(7);
});

test("an overview of thousands of calls has a note for every few parts", () => {
  const [overview, ...parts] = toDiagrams(calls(3000, 0));
  expect(overview?.mermaid.split("\n").length).toBeLessThan(50);
  expect(overview?.mermaid).toMatch(/Note over client,nova: \(1\)-\(\d+\): \d+ calls/);
  expect(parts.length).toBeGreaterThan(150);
});

test("splits are between top-level calls; a call that is longer than a part is split between its nested calls, and stays active", () => {
  expect(rangesOf(toDiagrams(calls(3, 9)).slice(1))).toEqual(["part 1-40", "part 41-60"]);
  const [, first, second] = toDiagrams(calls(1, 30));
  expect(first?.mermaid).toMatch(/client->>\+nova: GET \/things0\n[\s\S]*deactivate nova\n$/);
  expect(second?.mermaid).toMatch(/autonumber \d+\n[\s\S]*activate nova\n[\s\S]*nova-->>-client: Response: 200 OK\n$/);
});

test("Mermaid 8 cannot continue with a number, so the labels contain it", () => {
  const [, first, second] = toDiagrams(calls(21, 0), { version: 8 });
  expect(first?.mermaid).toContain("  autonumber\n");
  expect(second?.mermaid).not.toContain("autonumber");
  expect(second?.mermaid).toContain(`client->>nova: (${second?.first}) GET /things`);
});

test("one more call changes only the parts near it", () => {
  const before = toDiagrams(calls(200, 0));
  const after = toDiagrams(
    calls(201, 0, (index) => (index === 100 ? "/new" : `/things${index > 100 ? index - 1 : index}`)),
  );
  const unnumbered = (diagrams: readonly Diagram[]): ReadonlySet<string> =>
    new Set(diagrams.filter(({ kind }) => kind === "part").map(({ mermaid }) => mermaid.replace(/autonumber.*/, "")));
  const old = unnumbered(before);
  const changed = [...unnumbered(after)].filter((text) => !old.has(text));
  expect(old.size).toBeGreaterThan(9);
  expect(changed.length).toBeLessThan(4);
});

test("a long path and a long name leave space for others", () => {
  const long = "segment/".repeat(2000);
  const trace = aTrace([anEntry({ url: `http://a/${long}`, own: { _client: "c".repeat(5000), _server: "s" } })]);
  const [whole] = toDiagrams(analyze(trace));
  expect(whole?.mermaid.length).toBeLessThan(500);
});

describe("property: whatever overlaps and repeats", () => {
  test.each([undefined, 8] as const)("each arrow is in one part, with its number; version %s", async (version) => {
    await fc.assert(
      fc.asyncProperty(arbitraryWalkthrough(100), async (walkthrough) => {
        const diagrams = toDiagrams(walkthrough, version && { version });
        const parts = diagrams.filter(({ kind }) => kind !== "overview");
        for (const { mermaid } of diagrams) expect(mermaid.length).toBeLessThan(50_000);
        for (const { mermaid } of diagrams) await readMermaid(mermaid);
        expect(parts.flatMap(listArrows)).toEqual(
          listShown(walkthrough, version).map(({ number, label }) => `${number} ${label}`),
        );
      }),
      { numRuns: runsOf(60) },
    );
  });
});

/** Numbers and labels as a reader of the image sees them. */
function listArrows({ mermaid }: Diagram): readonly string[] {
  let next: number | undefined;
  return mermaid.split("\n").flatMap((line) => {
    const start = /^ {2}autonumber ?(\d*)$/.exec(line);
    if (start !== null) next = Number(start[1] || 1);
    const [, text] = /^ {2}\w+(?:->>|-->>|--x)[+-]?\w+: (.*)$/.exec(line) ?? [];
    if (text === undefined) return [];
    if (next === undefined) return [text.replace(/^\((\d+)\)/, "$1")];
    next += 1;
    return [`${next - 1} ${text}`];
  });
}

function listShown({ arrows, folds }: Walkthrough, version: 8 | undefined): Walkthrough["arrows"] {
  if (version === 8) return arrows;
  return arrows.filter(({ number }) => !folds.some(({ first, last }) => number >= first && number <= last));
}
