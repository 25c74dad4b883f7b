import { describe, expect, test } from "vitest";

import { stabilize } from "../../src/stabilize/stabilize.ts";
import type { Entry, Trace } from "../../src/trace/model/types.ts";
import { aTrace, anEntry } from "../analyze/an-entry.ts";

interface Asked {
  readonly url: string;
  readonly body?: unknown;
}

/** Calls in turn, all with similar responses, each with the ID that it has in this place of a recording. */
function record(...asked: readonly Asked[]): Trace {
  return aTrace(asked.map(toEntry));
}

function toEntry({ url, body }: Asked, index: number): Entry {
  const entry = anEntry({ at: index * 10, method: body === undefined ? "GET" : "POST", url, answer: { ok: true } });
  const text = JSON.stringify(body);
  const postData = body === undefined ? {} : { postData: { mimeType: "application/json", text } };
  return { ...entry, _id: `step-${index + 1}`, request: { ...entry.request, ...postData } };
}

const told = (trace: Trace): readonly string[] =>
  trace.log.entries.map(
    ({ _id, request }) => `${_id} ${request.url.replace(/^.*\?/, "")}${request.postData?.text ?? ""}`,
  );

const offset = (number: number): Asked => ({ url: `http://shop/books?offset=${number}` });

describe("steps keep their IDs if calls change places that differ in", () => {
  test.each([
    ["query", offset(0), offset(3)],
    ["body", { url: "http://shop/books", body: { title: "a" } }, { url: "http://shop/books", body: { title: "b" } }],
    [
      "variables of one GraphQL operation",
      {
        url: "http://shop/graphql",
        body: { query: "query Book($n: Int) { book(n: $n) { id } }", variables: { n: 1 } },
      },
      {
        url: "http://shop/graphql",
        body: { query: "query Book($n: Int) { book(n: $n) { id } }", variables: { n: 2 } },
      },
    ],
    [
      "GraphQL operation",
      { url: "http://shop/graphql", body: { query: "query A { a }" } },
      { url: "http://shop/graphql", body: { query: "query B { b }" } },
    ],
    [
      "JSON-RPC method",
      { url: "http://shop/rpc", body: { jsonrpc: "2.0", method: "eth_call", id: 1 } },
      { url: "http://shop/rpc", body: { jsonrpc: "2.0", method: "eth_send", id: 2 } },
    ],
  ])("%s", (_, one, other) => {
    const before = record(one, other);
    const { trace, added, removed } = stabilize(record(other, one), before);
    expect({ added, removed }).toEqual({ added: 0, removed: 0 });
    expect(told(trace)).toEqual(told(before).toReversed());
  });

  test.each([[[0, 6, 3]], [[6, 3, 0]], [[3, 6, 0]], [[6, 0, 3, 9]], [[6, 0]]])("one of three, now %j", (now) => {
    const { trace } = stabilize(record(...now.map(offset)), record(offset(0), offset(3), offset(6)));
    for (const [number, id] of [
      [0, 1],
      [3, 2],
      [6, 3],
    ] as const) {
      if (now.includes(number)) expect(told(trace)).toContain(`step-${id} offset=${number}`);
    }
    expect(told(trace)).toHaveLength(now.length);
  });

  test("IDs that are generated each time", () => {
    const item = (id: string, word: string): Asked => ({ url: "http://shop/items", body: { cart: id, word } });
    const before = record(
      item("4a7d1ed4-14de-4bd0-9bd0-1f1e3c1f6a01", "tea"),
      item("4a7d1ed4-14de-4bd0-9bd0-1f1e3c1f6a01", "milk"),
    );
    const after = record(
      item("0b6bd1c7-6a8e-4d0c-8a3b-9c1f6f7b2e02", "milk"),
      item("0b6bd1c7-6a8e-4d0c-8a3b-9c1f6f7b2e02", "tea"),
    );
    expect(told(stabilize(after, before).trace)).toEqual(told(before).toReversed());
  });
});

test("polls that count up stay polls", () => {
  const before = record(offset(1), offset(2), offset(3));
  expect(stabilize(record(offset(1), offset(2), offset(3)), before)).toMatchObject({ unchanged: 3, added: 0 });
});
