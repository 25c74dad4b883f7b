import { expect, test } from "vitest";

import type { OptionPath } from "../../../src/errors.ts";
import { locateOption } from "../../../src/project/config/locate-option.ts";

const TEXT = `locale: ko
openapi: all.yaml
paths:
  - /a
  - /b
labels: { get-a: A }
walkthroughs:
  one:
    locale: en
    openapi:
      - own.yaml
    paths: [/c]
    labels:
      get-b: B
    highlights: { get-b: { response: [Vary] } }
  two: &two
    target: gfm
  three: *two
  # The same with more.
  four: { <<: *two, locale: de }
`;

test.each<[name: string, option: OptionPath, place: string]>([
  ["one", ["locale"], "9 walkthroughs.one.locale"],
  ["two", ["locale"], "1 locale of all"],
  ["one", ["openapi", 0], "11 walkthroughs.one.openapi.0"],
  ["one", ["openapi", 1], "2 openapi of all"],
  ["two", ["openapi", 0], "2 openapi of all"],
  ["one", ["paths", 0], "12 walkthroughs.one.paths.0"],
  ["one", ["paths", 2], "5 paths.1 of all"],
  ["one", ["labels", "get-a"], "6 labels.get-a of all"],
  ["one", ["labels", "get-b"], "14 walkthroughs.one.labels.get-b"],
  ["one", ["highlights", "get-b", "response", 0], "15 walkthroughs.one.highlights.get-b.response.0"],
  ["two", ["inputs", "image"], "16 walkthroughs.two.inputs.image"],
  ["three", ["target"], "17 walkthroughs.three.target"],
  ["four", ["target"], "17 walkthroughs.four.target"],
  ["four", ["locale"], "20 walkthroughs.four.locale"],
])("for %s, %j is found where its value was set", (name, option, place) => {
  const { line, key, isOwn } = locateOption(TEXT, name, option);
  expect(`${line} ${key}${isOwn ? "" : " of all"}`).toBe(place);
});
