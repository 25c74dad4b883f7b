import { expect, test } from "vitest";
import * as z from "zod/mini";

import { findYamlLine, toYamlError } from "../../src/yaml/open-yaml.ts";
import { readYaml } from "../../src/yaml/read-yaml.ts";

const schema = z.strictObject({ list: z.array(z.strictObject({ name: z.string() })) });
const read = (text: string): unknown => readYaml({ text, file: "f", hint: "h" }, schema);

test("YAML and JSON give the same", () => {
  const expected = { list: [{ name: "a" }] };
  expect(read("list:\n  - name: a\n")).toEqual(expected);
  expect(read('{ "list": [{ "name": "a" }] }')).toEqual(expected);
  expect(read('{ "list": [{ "name": "a" }] # and a comment\n}')).toEqual(expected);
});

test.each([
  ['{\n "list": [\n  { "name": 7 }\n ]\n}', "f, line 3: list.0.name: expected text."],
  ["list:\n  - name: a\n  - nmae: b\n", 'f, line 3: list.1.nmae: unknown key. Did you mean "name"?'],
  ["list:\n  - { name: a, more: b }\n", "f, line 2: list.0.more: unknown key."],
  ["lst:\n  - name: a\n", 'f, line 1: lst: unknown key. Did you mean "list"?'],
  ["- a", "f, line 1: expected a mapping."],
  ["list: [}", "f, line 1: "],
])("%j is refused at its line and key", (text, message) => {
  expect(() => read(text)).toThrow(message);
});

test("a mistake that no schema finds is reported in the same way", () => {
  const error = toYamlError({ text: "a:\n  b: 1\n", file: "f", hint: "Mend it." }, ["a", "b"], "is odd");
  expect(error).toMatchObject({ message: "f, line 2: a.b: is odd.", hint: "Mend it." });
});

test("a key or an item is found on its line; a missing one on the line of its parent", () => {
  const text = "a:\n  b:\n    - x\n    - y\nc: &c { d: 1 }\ne: *c\n";
  const lines = [
    ["a", "b", 1],
    ["a", "b", 7],
    ["a", "z"],
    ["e", "d"],
    ["c", "d"],
  ].map((path) => findYamlLine(text, path));
  expect(lines).toEqual([4, 2, 1, 5, 5]);
});

test("mappings merge others, and their mistakes are reported where they are written", () => {
  const text =
    "a: &a\n  list: [{ name: x }]\n  b: 1\nc: &c\n  b: 2\nd:\n  <<: [*c, *a]\n  own: 3\ne:\n  <<: *a\n  b: 4\n";
  const any = readYaml({ text, file: "f", hint: "h" }, z.record(z.string(), z.unknown()));
  expect(any).toMatchObject({ d: { b: 2, own: 3, list: [{ name: "x" }] }, e: { b: 4, list: [{ name: "x" }] } });
  const lines = [
    ["d", "b"],
    ["d", "list", 0, "name"],
    ["d", "own"],
    ["e", "b"],
    ["e", "none"],
  ];
  expect(lines.map((path) => findYamlLine(text, path))).toEqual([5, 2, 8, 11, 9]);
  expect(() => read("list:\n  - &x\n    name: 7\n  - <<: *x\n")).toThrow("f, line 3: list.0.name: expected text.");
});
