import { expect, test } from "vitest";

import { writeTables } from "../../scripts/tables.ts";

test("the tables of the guide say what the lists in the code say (else run `npm run tables`)", async () => {
  const documents = await writeTables();
  expect(documents.map(({ current }) => current)).toEqual(documents.map(({ text }) => text));
});
