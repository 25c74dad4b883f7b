import { expect, test } from "vitest";

import { prettyPrint } from "../../src/json/pretty.ts";
import { foldLines } from "../../src/page/fold-lines.ts";

const fold = (value: unknown, ...pointers: readonly string[]): readonly string[] =>
  foldLines(prettyPrint(JSON.stringify(value)).lines, pointers).lines;

test("shows the first items of a list, and how many more there are", () => {
  expect(fold({ items: [{ id: 1 }, { id: 2 }, { id: 3 }], total: 3 }, "/items")).toEqual([
    "{",
    '  "items": [',
    "    {",
    '      "id": 1',
    "    },",
    "    // … 2 more",
    "  ],",
    '  "total": 3',
    "}",
  ]);
});

test.each([
  [[1, 2, 3], "", ["[", "  1,", "  // … 2 more", "]"]],
  [{ items: [1] }, "/items", ["{", '  "items": [', "    1", "  ]", "}"]],
  [{ items: [] }, "/items", ["{", '  "items": []', "}"]],
  [{ items: "[a, b]" }, "/items", ["{", '  "items": "[a, b]"', "}"]],
  [{ a: 1 }, "/items", ["{", '  "a": 1', "}"]],
  [{ by: { x: 1, y: 2 } }, "/by", ["{", '  "by": {', '    "x": 1,', "    // … 1 more", "  }", "}"]],
])("of %j by %j leaves %j", (value, pointer, lines) => {
  expect(fold(value, pointer)).toEqual(lines);
});

test("in nested lists, both count, and lines are mapped to their new positions", () => {
  const { lines } = prettyPrint(JSON.stringify({ a: [{ b: [1, 2, 3] }, { b: [4, 5] }], z: 0 }));
  const folded = foldLines(lines, ["/a/*/b", "/a"]);
  expect(folded.lines).toEqual([
    "{",
    '  "a": [',
    "    {",
    '      "b": [',
    "        1,",
    "        // … 2 more",
    "      ]",
    "    },",
    "    // … 1 more",
    "  ],",
    '  "z": 0',
    "}",
  ]);
  expect(
    lines
      .map((line, index) => [line.trim(), folded.placeOf(index + 1)])
      .filter(([line]) => /"z"|^[24],?$/.test(String(line))),
  ).toEqual([
    ["2,", undefined],
    ["4,", undefined],
    ['"z": 0', 11],
  ]);
});
