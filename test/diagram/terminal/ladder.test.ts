import { stripVTControlCharacters } from "node:util";

import * as fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";

import { analyze } from "../../../src/analyze/analyze.ts";
import type { Walkthrough } from "../../../src/analyze/types.ts";
import { toLadder } from "../../../src/diagram/terminal/ladder.ts";
import { aTrace, anEntry, inTurn } from "../../analyze/an-entry.ts";
import { runsOf } from "../../helpers/runs.ts";
import { aWalkthrough, exchange, imageAddProject } from "../a-walkthrough.ts";

const plain = { width: 80, color: false };

test("the diagram of the original page", () => {
  expect(`\n${toLadder(imageAddProject, plain)}`).toBe(`
    openstack-client                      keystone-api   glance-api
  1         │── GET /identity ─────────────────►│             │
  2         │◄╌ Response: 300 MULTIPLE CHOICES ╌│             │
  3         │── POST /identity/v3/auth/tokens ─►│             │
  4         │◄╌ Response: 201 CREATED ╌╌╌╌╌╌╌╌╌╌│             │
  5         │── GET /image ──────────────────────────────────►│
  6         │◄╌ Response: 300 Multiple Choices ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌│
  7         │── GET /image/v2/images/{image_id} ─────────────►│
  8         │◄╌ Response: 200 OK ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌│
  9         │── POST /image/v2/images/{image_id}/members ────►│
 10         │◄╌ Response: 200 OK ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌│
`);
});

test("in a narrow terminal, a label that does not fit its arrow is above it", () => {
  const [, , ...lines] = toLadder(imageAddProject, { width: 40, color: false }).split("\n");
  expect(lines.slice(0, 5)).toEqual([
    "  1      │ GET /identity         │",
    "         │────────────►│         │",
    "  2      Response: 300 MULTIPLE CHOICES",
    "         │◄╌╌╌╌╌╌╌╌╌╌╌╌│         │",
    "  3       POST /identity/v3/auth/tokens",
  ]);
  expect(lines[14]).toBe("  9 POST /image/v2/im…image_id}/members");
});

test("a participant that sends a request to itself, and a response that never arrived", () => {
  const picture = toLadder(
    aWalkthrough(named("nova"), [
      { kind: "request", from: "nova", to: "nova", label: "GET /self" },
      { kind: "response", from: "nova", to: "nova", label: "Response: 200 OK" },
      { kind: "error", from: "nova", to: "nova", label: "connect ECONNREFUSED" },
    ]),
    plain,
  );
  expect(`\n${picture}`).toBe(`
   nova
 1   │─╮ GET /self
 2   │◄╯ Response: 200 OK
 3   │╳╯ connect ECONNREFUSED
`);
});

test("Korean takes two columns, so the lifelines stay straight", () => {
  const picture = toLadder(
    aWalkthrough(named("client", "이미지"), exchange("이미지", "GET /이미지/🚀", "404 없음")),
    plain,
  );
  const [, ...lines] = picture.trimEnd().split("\n");
  expect(new Set(lines.map((line) => stringWidth(line)))).toEqual(new Set([stringWidth(lines[0] ?? "")]));
  expect(picture).toContain("GET /이미지/🚀");
});

test("nine participants in 80 columns: their names alternate in two rows", () => {
  const services = "keystone-api neutron-api nova-api glance-api nova-conductor cinder-api placement-api 이미지-서비스";
  const [first = "", ...rest] = services.split(" ");
  const picture = toLadder(
    aWalkthrough(named("client", first, ...rest), [
      ...exchange(first, "POST /v3/auth/tokens", "201 Created"),
      ...exchange("이미지-서비스", "GET /v2/images/{image_id}", "404 Not Found"),
    ]),
    plain,
  );
  expect(`\n${picture}`).toBe(`
   client        neutron-api   glance-api        cinder-api       이미지-서비스
      │ keystone-api  │  nova-api   │ nova-conductor  │  placement-api  │
 1    │ POST /v3/auth/tokens │      │        │        │        │        │
      │──────►│       │      │      │        │        │        │        │
 2    │ Response: 201 Created│      │        │        │        │        │
      │◄╌╌╌╌╌╌│       │      │      │        │        │        │        │
 3    │── GET /v2/images/{image_id} ───────────────────────────────────►│
 4    │◄╌ Response: 404 Not Found ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌│
`);
});

test("a participant that sends requests before it responds has a thick lifeline meanwhile", () => {
  const picture = toLadder(
    analyze(
      aTrace([
        anEntry({ url: "http://a/x", took: 30, own: { _client: "me", _server: "a" } }),
        anEntry({ url: "http://b/y", at: 10, took: 5, own: { _client: "a", _server: "b" } }),
      ]),
    ),
    plain,
  );
  expect(`\n${picture}`).toBe(`
   me                     a                     b
 1  │── GET /x ──────────►│                     │
 2  │                     ┃── GET /y ──────────►│
 3  │                     ┃◄╌ Response: 200 OK ╌│
 4  │◄╌ Response: 200 OK ╌┃                     │
`);
});

test("too many participants for the width: a list that names both ends", () => {
  const ids = Array.from({ length: 9 }, (_, index) => `service${index}`);
  const picture = toLadder(aWalkthrough(named("client", ...ids), exchange("service8", "GET /a", "200 OK")), {
    width: 50,
    color: false,
  });
  expect(picture).toBe(" 1 client → service8: GET /a\n 2 service8 → client: Response: 200 OK\n");
});

test("nothing recorded, nothing drawn", () => {
  expect(toLadder(aWalkthrough([], []), plain).trim()).toBe("");
});

describe("colour", () => {
  const red = "\u001B[31m";
  test.each([
    [200, "\u001B[32m"],
    [302, "\u001B[36m"],
    [404, red],
    [503, red],
    [0, red],
  ])("status %d", (status, code) => {
    const answer = toLadder(analyze(inTurn({ status })), { width: 80, color: true }).split("\n")[2];
    expect(answer).toContain(`${code}${status === 0 || status >= 400 ? "╳" : "◄"}`);
  });

  test("a colored diagram is the plain one with colors", () => {
    const walkthrough = analyze(inTurn({ status: 404 }, { status: 201 }, { status: 0 }));
    const colored = toLadder(walkthrough, { width: 60, color: true });
    expect(stripVTControlCharacters(colored)).toBe(toLadder(walkthrough, { width: 60, color: false }));
  });
});

test("recorded text cannot control the terminal", () => {
  const evil = "a\u001B[2Jb\u009B31mc\nd\r\u0007e\u202Ef\u007F\u2028g\uD800";
  const picture = toLadder(
    aWalkthrough(
      [
        { id: "client", label: evil },
        { id: "s", label: "s" },
      ],
      exchange("s", evil, evil),
    ),
    {
      width: 120,
      color: false,
    },
  );
  expect(picture.split("\n")).toHaveLength(4);
  expect(picture).toContain("a␛[2Jb�31mc␊d␍␇e�f␡�g�");
});

test("property: every line fits, every number is there, and no control character gets through", () => {
  const text = fc.oneof(fc.string({ unit: "binary", maxLength: 60 }), fc.string({ unit: "grapheme", maxLength: 60 }));
  const walkthrough = fc
    .array(text, { minLength: 1, maxLength: 6 })
    .chain((labels) =>
      fc.record({
        labels: fc.constant(labels),
        arrows: fc.array(fc.record({ from: fc.nat(labels.length - 1), to: fc.nat(labels.length - 1), label: text }), {
          maxLength: 8,
        }),
      }),
    )
    .map(({ labels, arrows }): Walkthrough => {
      const participants = labels.map((label, index) => ({ id: `p${index}`, label }));
      return aWalkthrough(
        participants,
        arrows.map(({ from, to, label }) => ({ kind: "request", from: `p${from}`, to: `p${to}`, label })),
      );
    });
  fc.assert(
    fc.property(walkthrough, fc.integer({ min: 10, max: 140 }), (drawn, width) => {
      const picture = toLadder(drawn, { width, color: false });
      const lines = picture.split("\n");
      for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
      const numbers = lines.flatMap((line) => /^ +(\d+)(?: |$)/.exec(line)?.[1] ?? []);
      expect(numbers.map(Number)).toEqual(expect.arrayContaining(drawn.arrows.map(({ number }) => number)));
      expect(picture).not.toMatch(/[^\P{Cc}\n]|[\u202A-\u202E]/u);
    }),
    { numRuns: runsOf(100) },
  );
});

function named(...labels: readonly string[]): Walkthrough["participants"] {
  return labels.map((label) => ({ id: label, label }));
}
