import { readFileSync } from "node:fs";

import { expect, test } from "vitest";

import { listAttacks } from "./helpers/expressions/attacks.ts";
import { countSteps } from "./helpers/expressions/count-steps.ts";
import { type Listed, listBuilt, listLiterals } from "./helpers/expressions/list-expressions.ts";
import { limitRepetitions, parseExpression } from "./helpers/expressions/parse.ts";

const ROOT = process.cwd();

const LITERALS = listLiterals(ROOT).filter(({ source }) => /[+*]|,\}/.test(source));

/** Characters of the attack; the second is twice as long. */
const FEW = 100;

/** Steps after which a search is given up: an expression that is exponential takes more for `FEW` characters. */
const MOST = 400_000;

/** An expression takes so many steps that it matters how they grow. */
const FEWEST = 2000;

/** The greatest growth of the steps when a text becomes twice as long: 2 if they grow linearly or are few, 4 with the square, 8 with the cube. */
function growthOf({ source, flags }: Listed): { readonly growth: number; readonly text: string } {
  const whole = limitRepetitions(parseExpression({ source, flags }));
  let worst = { growth: 2, text: "" };
  for (const { before, repeated, after } of listAttacks(whole)) {
    const make = (size: number): string => before + repeated.repeat(Math.ceil(size / repeated.length)) + after;
    const few = countSteps(whole, make(FEW), { flags, most: MOST });
    const many = countSteps(whole, make(2 * FEW), { flags, most: MOST });
    const growth = few > MOST ? Infinity : many / few;
    if (many > FEWEST && growth > worst.growth) worst = { growth, text: make(20) };
  }
  return worst;
}

function listWorse(expressions: readonly Listed[], most: number): string[] {
  const bySource = new Map(expressions.map((one) => [`/${one.source}/${one.flags}`, one]));
  return Array.from(bySource.values()).flatMap((one) => {
    const { growth, text } = growthOf(one);
    return growth <= most ? [] : [`${one.place} ×${growth.toFixed(1)} ${JSON.stringify(text)}: ${one.source}`];
  });
}

/** Steps for each character of a text without a secret. */
const MOST_EACH = 200;

/** Between linear and the square. */
const LINEAR = 2.8;

/** Between the square and the cube. */
const SQUARE = 5;

// Bodies of any length and any content are searched for secrets.
test("literals of the redaction take steps that grow linearly with the text", { timeout: 600_000 }, () => {
  expect(
    listWorse(
      LITERALS.filter(({ place }) => place.startsWith("src/redact/")),
      LINEAR,
    ),
  ).toEqual([]);
});

test("expressions that the redaction puts together do too", { timeout: 600_000 }, () => {
  const built = listBuilt(ROOT, "src/redact");
  expect(built.length).toBeGreaterThan(50);
  expect(listWorse(built, LINEAR)).toEqual([]);
});

// Linear as well, and yet slow: what is far before each character was read for each of them.
test("none takes hundreds of steps for each character of an ordinary page", { timeout: 600_000 }, () => {
  const page = readFileSync(`${ROOT}/docs/openstack/image/add-project.md`, "utf8").slice(0, 4000);
  const own = [...LITERALS.filter(({ place }) => place.startsWith("src/redact/")), ...listBuilt(ROOT, "src/redact")];
  const slow = own.flatMap(({ source, flags, place }) => {
    const steps = countSteps(parseExpression({ source, flags }), page, { flags, most: MOST_EACH * page.length });
    return steps > MOST_EACH * page.length ? [`${place}: ${source}`] : [];
  });
  expect(slow).toEqual([]);
});

// Names, lines, and options are short.
test("no other literal takes more than the square", { timeout: 600_000 }, () => {
  expect(
    listWorse(
      LITERALS.filter(({ place }) => !place.startsWith("src/redact/")),
      SQUARE,
    ),
  ).toEqual([]);
});

test.each([
  ["(a+)+b", Infinity],
  ["(?:[\\w-]+\\s+){2,}x", 4],
  ["\\s+$", 4],
  ["(?<!\\s)\\s+$", 2],
  ["^(['`(]+)(.*?)(['`)]+[.,;:]?)$", Infinity],
  ["<a[^>]*>", 4],
  ["<a[^<>]*>", 2],
])("%s grows %s-fold with the double length", (source, expected) => {
  const { growth } = growthOf({ source, flags: "", place: "here" });
  const rounded = growth === Infinity ? growth : 2 ** Math.round(Math.log2(growth));
  expect(rounded).toBe(expected);
});
