import { expect, test } from "vitest";

import { createProgress } from "../../../src/otlp/kafka/progress.ts";
import { aReport } from "./reports.ts";

const assigned = { partition_start: {} };
const read = { ...assigned, records: { 0: 2, 2: 5 }, current_offset: { 0: 1, 2: 4 }, offset_lag: { 0: 0, 2: 0 } };

/** The state after this many of these reports. */
function stateAfter(count: number, ...reports: readonly string[]): string {
  const progress = createProgress();
  for (let index = 0; index < count; index += 1) progress.add(reports[Math.min(index, reports.length - 1)] ?? "");
  return progress.state();
}

test("reading has ended when nothing is left and nothing new arrives for some reports", () => {
  expect(stateAfter(5, aReport(read))).toBe("reading");
  expect(stateAfter(8, aReport(read))).toBe("end");
});

test("an empty topic ends too, and one whose partitions are still empty", () => {
  expect(stateAfter(8, aReport(assigned))).toBe("end");
});

test("a Collector writes partitions in any order, which is not progress", () => {
  const turns = Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? aReport(read) : aReport(read, true)));
  expect(stateAfter(8, ...turns)).toBe("end");
});

test.each([
  ["something is left", { ...read, offset_lag: { 0: 0, 2: 700 } }],
  ["what was received of a partition is not done yet", { ...read, offset_lag: { 0: 0 } }],
  ["no partition is there yet", {}],
])("it continues while %s, and is stuck when nothing new arrives for long", (_, points) => {
  expect(stateAfter(20, aReport(points))).toBe("reading");
  expect(stateAfter(62, aReport(points))).toBe("stuck");
});

test("it continues as long as something new arrives", () => {
  const growing = Array.from({ length: 100 }, (_, at) => aReport({ ...read, records: { 0: at, 2: 5 } }));
  expect(stateAfter(100, ...growing)).toBe("reading");
});

test("reports may arrive in any pieces, a report in a line, and with other text", () => {
  const text = `starting…\n${aReport(read)}${JSON.stringify(JSON.parse(aReport(read)))}\n`;
  const progress = createProgress();
  for (let turn = 0; turn < 4; turn += 1) for (const unit of text) progress.add(unit);
  expect(progress.state()).toBe("end");
});

test.each(["{}\n", "}\n", "{\n}\n", '{"ScopeMetrics":[{"Metrics":5}]}\n', "[]\n", '{"ScopeMetrics":[null]}\n'])(
  "text that is not a report ends nothing: %j",
  (text) => {
    expect(stateAfter(20, text)).toBe("reading");
  },
);
