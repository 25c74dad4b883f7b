import { expect, test } from "vitest";

import { TARGETS } from "../../src/page/dialects/targets.ts";
import { writeComment } from "../../src/regions/comment.ts";
import { isFurtherPage } from "../../src/regions/leftover.ts";

const NAMES = [
  "plain.md",
  "a b.md",
  "주문.md",
  "größe.md",
  "a(b).md",
  "100%.md",
  "50%25.md",
  "a+b.md",
  "c#.md",
  "it's.md",
];

test.each(TARGETS.flatMap(({ name, dialect }) => NAMES.map((file) => ({ name, dialect, file }))))(
  "a further page of $name is recognized by its link to $file, and by no other",
  ({ dialect, file }) => {
    const [begin, end] = ["begin", "end"].map((word) => writeComment(dialect.comment, `wirewalk:${word} part=diagram`));
    const page = `${begin}\n${dialect.link("Overview", `../${file}`)}\n${end}\n`;
    expect(isFurtherPage(page, file)).toBe(true);
    expect(isFurtherPage(page, "other.md")).toBe(false);
  },
);
