import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, expectTypeOf, test } from "vitest";

import * as api from "../src/index.ts";

const SOURCE = join(import.meta.dirname, "../src");

const LIST = /^export (type )?\{([^}]*)\} from/gm;
const ALL_TYPES = /^export type \* from "\.\/(.*)";$/gm;
const DECLARED_TYPE = /^export (?:interface|type) (\w+)/gm;

function read(file: string): string {
  return readFileSync(join(SOURCE, file), "utf8");
}

/** Types do not exist at run time, so they are read from the source text. */
function findTypes(index: string): readonly string[] {
  const listed = Array.from(index.matchAll(LIST), ([, all = "", names = ""]) =>
    names.split(",").map((name) => `${all}${name.trim()}`),
  );
  const whole = Array.from(index.matchAll(ALL_TYPES), ([, file = ""]) =>
    Array.from(read(file).matchAll(DECLARED_TYPE), ([, name = ""]) => `type ${name}`),
  );
  return [...listed, ...whole].flat().filter((name) => /^type \w/.test(name));
}

function kindOf(value: unknown): string {
  if (typeof value !== "function") return "constant";
  return value.toString().startsWith("class") ? "class" : "function";
}

test("a change of the package's exports is visible in review", async () => {
  const values = Object.entries(api).map(([name, value]) => `${kindOf(value)} ${name}`);
  const types = findTypes(read("index.ts"));
  const names = [...new Set([...values, ...types])].toSorted();
  await expect(`${names.join("\n")}\n`).toMatchFileSnapshot("./public-api.txt");
});

test("the four main functions have types for their parameters and results", () => {
  expectTypeOf(api.record).returns.resolves.toExtend<{ readonly trace: api.Trace; readonly exchanges: number }>();
  expectTypeOf(api.render).parameters.toEqualTypeOf<[trace: api.Trace, options: api.RenderOptions]>();
  expectTypeOf(api.render).returns.resolves.toEqualTypeOf<string>();
  expectTypeOf(api.replay).returns.resolves.toEqualTypeOf<api.ReplayServer>();
  expectTypeOf(api.compare).returns.toEqualTypeOf<api.Comparison>();
});
