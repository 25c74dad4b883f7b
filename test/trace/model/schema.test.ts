import { readFile } from "node:fs/promises";

import { expect, expectTypeOf, test } from "vitest";
import type * as z from "zod/mini";

import { generateSchemas } from "../../../scripts/schemas.ts";
import { creator } from "../../../src/trace/model/creator.ts";
import { orderKeys } from "../../../src/trace/model/key-order.ts";
import { entrySchema, type traceSchema } from "../../../src/trace/model/schema.ts";
import type { Trace } from "../../../src/trace/model/types.ts";

const root = new URL("../../../", import.meta.url);

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

test("the schema and the types agree", () => {
  expectTypeOf<DeepReadonly<z.infer<typeof traceSchema>>>().toEqualTypeOf<DeepReadonly<Trace>>();
});

test("the schema names the fields in the order in which they are written", () => {
  const shape = Object.fromEntries(Object.keys(entrySchema.shape).map((key) => [key, 0]));
  // Only the names matter here.
  const ordered = orderKeys(Object.fromEntries(Object.entries(shape).toReversed()), "entry");
  expect(Object.keys(ordered)).toEqual(Object.keys(shape));
});

test.for(generateSchemas())("$file is up to date (else run `node scripts/schemas.ts`)", async ({ file, text }) => {
  expect(await readFile(new URL(file, root), "utf8")).toBe(text);
});

test("traces name the version of the package that wrote them", async () => {
  const { name, version } = JSON.parse(await readFile(new URL("package.json", root), "utf8"));
  expect(creator).toEqual({ name, version });
});
