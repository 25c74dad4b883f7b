import { expect, test } from "vitest";

import { createSummarizer } from "../../src/analyze/summarize.ts";
import { anEntry } from "./an-entry.ts";

test("calls are counted by operation, failures by their outcome, and the slowest calls are named", () => {
  const summarizer = createSummarizer();
  for (let index = 0; index < 30; index += 1) {
    summarizer.add(
      anEntry({ url: `http://a/images/${index}?q=${index}`, at: index, took: index, status: index % 10 ? 200 : 503 }),
    );
  }
  summarizer.add(anEntry({ method: "POST", url: "http://a/images", at: 40 }));
  const { operations, failures, slowest, exchanges, others, firstFailure } = summarizer.sum();
  expect({ exchanges, others }).toEqual({ exchanges: 31, others: 0 });
  expect(firstFailure).toMatchObject({ number: 1, failure: "503" });
  expect(operations).toEqual([
    { method: "GET", host: "a", path: "/images/{id}", count: 30, failed: 3, mean: 14.5, longest: 29 },
    { method: "POST", host: "a", path: "/images", count: 1, failed: 0, mean: 1, longest: 1 },
  ]);
  expect([...failures]).toEqual([["503", 3]]);
  expect(slowest.map(({ number, time }) => [number, time])).toEqual(
    Array.from({ length: 10 }, (_, place) => [30 - place, 29 - place]),
  );
});

test("a call that is passed over is not counted, and keeps its place in the trace", () => {
  const summarizer = createSummarizer();
  summarizer.add(anEntry({ url: "http://a/1" }));
  summarizer.skip();
  summarizer.add(anEntry({ url: "http://a/2", status: 500, took: 9 }));
  const { exchanges, firstFailure, slowest } = summarizer.sum();
  expect({ exchanges, failed: firstFailure?.number }).toEqual({ exchanges: 2, failed: 3 });
  expect(slowest.map(({ number }) => number)).toEqual([3, 1]);
});

test("memory does not grow with the number of paths", () => {
  const summarizer = createSummarizer();
  for (let index = 0; index < 3000; index += 1) summarizer.add(anEntry({ url: `http://a/word-${index}x` }));
  const { operations, others } = summarizer.sum();
  expect(operations.length + others).toBe(3000);
  expect(operations).toHaveLength(2000);
});
