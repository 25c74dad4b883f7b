import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { analyze } from "../../src/analyze/analyze.ts";
import { toMermaid } from "../../src/diagram/mermaid/mermaid.ts";
import { toLadder } from "../../src/diagram/terminal/ladder.ts";
import { aTrace, anEntry } from "../analyze/an-entry.ts";
import { runsOf } from "../helpers/runs.ts";
import { arbitraryWalkthrough } from "./arbitrary-walkthrough.ts";
import { readMermaid } from "./mermaid/read-mermaid.ts";

/** A server is created: two requests at the same time on its behalf, polling, a retry, and a redirect. */
const moved = anEntry({ url: "http://swift/old", status: 302, reason: "Found", at: 9000, own: { _server: "swift" } });
const making = aTrace([
  anEntry({
    url: "http://nova/servers",
    method: "POST",
    status: 202,
    reason: "Accepted",
    took: 40,
    own: { _server: "nova" },
  }),
  anEntry({ url: "http://glance/images", at: 5, took: 10, own: { _client: "nova", _server: "glance" } }),
  anEntry({ url: "http://swift/ports", at: 8, took: 20, own: { _client: "nova", _server: "swift" } }),
  ...["BUILD", "BUILD", "BUILD", "ACTIVE"].map((status, index) =>
    anEntry({
      url: "http://nova/server",
      at: 1000 * index + 1000,
      took: 20,
      answer: { status },
      own: { _server: "nova" },
    }),
  ),
  anEntry({ url: "http://glance/x", status: 503, reason: "", at: 6000, own: { _server: "glance" } }),
  anEntry({ url: "http://glance/x", at: 7000, own: { _server: "glance" } }),
  { ...moved, response: { ...moved.response, headers: [{ name: "location", value: "/new" }] } },
  anEntry({ url: "http://swift/new", at: 9100, own: { _server: "swift" } }),
]);

test("frames, folds, and busy services; numbers stay those of the events", async () => {
  const source = toMermaid(analyze(making));
  expect(source).toBe(`sequenceDiagram
  autonumber
  participant client as client
  participant glance as glance
  participant nova as nova
  participant swift as swift
  client->>+nova: POST /servers
  par 2 requests at the same time
  nova->>glance: GET /images
  nova->>swift: GET /ports
  glance-->>nova: Response: 200 OK
  swift-->>nova: Response: 200 OK
  end
  nova-->>-client: Response: 202 Accepted
  loop until status = ACTIVE (4 times, 3 s)
  client->>nova: GET /server
  nova-->>client: Response: 200 OK
  Note over client,nova: (9)-(12): 2 more like (7)
  autonumber 13
  client->>nova: GET /server
  nova-->>client: Response: 200 OK
  end
  loop 2 tries: 503, 200
  client->>glance: GET /x
  glance--xclient: Response: 503 Service Unavailable
  client->>glance: GET /x
  glance-->>client: Response: 200 OK
  end
  rect rgba(127, 127, 127, 0.1)
  Note over client,swift: redirected: 302, 200
  client->>swift: GET /old
  swift-->>client: Response: 302 Found
  client->>swift: GET /new
  swift-->>client: Response: 200 OK
  end
`);
  await readMermaid(source);
});

test("Mermaid before 9 cannot continue with another number, so nothing is folded there", () => {
  const source = toMermaid(analyze(making), { version: 8 });
  expect(source).not.toMatch(/autonumber \d|more like/);
  expect(source.match(/->>\+?\w+: GET \/server$/gm)).toHaveLength(4);
});

test("the terminal shows the same frames", () => {
  const lines = toLadder(analyze(making), { width: 80, color: false }).split("\n");
  expect(lines.filter((line) => /[┌└⋮]/.test(line)).map((line) => line.trim())).toEqual([
    "┌ 2 requests at the same time",
    "└",
    "┌ loop until status = ACTIVE (4 times, 3 s)",
    "⋮ (9)-(12): 2 more like (7)",
    "└",
    "┌ 2 tries: 503, 200",
    "└",
    "┌ redirected: 302, 200",
    "└",
  ]);
  expect(lines.filter((line) => line.includes("GET /server ")).map((line) => line.trim().split(" ")[0])).toEqual([
    "7",
    "13",
  ]);
});

describe("property: whatever overlaps and repeats", () => {
  const walkthroughs = arbitraryWalkthrough(25);

  test("Mermaid reads the diagram, with every arrow that is not folded in its place", async () => {
    await fc.assert(
      fc.asyncProperty(walkthroughs, async (walkthrough) => {
        const { messages } = await readMermaid(toMermaid(walkthrough));
        const isFolded = (number: number): boolean =>
          walkthrough.folds.some(({ first, last }) => number >= first && number <= last);
        const shown = walkthrough.arrows.filter(({ number }) => !isFolded(number));
        expect(messages.filter((text) => /^(?:GET|Response|No response)/.test(text))).toEqual(
          shown.map(({ label }) => label),
        );
      }),
      { numRuns: runsOf(60) },
    );
  });

  test("unfolded, it has all of them", async () => {
    await fc.assert(
      fc.asyncProperty(walkthroughs, async (walkthrough) => {
        const { messages } = await readMermaid(toMermaid(walkthrough, { version: 8 }));
        expect(messages.filter((text) => /^(?:GET|Response|No response)/.test(text))).toEqual(
          walkthrough.arrows.map(({ label }) => label),
        );
      }),
      { numRuns: runsOf(60) },
    );
  });
});
