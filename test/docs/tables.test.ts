import { expect, test } from "vitest";

import { writeTables } from "../../scripts/tables.ts";

test("the tables of the guide match the lists in the code (else run `npm run tables`)", async () => {
  const documents = await writeTables();
  expect(documents.map(({ current }) => current)).toEqual(documents.map(({ text }) => text));
});
