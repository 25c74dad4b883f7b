import { describe, expect, test } from "vitest";

import { createTraceContext } from "../../../src/record/capture/trace-context.ts";
import { type Carrier, createCarrier } from "../../../src/record/proxy/carrier.ts";

const HEADER = /traceparent: [-\da-f]{55}\r\n/g;

/** What a server receives from a client that sends in pieces. */
function carry(carrier: Carrier, sent: string, size = sent.length): string {
  let passed = "";
  for (let at = 0; at < sent.length; at += size) {
    const chunk = Buffer.from(sent.slice(at, at + size));
    passed += carrier.sent(chunk).toString();
    // Its memory is reused.
    chunk.fill(0);
  }
  return passed;
}

describe("the layer between client and server", () => {
  test.each([Infinity, 45])("adds the header to a request that is sent in place of refused content", (size) => {
    const carrier = createCarrier(createTraceContext());
    carry(carrier, "PUT /a HTTP/1.1\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
    carrier.received(Buffer.from("HTTP/1.1 417 No\r\nContent-Length: 0\r\n\r\n"));
    const next = "PUT /a HTTP/1.1\r\nContent-Length: 3\r\nX-Some: thing\r\n\r\nabc";
    const passed = carry(carrier, next, size);
    expect(passed.replaceAll(HEADER, "")).toBe(next);
    expect(passed.match(HEADER)).toHaveLength(1);
  });

  test("reads a long head byte by byte, in time that grows linearly", () => {
    const head = `GET /a HTTP/1.1\r\nX-Long: ${"~".repeat(100_000)}\r\n\r\n`;
    expect(carry(createCarrier(createTraceContext()), head, 1).replaceAll(HEADER, "")).toBe(head);
  });

  test("returns bytes that may have become the preface of HTTP/2", () => {
    const carrier = createCarrier(createTraceContext());
    expect(carry(carrier, "PRI * HTTP/2.0", 4)).toBe("");
    expect(carrier.finish().toString()).toBe("PRI * HTTP/2.0");
  });
});
