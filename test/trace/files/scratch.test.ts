import { closeSync, openSync } from "node:fs";

import { expect, test } from "vitest";

import { writeScratch } from "../../../src/trace/files/scratch.ts";

/** The system returns the lowest free descriptor. */
function nextDescriptor(): number {
  const descriptor = openSync(import.meta.filename, "r");
  closeSync(descriptor);
  return descriptor;
}

test("a text that ends before it is complete leaves no file open, which would take space on the disk", () => {
  const before = nextDescriptor();
  const pieces = function* (): Generator<string> {
    yield "a piece";
    throw new Error("that was all");
  };
  expect(() => writeScratch(pieces(), "a text")).toThrow("that was all");
  expect(nextDescriptor()).toBe(before);
});
