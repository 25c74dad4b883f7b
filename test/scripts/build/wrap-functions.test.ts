import { Script } from "node:vm";

import { expect, test } from "vitest";

import { wrapFunctions } from "../../../scripts/build/wrap-functions.ts";

const all = (code: string): string => wrapFunctions(code, () => true);

test("a declaration becomes a variable that exists before anything is called", () => {
  const code =
    'import { a } from "./a.js";\nconst early = late(1);\nfunction late(x) {\n\treturn x;\n}\nexport { early };\n';
  expect(all(code)).toBe(
    'import { a } from "./a.js";\nvar late = (function late(x) {\n\treturn x;\n});\n\nconst early = late(1);\n\nexport { early };\n',
  );
});

test("functions within functions are put into parentheses too", () => {
  expect(all("const f = (x) => [x].map((y) => y + 1);")).toContain("const f = ((x) => [x].map(((y) => y + 1)));");
  expect(all("function f() { return () => 1; }")).toContain("var f = (function f() { return (() => 1); });");
  expect(all("async function* f() {}")).toContain("var f = (async function* f() {});");
});

test("functions without a separate expression stay unchanged", () => {
  const code =
    "class A { m() { return 1; } get p() { return 2; } static s = 3; }\nconst o = { m() {}, get p() { return 1; } };";
  expect(all(code).trim()).toBe(code);
  expect(all("const f = async (x) => x;").trim()).toBe("const f = async (x) => x;");
});

test("only selected functions are changed", () => {
  const code = "function one() {}\nfunction two() {}\n";
  expect(wrapFunctions(code, (start) => start === 0)).toBe("\nvar one = (function one() {});\n\nfunction two() {}\n");
});

test("V8 has the code of such a function when the file is compiled", () => {
  const statements = Array.from({ length: 50 }, (_, index) => `if (x.p${index} > ${index}) x.q(${index});`).join(" ");
  const code = `function f(x) { ${statements} }`;
  const sizeOf = (source: string): number => new Script(source).createCachedData().length;
  expect(sizeOf(all(code))).toBeGreaterThan(3 * sizeOf(code));
});
