import { expect, test } from "vitest";

import { listCallbacks } from "../../src/openapi/list-callbacks.ts";

const LAST = 20;

/** A webhook whose schema extends the next schema twice, which does the same, and so on; the last one extends the first. */
function readChain(): { readonly body: unknown; readonly reads: number } {
  let reads = 0;
  const toReference = (level: number): object => ({ $ref: `#/components/schemas/s${level}` });
  const schemas = Array.from({ length: LAST + 1 }, (_, level): [string, object] => {
    const next = toReference(level === LAST ? 0 : level + 1);
    const schema = {
      properties: { [`member${level}`]: { const: level } },
      required: [`member${level}`],
      get allOf() {
        reads += 1;
        return [next, next];
      },
    };
    return [`s${level}`, schema];
  });
  const content = { "application/json": { schema: { allOf: [toReference(0), toReference(0)] } } };
  const document = {
    webhooks: { sent: { post: { requestBody: { content } } } },
    components: { schemas: Object.fromEntries(schemas) },
  };
  const [callback] = listCallbacks(document, () => ({}));
  return { body: callback?.body, reads };
}

test("each schema that a body extends is read once, however many paths lead to it", () => {
  const { body, reads } = readChain();
  const levels = Array.from({ length: LAST + 1 }, (_, level) => level);
  const members = levels.map((level) => `member${level}`);
  const fixed = Object.fromEntries(levels.map((level) => [`member${level}`, [level]]));
  expect(body).toEqual({ members, required: members, fixed });
  expect(reads).toBe(LAST + 1);
});
