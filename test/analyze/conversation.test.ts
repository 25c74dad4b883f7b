import { expect, test } from "vitest";

import { analyze } from "../../src/analyze/analyze.ts";
import type { WebSocketMessage } from "../../src/trace/model/types.ts";
import { inTurn } from "./an-entry.ts";

function showBody(messages: readonly Partial<WebSocketMessage>[]): string | undefined {
  const filled = messages.map((message) => ({ type: "send", time: 1, opcode: 1, data: "", ...message }) as const);
  const [step] = analyze(inTurn({ status: 101, own: { _webSocketMessages: filled } })).steps;
  return step?.response.body.text;
}

test("messages over a WebSocket are the body of its response, one line a message", () => {
  const body = showBody([
    { data: '{"op":"hello"}' },
    { type: "receive", data: "first\r\nsecond" },
    { opcode: 2, data: Buffer.from("\0\u0001\u0002").toString("base64") },
    { type: "receive", opcode: 2, data: "said as bytes", _encoding: "text" },
    { data: "the begin", _truncated: true, _size: 2000 },
    { type: "receive", opcode: 8, data: "bye", _code: 1000 },
    { opcode: 8 },
  ]);
  expect(body?.split("\n")).toEqual([
    '→ {"op":"hello"}',
    "← first",
    "  second",
    "→ (3 bytes) 00 01 02",
    "← said as bytes",
    "→ the begin… (2000 bytes in all)",
    "← close 1000 bye",
    "→ close",
  ]);
});

test("pings depend on time and not on the call: a page does not show them", () => {
  const ping = { opcode: 9, data: "1" };
  expect(showBody([ping, { data: "said" }, { ...ping, opcode: 10, type: "receive" }])).toBe("→ said");
  expect(showBody([ping])).toBe("");
});
