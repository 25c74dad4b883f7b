import { expect, test } from "vitest";

import { createReport } from "../../src/export/export.ts";
import { createRoom } from "../../src/export/report-room.ts";
import { aTrace, anEntry } from "../analyze/an-entry.ts";

test("the report contains the first 5,000 exchanges, and explains how to see the rest", () => {
  const entry = anEntry({ url: "http://a/first" });
  const entries = [...Array.from({ length: 5000 }, () => entry), anEntry({ url: "http://a/last" })];
  const report = Array.from(createReport(aTrace(entries))).join("");
  expect(report).toContain("the first 5000 of 5001 exchanges; `wirewalk export --format html --where …` shows others");
  expect(report).not.toContain("http://a/last");
  expect(Array.from(createReport(aTrace(entries.slice(1)))).join("")).toContain("http://a/last");
});

test("a long body is truncated once the space for bodies is used up; a short one is complete", () => {
  const room = createRoom(10_000);
  expect(room.take("x".repeat(9000))).toHaveLength(9000);
  expect(room.take("y".repeat(9000))).toHaveLength(4096);
  expect(room.take("z")).toBe("z");
});
