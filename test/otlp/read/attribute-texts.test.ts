import { expect, test } from "vitest";

import { OURS } from "../../../src/otlp/names.ts";
import { createAttributeTexts } from "../../../src/otlp/read/attribute-texts.ts";
import { readDocuments } from "../../../src/otlp/read/documents.ts";
import { sourceOfText } from "../../../src/trace/stream/text-source.ts";

const idsOf = (number: number) => ({ trace: "ab".repeat(16), id: String(number + 1).padStart(16, "0") });

function toLine(number: number): string {
  const { trace, id } = idsOf(number);
  const attributes = [{ key: OURS.entry, value: { stringValue: `entry ${number}` } }];
  const span = { traceId: trace, spanId: id, startTimeUnixNano: "1795989101281018777", attributes };
  return `${JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] })}\n`;
}

test("documents that are requested in turn are read once as long as there is space, and again afterwards", () => {
  const text = sourceOfText(Array.from({ length: 6 }, (_, number) => toLine(number)).join(""), "spans.jsonl");
  const documents = [...readDocuments(text)];
  const reads: number[] = [];
  const read = (start: number, end: number): string => {
    reads.push(start);
    return text.text(start, end);
  };
  const length = (documents[0]?.end ?? 0) - (documents[0]?.start ?? 0);
  const readText = createAttributeTexts({ ...text, text: read }, 3 * length);
  const ask = (index: number): string | undefined => {
    const document = documents[index];
    return document && readText(document, idsOf(index), OURS.entry);
  };
  for (let turn = 0; turn < 3; turn += 1) expect([0, 1, 2].map(ask)).toEqual(["entry 0", "entry 1", "entry 2"]);
  expect(reads).toHaveLength(3);
  expect([3, 1, 0].map(ask)).toEqual(["entry 3", "entry 1", "entry 0"]);
  // The first one was dropped, because it had not been requested for the longest time.
  expect(reads).toHaveLength(5);
  expect([...documents.keys()].map(ask)).toEqual(documents.map((_, number) => `entry ${number}`));
  const [first] = documents;
  expect(first && readText(first, idsOf(0), OURS.exchange)).toBe("");
});
