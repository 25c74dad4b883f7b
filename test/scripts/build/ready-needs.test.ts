import { expect, test } from "vitest";

import { writeNeeds } from "../../../scripts/build/ready-needs.ts";
import { DOCUMENT_SHAPES } from "../../../src/redact/places/document-shapes.ts";
import { SHAPES } from "../../../src/redact/places/named.ts";
import { neededBy, type Need } from "../../../src/redact/places/needed-by.ts";

test("the build knows the needs of each pattern that is matched with every text or with a walkthrough", async () => {
  const url = `data:text/javascript,${encodeURIComponent(writeNeeds())}`;
  // The file that the build writes.
  const { readyNeeds } = (await import(url)) as { readonly readyNeeds: ReadonlyMap<string, Need> };
  for (const pattern of [...SHAPES.map((shape) => shape.pattern), ...DOCUMENT_SHAPES.map(({ hint }) => hint)]) {
    expect(readyNeeds.get(String(pattern))).toEqual(neededBy(pattern));
  }
  // A heading of recovery codes, and the cookies of a log, which are in no list.
  const others = Array.from(readyNeeds.keys()).join("\n");
  expect(others).toContain("recovery|backup|rescue");
  expect(others).toContain("document\\.cookie");
});
