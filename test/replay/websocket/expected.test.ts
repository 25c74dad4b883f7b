import { expect, test } from "vitest";

import { type KnownBody, readKnown } from "../../../src/replay/likeness.ts";
import { type AskedBody, readAsked } from "../../../src/replay/request-body.ts";
import { createExpected } from "../../../src/replay/websocket/expected.ts";

const COUNT = 2000;

const asked = (text: string): AskedBody =>
  readAsked({ wire: Buffer.from(text), mimeType: "", encoding: "" }, (value) => value);

/** Recorded messages, with a counter of how often any was compared with a received one. */
function counted(texts: readonly string[]): { bodies: readonly KnownBody[]; steps: () => number } {
  let steps = 0;
  const bodies = texts.map((text): KnownBody => {
    const known = readKnown({ mimeType: "", text });
    return {
      ...known,
      likenessOf: (one) => {
        steps += 1;
        return known.likenessOf(one);
      },
    };
  });
  return { bodies, steps: () => steps };
}

const plain = Array.from({ length: COUNT }, (_, index) => `{"method":"move","x":${index}}`);
const masked = plain.map((text) => text.replace("{", '{"token":"REDACTED-token-1",'));

test.each([
  ["in their order", plain, plain],
  ["in the opposite order", plain, plain.toReversed()],
  ["with secrets in them", masked, plain.map((text) => text.replace("{", '{"token":"own",'))],
  ["that were never recorded so", plain, plain.map((text) => text.replace("move", "other").replace("x", "y"))],
])("many messages of a turn, %s, are matched in a number of steps that grows linearly", (_what, recorded, said) => {
  const { bodies, steps } = counted(recorded);
  const expected = createExpected(bodies);
  const places = said.map((text) => expected.take(asked(text)));
  expect(new Set(places).size).toBe(COUNT);
  expect(expected.take(asked("{}"))).toBeUndefined();
  expect(steps()).toBeLessThan(60 * COUNT);
});

test("each matches a message with the same content, wherever it is", () => {
  const { bodies } = counted(plain);
  const expected = createExpected(bodies);
  expect([1500, 3, 1999, 0].map((place) => expected.take(asked(plain[place] ?? "")))).toEqual([1500, 3, 1999, 0]);
});

test("messages with the same content match in their order", () => {
  const { bodies } = counted(["a", "b", "a"]);
  const expected = createExpected(bodies);
  expect(["a", "a", "b"].map((text) => expected.take(asked(text)))).toEqual([0, 2, 1]);
});
