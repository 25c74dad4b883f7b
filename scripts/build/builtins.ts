import { isBuiltin } from "node:module";

import type { Plugin } from "rolldown";

/**
 * Takes built-in modules as they are. An import statement makes Node read every property of one, lazy ones included: that of `node:http` loads
 * the whole HTTP client inside Node, which takes longer than all the rest of a start (docs/notes/startup.md).
 */
export const builtins: Plugin = {
  name: "builtins",
  renderChunk: (code) =>
    code.replaceAll(IMPORT, (statement, names: string, name: string) =>
      isBuiltin(name) ? take(names, name) : statement,
    ),
};

const IMPORT = /^import (?!type\b)([^"';]+?) from "([^".][^"]*)";$/gm;

function take(names: string, name: string): string {
  const [, own, rest] = /^(?:([\w$]+)(?:, )?)?(.*)$/.exec(names) ?? [];
  const module = `process.getBuiltinModule("${name}")`;
  const all = rest === undefined || rest === "" ? "" : rest.replace(/^\* as /, "").replaceAll(" as ", ": ");
  return [own, all]
    .filter(Boolean)
    .map((pattern) => `const ${pattern} = ${module};`)
    .join(" ");
}
