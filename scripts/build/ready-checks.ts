import type { Plugin } from "rolldown";

import * as rules from "../../src/project/config/rules.ts";
import { configSchema } from "../../src/project/config/schema.ts";
import { entrySchema, traceSchema } from "../../src/trace/model/schema.ts";
import { writeCheck } from "./write-check.ts";

/** Writes the checks of traces and project files as code, and creates the schema on demand: a bundler defers modules that are required instead of imported. */
export const readyChecks: Plugin = {
  name: "ready-checks",
  load: {
    filter: {
      id: /[\\/]src[\\/](?:trace[\\/]model[\\/](?:checks|load-schema)|project[\\/]config[\\/]plain-config)\.ts$/,
    },
    handler: (id) => {
      const code = [CHECKS, LOAD_SCHEMA, CONFIG].find(([name]) => id.endsWith(name));
      return code && { code: code[1], moduleType: "js" };
    },
  },
};

/** The check of project files, which calls the functions of its rules by their names in `rules`. */
export function writeConfigCheck(): string {
  const functions = Object.entries<unknown>(rules).filter(([, rule]) => typeof rule === "function");
  const names = new Map(functions.map(([name, rule]) => [rule, `rules.${name}`]));
  rules.UNUSED.forEach(({ isAbsent }, index) => names.set(isAbsent, `rules.UNUSED[${index}].isAbsent`));
  return writeCheck(configSchema, names);
}

const CHECKS = [
  "checks.ts",
  `export const isTrace = ${writeCheck(traceSchema)};\nexport const isEntry = ${writeCheck(entrySchema)};\n`,
] as const;

const LOAD_SCHEMA = ["load-schema.ts", `export const loadSchema = () => require("./schema.ts");\n`] as const;

const CONFIG = [
  "plain-config.ts",
  `import * as rules from "./rules.ts";\nexport const isPlainConfig = ${writeConfigCheck()};\n`,
] as const;
