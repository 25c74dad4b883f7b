import { expect, test } from "vitest";

import { findFileFormat } from "../../src/shapes/file-format.ts";

test.each([
  ["iVBORw0KGgoAAAANSUhEUg==", "png"],
  ["R0lGODlhAQABAAAAACw=", "gif"],
  ["/9j/4AAQSkZJRgAB", "jpg"],
  ["UklGRr4AAABXRUJQVlA4WA==", "webp"],
  ["d09GMgABAAAAAA==", "woff"],
  ["JVBERi0xLjcK", "pdf"],
  ["eyJhIjoxfQ==", undefined],
  // RIFF, but with audio.
  ["UklGRr4AAABXQVZFZm10IA==", undefined],
  ["", undefined],
])("%s is %s by its first bytes", (base64, format) => {
  expect(findFileFormat(Buffer.from(base64, "base64"))).toBe(format);
});
