import { execFileSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";

import { parseAst } from "rolldown/parseAst";

/** A regular expression, and where it is. */
export interface Listed {
  readonly source: string;
  readonly flags: string;
  readonly place: string;
}

/** Every regular expression that is a literal in the source. */
export function listLiterals(root: string): Listed[] {
  return globSync("src/**/*.ts", { cwd: root }).flatMap((file) => {
    const text = readFileSync(`${root}/${file}`, "utf8");
    const found: Listed[] = [];
    visit(parseAst(text, { lang: "ts" }), ({ pattern, flags, start }) => {
      found.push({ source: pattern, flags, place: `${file}:${text.slice(0, start).split("\n").length}` });
    });
    return found;
  });
}

interface Literal {
  readonly pattern: string;
  readonly flags: string;
  readonly start: number;
}

function visit(node: unknown, note: (literal: Literal) => void): void {
  if (typeof node !== "object" || node === null) return;
  if ("regex" in node && "start" in node) {
    // As ESTree has it.
    const { regex, start } = node as { readonly regex: Omit<Literal, "start">; readonly start: number };
    note({ ...regex, start });
  } else for (const child of Object.values(node)) visit(child, note);
}

/** Every regular expression that is put together when the modules of a folder are loaded, and when they first search a text. */
export function listBuilt(root: string, folder: string): Listed[] {
  const files = globSync(`${folder}/**/*.ts`, { cwd: root });
  const program = `
    const built = new Map();
    const RegExp = globalThis.RegExp;
    const note = (expression) => { built.set(String(expression), { source: expression.source, flags: expression.flags }); return expression; };
    globalThis.RegExp = new Proxy(RegExp, {
      construct: (target, args) => note(new target(...args)),
      apply: (target, self, args) => note(target(...args)),
    });
    for (const file of ${JSON.stringify(files)}) await import("${root}/" + file);
    const { scanText } = await import("${root}/src/redact/scan/scan-text.ts");
    scanText(process.argv[1]);
    console.log(JSON.stringify(Array.from(built.values())));`;
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", program, SAMPLE], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  // What the program above prints.
  const built = JSON.parse(output) as readonly Omit<Listed, "place">[];
  return built.map(({ source, flags }) => ({ source, flags, place: `built in ${folder}` }));
}

const SAMPLE =
  '{"password":"k3f9Dk2LmQ0xZ7","a":"https://joe:k3f9Dk2LmQ0xZ7@h/x?token=k3f9Dk2LmQ0xZ7 glpat-k3f9Dk2LmQ0xZ7k3f9Dk"}';
