import { array, assert, constantFrom, oneof, property, string } from "fast-check";
import { expect, test } from "vitest";

import { rememberNames } from "../../../src/redact/places/judged-names.ts";
import { toCodeUnits } from "../../../src/sequence/code-units.ts";
import { runsOf } from "../../helpers/runs.ts";

const sumOf = (name: string): number => name.split("").reduce((sum, unit) => sum * 31 + unit.charCodeAt(0), 7);

function judgeAll(names: readonly string[], judged: string[] = []): number[] {
  const judge = rememberNames((name) => {
    judged.push(name);
    return sumOf(name);
  });
  const text = names.map((name) => `"${name}"`).join("");
  let at = 1;
  return names.map((name) => {
    const start = at;
    at += name.length + 2;
    return judge(text, toCodeUnits(text), start, start + name.length);
  });
}

test("a name is judged in the same way, whatever was judged before it", () => {
  // The same length, and the same first, middle, and last characters: they share one slot.
  const alike = constantFrom("key_1_id", "kay_1_id", "key_1xid", "access_token", "accexs_token", "x".repeat(65));
  const names = array(oneof(alike, string({ maxLength: 6 })), { maxLength: 30 });
  assert(
    property(names, (list) => {
      expect(judgeAll(list)).toEqual(list.map(sumOf));
    }),
    { numRuns: runsOf(200) },
  );
});

test("a repeated name is not judged again", () => {
  const judged: string[] = [];
  judgeAll(["id", "name", "id", "name", "id"], judged);
  expect(judged).toEqual(["id", "name"]);
});
