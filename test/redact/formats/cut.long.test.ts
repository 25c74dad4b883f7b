import { describe, expect, test } from "vitest";

import { FORMATS } from "../../../src/redact/formats/formats.ts";
import { createRedactor } from "../../../src/redact/redactor.ts";
import { scanText } from "../../../src/redact/scan/scan-text.ts";
import { anExchange } from "../../helpers/an-exchange.ts";
import { aBody } from "../redact.ts";
import { samplesOf } from "./samples.ts";

/** Text before a secret in a body that a limit truncated. */
const HEADS: Readonly<Record<string, readonly [type: string, head: string]>> = {
  "a sentence": ["text/plain", `${"x".repeat(100)} use `],
  JSON: ["application/json", '{"id":7,"note":"'],
  "the last line": ["text/plain", "first line\nsecond line: ok\n"],
  "the last event of a stream": ["text/event-stream", 'data: {"id":1}\n\ndata: '],
};

function redactCut(text: string, mimeType: string): string {
  const body = { ...aBody(text, mimeType), sha256: "0".repeat(64) };
  const exchange = anExchange({ responseBody: body });
  createRedactor().redactExchange(exchange);
  return exchange.responseBody?.text ?? "";
}

describe("a truncated secret", () => {
  test.each(FORMATS.map((format) => [format.id, format] as const))(
    "%s: nothing after its prefix stays, wherever it is cut",
    (_id, format) => {
      const [{ text: sample, start, end }] = samplesOf(format);
      for (const [type, head] of Object.values(HEADS)) {
        for (let length = start + 1; length <= end; length += 1) {
          const cut = sample.slice(0, length);
          const [, shown = cut, alias = ""] =
            /^(.*?)(REDACTED-[a-z]+-~\d+)"?$/s.exec(redactCut(head + cut, type)) ?? [];
          // A prefix, or a URL, stays before the alias; of a complete URL, the parts that name things stay.
          const left = shown.slice(head.length);
          const isOpening =
            sample.slice(0, start).startsWith(left) || (format.isPlace === true && left.length < length - 8);
          expect([cut, left, alias !== "" && isOpening]).toEqual([cut, left, true]);
        }
      }
    },
  );

  test.each(FORMATS.map((format) => [format.id, format] as const))(
    "%s: `scan` finds it at the end of a file, and in a trace that marks the body as truncated",
    (_id, format) => {
      const [{ text: sample, start, end }] = samplesOf(format);
      for (let length = start + 4; length <= end; length += 1) {
        const text = `so ${sample.slice(0, length)}`;
        expect([length, scanText(text).length]).toEqual([length, 1]);
        const trace = JSON.stringify(
          { content: { size: 900, mimeType: "text/plain", text, _truncated: true } },
          null,
          2,
        );
        expect([length, scanText(trace).length]).toEqual([length, 1]);
      }
    },
  );

  test("a secret that only its end identifies is masked from twelve characters on, only there; the limit removes shorter ones", () => {
    expect(redactCut("so 0123456789abcdef01 and 0123456789abcdef01", "text/plain")).toBe(
      "so 0123456789abcdef01 and REDACTED-token-~1",
    );
    expect(redactCut("so 0123456789a", "text/plain")).toBe("so ");
    expect(redactCut('{"id":1,"name":"serv', "application/json")).toBe('{"id":1,"name":"');
    expect(redactCut("so it", "text/plain")).toBe("so it");
    expect(redactCut("a long run: ".concat("x".repeat(200)), "text/plain")).toMatch(/x$/);
  });

  test("an interrupted body counts as truncated", () => {
    const exchange = anExchange({
      responseBody: aBody("so glptt-0a1b2", "text/plain"),
      more: { error: { code: "ECONNRESET", message: "aborted", phase: "receive" } },
    });
    createRedactor().redactExchange(exchange);
    expect(exchange.responseBody?.text).toBe("so REDACTED-token-~1");
  });

  test("text that only begins like one stays in a complete body", () => {
    for (const text of ["Use sk-learn", "set npm_config", "a SG.", "token: glpat-", "see ghp_abc"]) {
      const exchange = anExchange({ responseBody: aBody(text, "text/plain") });
      createRedactor().redactExchange(exchange);
      expect(exchange.responseBody?.text).toBe(text);
    }
  });
});
