import { describe, expect, test } from "vitest";

import { describeMissing, listMissing, toMissing } from "../../src/trace/missing.ts";
import type { Missing, Trace } from "../../src/trace/model/types.ts";
import { aTrace } from "../replay/a-trace.ts";

const lines = (trace: Trace): readonly string[] => listMissing(trace).map(describeMissing);

describe("what is missing in a trace", () => {
  test("is nothing if everything arrived completely", () => {
    expect(listMissing(aTrace({ url: "/", text: "all" }))).toEqual([]);
  });

  test("is a response that was interrupted, with an error or with fewer bytes than it stated", () => {
    const error = { code: "ECONNRESET", message: "closed", phase: "receive" } as const;
    const stated = { url: "/", headers: [["Content-Length", "1000"]], text: "8 bytes." } as const;
    expect(lines(aTrace({ url: "/", text: "8 bytes.", error }))).toEqual(["Incomplete: 1 response that ended early."]);
    expect(lines(aTrace(stated, stated))).toEqual(["Incomplete: 2 responses that ended early."]);
  });

  test("is not a HEAD, a failure without a response, or a compressed body", () => {
    const headers = [["Content-Length", "1000"]] as const;
    const error = { code: "ECONNREFUSED", message: "refused", phase: "connect" } as const;
    const trace = aTrace(
      { method: "HEAD", url: "/", headers },
      { url: "/", status: 0, error },
      { url: "/", headers: [["Content-Length", "2"]], text: "unpacked" },
    );
    expect(listMissing(trace)).toEqual([]);
  });

  test("is what the recorder noted", () => {
    const missing: readonly Missing[] = [
      ...(toMissing([
        { host: "a.example:443", reason: "passed through, as requested", count: 2 },
        { host: "b.example:443", reason: "the client refused wirewalk's certificate", count: 1 },
      ]).missing ?? []),
      { kind: "damaged", reason: "lines of the journal that cannot be read", count: 1 },
    ];
    const { log } = aTrace({ url: "/" });
    const trace = { log: { ...log, _wirewalk: { format: 1, redacted: {}, missing } } } as const;
    expect(listMissing(trace).map(({ kind }) => kind)).toEqual(["bypassed", "refused", "damaged"]);
    expect(lines(trace)).toEqual([
      "Not recorded: 2 connections to a.example:443: passed through, as requested.",
      "Not recorded: 1 connection to b.example:443: the client refused wirewalk's certificate.",
      "Damaged: 1 line of the journal that cannot be read.",
    ]);
  });
});
