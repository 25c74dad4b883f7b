import { isBuiltin } from "node:module";

import type { Plugin } from "rolldown";

/**
 * Takes built-in modules as they are. An import statement makes Node read every property of one, lazy ones included: that of `node:http` loads
 * the whole HTTP client inside Node, which takes longer than all the rest of a start (docs/notes/startup.md). Of those that are slow to load
 * themselves, a function is taken when it is first called.
 */
export const builtins: Plugin = {
  name: "builtins",
  renderChunk: (code) =>
    code.replaceAll(IMPORT, (statement, names: string, name: string) =>
      isBuiltin(name) ? take(names, name) : statement,
    ),
};

const IMPORT = /^import (?!type\b)([^"';]+?) from "([^".][^"]*)";$/gm;

/** Many a start needs them for one function at most. */
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

/** The names in `{ hash, randomUUID: make }`, with what they are called here; undefined where one is no plain function. */
function readFunctions(name: string, pattern: string): readonly (readonly [key: string, local: string])[] | undefined {
  const exported = process.getBuiltinModule(name) as Readonly<Record<string, unknown>>;
  const pairs = pattern
    .replaceAll(/[{}\s]/g, "")
    .split(",")
    .map((pair) => pair.split(":"));
  const names = pairs.map(([key = "", local = key]) => [key, local] as const);
  return names.every(([key]) => typeof exported[key] === "function" && /^[a-z]/.test(key)) ? names : undefined;
}
