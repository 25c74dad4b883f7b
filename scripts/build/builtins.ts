import { isBuiltin } from "node:module";

import type { Plugin } from "rolldown";

/**
 * Loads built-in modules without import statements. An import statement makes Node read every property of one, lazy ones included: that of `node:http` loads
 * the whole HTTP client inside Node, which takes longer than the rest of the start-up (docs/notes/startup.md). Modules that are slow to load
 * are loaded when one of their functions is first called.
 */
export const builtins: Plugin = {
  name: "builtins",
  renderChunk: (code) =>
    code.replaceAll(IMPORT, (statement, names: string, name: string) =>
      isBuiltin(name) ? take(names, name) : statement,
    ),
};

const IMPORT = /^import (?!type\b)([^"';]+?) from "([^".][^"]*)";$/gm;

/** Most commands need at most one function of them. */
const SLOW: ReadonlySet<string> = new Set(["node:crypto", "node:zlib"]);

function take(names: string, name: string): string {
  const [, own, rest] = /^(?:([\w$]+)(?:, )?)?(.*)$/.exec(names) ?? [];
  const module = `process.getBuiltinModule("${name}")`;
  const all = rest === undefined || rest === "" ? "" : rest.replace(/^\* as /, "").replaceAll(" as ", ": ");
  const functions = SLOW.has(name) && own === undefined ? readFunctions(name, all) : undefined;
  if (functions !== undefined) {
    return functions.map(([key, local]) => `const ${local} = (...args) => ${module}.${key}(...args);`).join(" ");
  }
  return [own, all]
    .filter(Boolean)
    .map((pattern) => `const ${pattern} = ${module};`)
    .join(" ");
}

/** The names in `{ hash, randomUUID: make }`, with their local names; undefined if one is not a plain function. */
function readFunctions(name: string, pattern: string): readonly (readonly [key: string, local: string])[] | undefined {
  const exported = process.getBuiltinModule(name) as Readonly<Record<string, unknown>>;
  const pairs = pattern
    .replaceAll(/[{}\s]/g, "")
    .split(",")
    .map((pair) => pair.split(":"));
  const names = pairs.map(([key = "", local = key]) => [key, local] as const);
  return names.every(([key]) => typeof exported[key] === "function" && /^[a-z]/.test(key)) ? names : undefined;
}
