import { expect, test } from "vitest";

import { TextList } from "../../../src/trace/stream/text-list.ts";

test("texts are returned by their places, whatever they are and however they were packed", () => {
  const list = new TextList();
  const texts = Array.from({ length: 2100 }, (_, index) => (index % 7 === 0 ? `"é\\ \u{1F600} \uD800 ${index}` : ""));
  for (const text of texts) list.push(text);
  expect(list).toHaveLength(2100);
  for (const index of [2099, 0, 1023, 1024, 7, 2047, 2048, 1022])
    expect([index, list.at(index)]).toEqual([index, texts[index]]);
});
