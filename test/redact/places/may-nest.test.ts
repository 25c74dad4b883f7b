import { describe, expect, test } from "vitest";

import { MAY_NEST, hasSign } from "../../../src/redact/places/may-nest.ts";
import { listBodies } from "../../secrets/list-bodies.ts";

/** Plain, and within JSON. */
const WRITERS: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => JSON.stringify({ a: 1, b: text }),
  (text) => JSON.stringify([text]),
  (text) => JSON.stringify({ log: JSON.stringify({ x: text }) }, undefined, 2),
  (text) => JSON.stringify([[{ x: text }, [text]]], undefined, 10),
];

describe("the quick search for signs", () => {
  test("finds the same as the expression in the whole text", () => {
    const bodies = listBodies(10);
    for (const write of WRITERS) {
      const wrong = bodies.map(write).filter((text) => hasSign(text) !== MAY_NEST.test(text));
      expect(wrong).toEqual([]);
    }
  });

  test.each([
    ['{"id":"7f3a","status":"ACTIVE","at":"2026-11-29T10:00:00.123+01:00"}', false],
    ['{"mac":"fa:16:3e:5b:aa:01","size":1024,"ok":true,"none":null}', false],
    ['["password","token"]', true],
    ['{"sensitive" : true, "value":"x"}', true],
    ['{"method":"login","params":[]}', true],
    ['{"a":"\\n  <b>"}', true],
    ['{"a":"//joe:pw123456@h/"}', true],
    ['{"a":"//h:8080/x@2"}', false],
    ["{password: 'x'}", true],
    ['{"note":"user: pin: 1', true],
  ])("%s", (text, expected) => {
    expect([hasSign(text), MAY_NEST.test(text)]).toEqual([expected, expected]);
  });
});
