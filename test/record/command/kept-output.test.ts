import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { createKeptOutput } from "../../../src/record/command/kept-output.ts";

function keep(chunks: readonly Uint8Array[], limit: number): string {
  const kept = createKeptOutput(limit);
  for (const chunk of chunks) kept.add(Buffer.from(chunk));
  return kept.text();
}

describe("the kept output", () => {
  test("is the whole of a short output, in any number of pieces", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 5 }), (chunks) => {
        expect(keep(chunks, 50)).toBe(Buffer.concat(chunks).toString());
      }),
    );
  });

  test("is the first and the last complete lines of a long one, and the size of the missing part", () => {
    const lines = Array.from({ length: 100 }, (_, index) => `line ${index}\n`).join("");
    const whole = ["line 0\nline 1\n", "line 98\nline 99\n"];
    expect(keep([Buffer.from(lines)], 20)).toBe(`${whole[0]}[… ${lines.length - 30} bytes not kept …]\n${whole[1]}`);
  });

  test("accounts for every byte, and shows no part of a line", () => {
    const line = fc.stringMatching(/^[a-z]{0,9}$/).map((text) => `${text}\n`);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), fc.integer({ min: 1, max: 40 }), (lines, limit) => {
        const text = keep(
          lines.map((one) => Buffer.from(one)),
          limit,
        );
        const [start = "", end] = text.split(/\[… \d+ bytes not kept …\]\n/);
        const missing = Number(/… (\d+) bytes/.exec(text)?.[1] ?? 0);
        expect(start.length + (end ?? "").length + missing).toBe(lines.join("").length);
        if (end === undefined) return;
        expect(lines.join("").startsWith(start)).toBe(true);
        expect(
          [...start.split(/(?<=\n)/), ...end.split(/(?<=\n)/)].every((one) => one === "" || lines.includes(one)),
        ).toBe(true);
      }),
    );
  });

  test("never shows half a secret: a long output without lines is omitted", () => {
    expect(keep([Buffer.from(`${"x".repeat(90)}s3cret-t0ken`)], 45)).toBe("[… 102 bytes not kept …]\n");
  });

  test("is text, whatever the program prints", () => {
    expect(keep([Buffer.from([0x61, 0xff, 0xc3]), Buffer.from([0xa9, 0x0a])], 50)).toBe("a\uFFFDé\n");
  });
});
