import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { UserError } from "../errors.ts";
import type { Flow } from "../flow.ts";
import { adviseNearest } from "../nearest-name.ts";
import { isFile } from "../trace/files/is-file.ts";

/** Finds a built-in flow by name, or imports one's own by path. Throws a `UserError` that says what is wrong with it. */
export async function loadFlow(nameOrFile: string): Promise<Flow> {
  return isPath(nameOrFile) ? importFlow(nameOrFile) : findBuiltin(nameOrFile);
}

/** The built-in flows, for people. */
export async function listFlows(): Promise<string> {
  const { builtinFlows } = await import("../flows/index.ts");
  const width = Math.max(...builtinFlows.map(({ name }) => name.length));
  return ["", "Flows:", ...builtinFlows.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)].join("\n");
}

function isPath(nameOrFile: string): boolean {
  return /[\\/]|\.[cm]?[jt]s$/.test(nameOrFile);
}

async function findBuiltin(name: string): Promise<Flow> {
  const { builtinFlows, findFlow } = await import("../flows/index.ts");
  const flow = findFlow(name);
  if (flow !== undefined) return flow;
  const known = builtinFlows.map((one) => one.name);
  throw new UserError(`There is no flow "${name}"${adviseNearest(name, known)}.`, {
    hint: `built-in flows: ${known.join(", ")}; name your own by its path: ./my-flow.ts.`,
    option: ["flow"],
  });
}

async function importFlow(file: string): Promise<Flow> {
  const exported: unknown = await importFile(file);
  const problem = findProblem(exported);
  // The check above saw every field of a flow.
  if (problem === undefined) return exported as Flow;
  throw new UserError(`The default export of "${file}" is not a flow: ${problem}.`, {
    hint: "write `export default defineFlow({ name, summary, inputs, run })`.",
  });
}

async function importFile(file: string): Promise<unknown> {
  if (!(await isFile(file))) {
    throw new UserError(`Cannot load the flow "${file}": it does not exist.`, {
      hint: "check the path.",
      option: ["flow"],
    });
  }
  try {
    const module: { default?: unknown } = await import(pathToFileURL(resolve(file)).href);
    return module.default;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`Cannot load the flow "${file}": ${reason}`, {
      hint: "check what the file imports, and that its TypeScript only adds types.",
      cause: error,
    });
  }
}

function findProblem(exported: unknown): string | undefined {
  if (!isObject(exported)) return exported === undefined ? "there is none" : `it is a ${typeof exported}`;
  const { name, summary, inputs, run } = exported;
  if (typeof name !== "string" || !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) return '"name" must be kebab-case text';
  if (typeof summary !== "string") return '"summary" must be text';
  if (!Array.isArray(inputs) || !inputs.every(isInput))
    return '"inputs" must list objects with "name" and "description"';
  return typeof run === "function" ? undefined : '"run" must be a function';
}

function isInput(input: unknown): boolean {
  return isObject(input) && typeof input["name"] === "string" && typeof input["description"] === "string";
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
