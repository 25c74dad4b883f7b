import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { analyze } from "../../../src/analyze/analyze.ts";
import type { Walkthrough } from "../../../src/analyze/types.ts";
import { type ReadOtlpOptions, readOtlp } from "../../../src/otlp/read/read-otlp.ts";
import type { Trace } from "../../../src/trace/model/types.ts";
import { sourceOfText } from "../../../src/trace/stream/text-source.ts";
import { render } from "../../../src/walkthrough.ts";
import { SHOP, aSpan, requestOf } from "../spans.ts";

const readValue = (value: unknown, options?: ReadOtlpOptions): Trace =>
  readOtlp(sourceOfText(JSON.stringify(value), "spans.json"), options);

function readFixture(name: string): Trace {
  const text = readFileSync(join(import.meta.dirname, "../fixtures", name), "utf8");
  return readOtlp(sourceOfText(text, name));
}

const arrowsOf = ({ arrows, participants }: Walkthrough): readonly string[] => {
  const labels = new Map(participants.map(({ id, label }) => [id, label]));
  return arrows.map(({ from, to, label }) => `${labels.get(from)} → ${labels.get(to)}: ${label}`);
};

describe("spans of real programs", () => {
  test("Node: http and undici", () => {
    const walkthrough = analyze(readFixture("node-app.jsonl"));
    // Calls made to produce a response are not drawn as parallel to it.
    expect(walkthrough.groups).toEqual([]);
    expect(arrowsOf(walkthrough)).toEqual([
      "shop → shop: GET /checkout?card=none",
      "shop → stock: GET /books/{book_id}",
      "stock → shop: Response: 200 OK",
      "shop → stock: GET /books/{book_id}?as=json",
      "stock → shop: Response: 404 Not Found",
      "shop → shop: Response: 200 OK",
    ]);
  });

  test.each(["python-app.json", "python-new.json"])("Python: Flask, requests, sqlite3 (%s)", (name) => {
    const walkthrough = analyze(readFixture(name));
    expect(arrowsOf(walkthrough)).toEqual([
      "till → orders: GET /orders/{order_id}",
      "orders → till: Response: 200 OK",
      "till → orders: POST /orders/{order_id}",
      "orders → till: Response: 405 Method Not Allowed",
    ]);
    expect(walkthrough.notes).toEqual([{ arrow: 1, text: "sqlite CREATE, sqlite SELECT" }]);
  });

  test.each([
    ["Java: its HttpServer and HttpClient, by the agent", "java-app.jsonl", "shop"],
    ["Go: net/http, by way of the Collector", "go-app.jsonl", "till"],
  ])("%s", (_what, name, asker) => {
    const walkthrough = analyze(readFixture(name));
    expect(arrowsOf(walkthrough)).toEqual([
      `${asker} → shop: POST /checkout?card=none`,
      "shop → stock: GET /books/{book_id}",
      "stock → shop: Response: 200 OK",
      "shop → stock: GET /books/{book_id}?as=json",
      "stock → shop: Response: 404 Not Found",
      `shop → ${asker}: Response: 201 Created`,
    ]);
    expect(walkthrough.groups).toEqual([]);
    expect(walkthrough.steps.map(({ nestedIn }) => nestedIn?.evidence)).toEqual([undefined, "span", "span"]);
  });
});

describe("a call", () => {
  const walkthrough = analyze(readValue(SHOP));

  test("is one arrow each way, between services by their names, within the call that caused it", () => {
    expect(arrowsOf(walkthrough)).toEqual([
      "client → shop: POST /checkout?cart=7",
      "shop → stock: GET /books/{book_id}",
      "stock → shop: Response: 200 OK",
      "shop → pay.example: POST /charge",
      "pay.example → shop: timeout no answer in 28 ms",
      "shop → client: Response: 201 Created",
    ]);
    expect(walkthrough.steps.map(({ nestedIn }) => nestedIn)).toEqual([
      undefined,
      { step: "post-checkout", evidence: "span" },
      { step: "post-checkout", evidence: "span" },
    ]);
  });

  test("has other work as a note, or as arrows on request", () => {
    expect(walkthrough.notes).toEqual([
      { arrow: 2, text: "postgresql SELECT books at db.example:5432, kafka publish sold" },
    ]);
    const all = analyze(readValue(SHOP, { spans: "all" }));
    expect(arrowsOf(all).slice(2, 6)).toEqual([
      "stock → db.example:5432: SELECT /books",
      "db.example:5432 → stock: Response: done",
      "stock → kafka sold: publish /sold",
      "kafka sold → stock: Response: done",
    ]);
    expect(all.notes).toEqual([]);
    expect(all.steps[2]?.request.body.text).toBe("SELECT left FROM books WHERE id = $1");
  });

  test("has nothing that is not in the spans, and reports it", async () => {
    const trace = readValue(SHOP);
    const [checkout, books] = analyze(trace).steps;
    expect(checkout?.request).toMatchObject({
      missingHeaders: "not in the spans",
      body: { missing: "not in the spans" },
    });
    expect(books?.request.headers).toEqual([{ name: "user-agent", value: "shop/1" }]);
    const page = await render(trace, { title: "Checkout", target: "gfm" });
    expect(page).toContain("not in the spans");
    expect(page).not.toContain("none");
  });

  test("without host, path, or status in its spans reports which is missing", () => {
    const values = { "http.method": "PUT", "net.peer.name": "h.example" };
    const trace = readValue(
      requestOf("shop", [aSpan({ id: 1, values }), aSpan({ id: 2, values: { "http.method": "GET" } })]),
    );
    expect(trace.log.entries.map(({ request, comment }) => [request.url, comment])).toEqual([
      ["http://h.example/", "Not in the spans: scheme and path."],
      ["/", "Not in the spans: host and path."],
    ]);
    expect(arrowsOf(analyze(trace))).toContain("h.example → shop: Response: status not in the spans");
  });

  test("is one call if two libraries of one program report it", () => {
    const values = { "http.method": "GET", "http.url": "http://h.example/a", "http.status_code": 200 };
    const client = requestOf("shop", [
      aSpan({ id: 1, values, end: 20 }),
      aSpan({ id: 2, parent: 1, start: 1, values }),
    ]);
    const server = requestOf("stock", [aSpan({ id: 3, parent: 2, kind: 2, start: 2, end: 8, values })]);
    expect(arrowsOf(analyze(readValue([client, server])))).toEqual([
      "shop → stock: GET /a",
      "stock → shop: Response: 200 OK",
    ]);
  });

  test("over RPC is an arrow, with its status", () => {
    const values = {
      "rpc.system": "grpc",
      "rpc.service": "shop.Stock",
      "rpc.method": "Left",
      "rpc.grpc.status_code": 5,
    };
    const trace = readValue([
      requestOf("shop", [aSpan({ id: 1, values, end: 20 })]),
      requestOf("stock", [aSpan({ id: 2, parent: 1, kind: 2, start: 1, values })]),
    ]);
    expect(arrowsOf(analyze(trace))).toEqual([
      "shop → stock: Left /shop.Stock",
      "stock → shop: Response: grpc status 5",
    ]);
  });

  test("of a program without a client span has that program as its client", () => {
    const trace = readValue([
      requestOf("cron", [aSpan({ id: 1, kind: 1, name: "nightly", end: 50, values: {} })]),
      requestOf("stock", [aSpan({ id: 2, parent: 1, kind: 2, start: 1 })]),
    ]);
    expect(arrowsOf(analyze(trace))[0]).toBe("cron → stock: GET /books/{book_id}");
  });
});

describe("clocks", () => {
  const call = (skew: number, start: number): readonly unknown[] => [
    requestOf("shop", [aSpan({ id: start + 1, start, end: start + 20 })], { "host.name": "web-1" }),
    requestOf(
      "stock",
      [aSpan({ id: start + 2, parent: start + 1, kind: 2, start: start + skew + 5, end: start + skew + 15 })],
      {
        "host.name": "web-2",
      },
    ),
    requestOf(
      "stock",
      [
        aSpan({
          id: start + 3,
          parent: start + 2,
          start: start + skew + 8,
          end: start + skew + 12,
          values: { "http.request.method": "GET", "url.full": "http://deep.example/x" },
        }),
      ],
      {
        "host.name": "web-2",
      },
    ),
  ];

  test("that are 2.5 s wrong are corrected by the calls that two services saw, and this is reported", () => {
    const trace = readValue(call(-2500, 10_000));
    expect(arrowsOf(analyze(trace))).toEqual(
      [
        "shop → stock: GET /books/{book_id}",
        "stock → deep.example: GET /x",
        "deep.example → stock: No response",
        "stock → shop: Response: 200 OK",
      ].map((arrow) => arrow.replace("No response", "Response: status not in the spans")),
    );
    expect(trace.log.comment).toContain(
      "Clocks that were proven wrong by calls with two spans; their times are moved: 1.",
    );
  });

  test("that nothing proves wrong are left unchanged", () => {
    expect(readValue(call(2, 10_000)).log.comment).not.toContain("Clocks");
  });

  test("move the same times whatever the order of the spans", () => {
    const spans = call(-2500, 10_000);
    for (const list of [spans, spans.toReversed()]) {
      const { entries } = readValue(list).log;
      const starts = entries.map(({ startedDateTime }) => Date.parse(startedDateTime) % 60_000);
      expect(starts).toEqual([10_000, 10_008]);
    }
  });

  test("that contradict each other are reported", () => {
    const trace = readValue([...call(-2500, 10_000), ...call(2500, 20_000)]);
    expect(trace.log.comment).toContain("Clocks that contradict themselves; their times are those of the spans: 1.");
  });
});
