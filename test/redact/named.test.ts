import { describe, expect, test } from "vitest";

import { findNamed } from "../../src/redact/places/named.ts";

const secretsIn = (text: string): readonly string[] => findNamed(text).map(({ start, end }) => text.slice(start, end));

describe("names within values", () => {
  test("a name that tells nothing does not hide one that does", () => {
    expect(secretsIn("failed:of:password=hunter2xyz")).toContain("hunter2xyz");
    expect(secretsIn(`${"of:".repeat(250)}password=hunter2xyz`)).toContain("hunter2xyz");
  });

  test.each(["pass=", "pass:", "cookie:", "of=", "\\"])("half a megabyte of %s is no matter of minutes", (piece) => {
    const start = performance.now();
    findNamed(`token=abc123xyz\n${piece.repeat(500_000 / piece.length)}x`);
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  test("where there are too many names to look at, all that follows is masked", () => {
    expect(secretsIn(`${"of=".repeat(2000)}password=hunter2xyz`).join("")).toContain("hunter2xyz");
  });
});
