import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { parseTrace } from "../../../src/trace/model/parse.ts";
import { serializeTrace, serializeTraceChunks } from "../../../src/trace/model/serialize.ts";
import type { Entry, Trace } from "../../../src/trace/model/types.ts";
import { arbitraryTrace } from "../../helpers/arbitrary-trace.ts";

describe("for any trace", () => {
  test("of ours, parsing the serialized text gives the same trace, and serializing again changes no byte", () => {
    fc.assert(
      fc.property(arbitraryTrace(), ({ log }) => {
        const trace = { log: { ...log, _wirewalk: log._wirewalk ?? { format: 1 as const, redacted: {} } } };
        const text = serializeTrace(trace);
        const parsed = parseTrace(text, "t.har");
        expect(parsed).toEqual(trace);
        expect(serializeTrace(parsed)).toBe(text);
      }),
    );
  });

  test("of another tool, the result of the parser stays unchanged", () => {
    fc.assert(
      fc.property(arbitraryTrace(), ({ log: { _wirewalk: _origin, ...log } }) => {
        const once = parseTrace(serializeTrace({ log }), "t.har");
        expect(parseTrace(serializeTrace(once), "t.har")).toEqual(once);
      }),
    );
  });

  test("the text is that of JSON.stringify with two spaces, and a final newline", () => {
    fc.assert(
      fc.property(arbitraryTrace(), (trace) => {
        const text = serializeTrace(trace);
        expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
      }),
    );
  });
});

const entry: Entry = {
  startedDateTime: "2026-11-23T10:00:00.000001Z",
  time: 3,
  request: {
    method: "GET",
    url: "http://a/",
    httpVersion: "",
    cookies: [],
    headers: [],
    queryString: [],
    headersSize: -1,
    bodySize: 0,
  },
  response: {
    status: 200,
    statusText: "OK",
    httpVersion: "",
    cookies: [],
    headers: [],
    content: { size: 0, mimeType: "" },
    redirectURL: "",
    headersSize: -1,
    bodySize: 0,
  },
  cache: {},
  timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 1, wait: 1, receive: 1 },
};

function traceOf(...entries: Entry[]): Trace {
  return { log: { version: "1.2", creator: { name: "wirewalk", version: "1" }, entries } };
}

describe("order", () => {
  test("keys are in the order of the format, foreign ones last and by name", () => {
    const shuffled = Object.fromEntries(
      Object.entries({ ...entry, _zebra: 1, _ape: 2, _id: "get", comment: "c" }).toReversed(),
    );
    // An entry with its members reversed is still an entry.
    const text = serializeTrace(traceOf(shuffled as unknown as Entry));
    const keys = Object.keys(JSON.parse(text).log.entries[0]);
    expect(keys).toEqual([
      "startedDateTime",
      "time",
      "request",
      "response",
      "cache",
      "timings",
      "comment",
      "_id",
      "_ape",
      "_zebra",
    ]);
  });

  test("nested keys are ordered as well", () => {
    const request = Object.fromEntries(Object.entries(entry.request).toReversed());
    const text = serializeTrace(traceOf({ ...entry, request: request as unknown as Entry["request"] }));
    expect(text).toBe(serializeTrace(traceOf(entry)));
  });

  test("entries are ordered by start to the microsecond, and keep their order if it is the same", () => {
    const at = (startedDateTime: string, _id: string): Entry => ({ ...entry, startedDateTime, _id });
    const trace = traceOf(
      at("2026-11-23T10:00:00.000009Z", "fourth"),
      at("2026-11-23T10:00:00.000002Z", "second"),
      at("2026-11-23T10:00:00.000002Z", "third"),
      at("2026-11-23T10:00:00Z", "first"),
    );
    const ids = JSON.parse(serializeTrace(trace)).log.entries.map((one: Entry) => one._id);
    expect(ids).toEqual(["first", "second", "third", "fourth"]);
  });
});

describe("streaming", () => {
  test("gives the same text as the whole, with the requested origin after the last entry", () => {
    let written = 0;
    function* entries(): Generator<Entry> {
      for (written = 1; written < 3; written += 1) yield entry;
    }
    const chunks = serializeTraceChunks({ creator: { name: "wirewalk", version: "1" } }, entries(), () => ({
      format: 1,
      redacted: { token: written },
    }));
    const { log } = traceOf(entry, entry);
    expect([...chunks].join("")).toBe(
      serializeTrace({ log: { ...log, _wirewalk: { format: 1, redacted: { token: 3 } } } }),
    );
  });

  test("takes one entry at a time", () => {
    let made = 0;
    function* entries(): Generator<Entry> {
      for (;;) {
        made += 1;
        yield entry;
      }
    }
    const chunks = serializeTraceChunks({}, entries());
    chunks.next();
    chunks.next();
    chunks.next();
    expect(made).toBe(2);
  });

  test("names wirewalk as the creator if no other is named", () => {
    const { log } = JSON.parse([...serializeTraceChunks({}, [])].join(""));
    expect(log).toEqual({ version: "1.2", creator: { name: "wirewalk", version: expect.any(String) }, entries: [] });
  });
});
