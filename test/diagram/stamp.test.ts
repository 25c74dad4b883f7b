import { expect, test } from "vitest";

import { isPictureOf, stampPicture } from "../../src/diagram/stamp.ts";

const source = { mermaid: "sequenceDiagram\n", theme: "auto", title: "t", description: "d", language: "en" };
const picture = stampPicture("<svg>\n</svg>\n", source);

test("an image matches its source, with other line endings too", () => {
  expect(isPictureOf(picture, source)).toBe(true);
  expect(isPictureOf(picture.replaceAll("\n", "\r\n"), source)).toBe(true);
});

test.each(["mermaid", "theme", "title", "description", "language"])("it does not match another %s", (field) => {
  expect(isPictureOf(picture, { ...source, [field]: "other" })).toBe(false);
});

test("an image that was edited, truncated, or drawn by another program does not match", () => {
  expect(isPictureOf(picture.replace("<svg>", "<svg >"), source)).toBe(false);
  expect(isPictureOf(picture.slice(0, 20), source)).toBe(false);
  expect(isPictureOf("<svg/>\n", source)).toBe(false);
});
