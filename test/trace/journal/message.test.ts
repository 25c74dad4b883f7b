import * as fc from "fast-check";
import { expect, test } from "vitest";

import type { ExchangeMessage } from "../../../src/trace/journal/exchange.ts";
import { fromMessage, toMessage } from "../../../src/trace/journal/message.ts";

const message: fc.Arbitrary<ExchangeMessage> = fc
  .record({
    type: fc.constantFrom("send", "receive"),
    at: fc.nat().map((milliseconds) => 1_763_892_000_000 + milliseconds),
    opcode: fc.constantFrom(1, 2, 8, 9, 10),
    code: fc.option(fc.nat(4999), { nil: undefined }),
    cutFrom: fc.option(fc.nat(), { nil: undefined }),
    said: fc.oneof(fc.string({ unit: "grapheme" }), fc.constant(Buffer.of(0xff, 0))),
  })
  .map(({ said, ...rest }) => {
    const base64 = typeof said !== "string";
    return Object.assign(rest, { base64, text: base64 ? said.toString("base64") : said.replaceAll("\0", "") });
  });

test("a message of the trace is the recorded one", () => {
  fc.assert(
    fc.property(message, (recorded) => {
      expect(fromMessage(toMessage(recorded))).toEqual({ ...recorded, at: expect.closeTo(recorded.at, 3) as unknown });
    }),
  );
});

test("Chrome's own: text stays text, bytes are base64, and bytes that are valid text become text", () => {
  const of = (opcode: number, data: string) => fromMessage({ type: "send", time: 1, opcode, data });
  expect(of(1, "aGk=")).toMatchObject({ text: "aGk=", base64: false });
  expect(of(2, "aGk=")).toMatchObject({ text: "hi", base64: false });
  expect(of(2, "/wA=")).toMatchObject({ text: "/wA=", base64: true });
});
