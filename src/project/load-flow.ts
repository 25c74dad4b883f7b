import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { reasonOf, UserError } from "../errors.ts";
import type { Flow } from "../flow.ts";
import { isObject } from "../json/is-object.ts";
import { adviseNearest } from "../sequence/nearest-name.ts";
import { isFile } from "../trace/files/is-file.ts";
import type { Catalog } from "./catalog.ts";

/**
 * Finds a flow of the catalog by name, or imports the user's flow by path. Throws a `UserError` that explains what is
 * wrong with it.
 */
export async function loadFlow(nameOrFile: string, catalog: Catalog): Promise<Flow> {
  return isPath(nameOrFile) ? importFlow(nameOrFile) : findByName(nameOrFile, await catalog.loadFlows());
}

function isPath(nameOrFile: string): boolean {
  return /[\\/]|\.[cm]?[jt]s$/.test(nameOrFile);
}

function findByName(name: string, flows: readonly Flow[]): Flow {
  const flow = flows.find((one) => one.name === name);
  if (flow !== undefined) return flow;
  const known = flows.map((one) => one.name);
  throw new UserError(`Unknown flow "${name}".${adviseNearest(name, known)}`, {
    hint: `Use one of ${known.join(", ")}, or name your own by its path: ./my-flow.ts.`,
    option: ["flow"],
  });
}

async function importFlow(file: string): Promise<Flow> {
  const exported: unknown = await importFile(file);
  const problem = findProblem(exported);
  // The check above has verified every field of a flow.
  if (problem === undefined) return exported as Flow;
  throw new UserError(`The default export of "${file}" is not a flow: ${problem}.`, {
    hint: "Write `export default defineFlow({ name, summary, inputs, run })`.",
  });
}

async function importFile(file: string): Promise<unknown> {
  if (!(await isFile(file))) {
    throw new UserError(`Cannot load the flow "${file}": it does not exist.`, {
      hint: "Check the path.",
      option: ["flow"],
    });
  }
  try {
    const module: { default?: unknown } = await import(pathToFileURL(resolve(file)).href);
    return module.default;
  } catch (error) {
    const reason = reasonOf(error);
    throw new UserError(`Cannot load the flow "${file}": ${reason}`, {
      hint: "Check the imports of the file, and that its TypeScript only adds types.",
      cause: error,
    });
  }
}

function findProblem(exported: unknown): string | undefined {
  if (!isObject(exported)) return exported === undefined ? "there is none" : `it is ${nameKind(exported)}`;
  const { name, summary, inputs, run } = exported;
  if (typeof name !== "string" || !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) return '"name" must be kebab-case text';
  if (typeof summary !== "string") return '"summary" must be text';
  if (!Array.isArray(inputs) || !inputs.every(isInput))
    return '"inputs" must list objects with "name" and "description"';
  return typeof run === "function" ? undefined : '"run" must be a function';
}

function nameKind(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : `a ${typeof value}`;
}

function isInput(input: unknown): boolean {
  return isObject(input) && typeof input["name"] === "string" && typeof input["description"] === "string";
}
