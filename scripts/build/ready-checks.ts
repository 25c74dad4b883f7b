import type { Plugin } from "rolldown";

import { entrySchema, traceSchema } from "../../src/trace/model/schema.ts";
import { writeCheck } from "./write-check.ts";

/** Writes the checks of traces as code, and creates the schema on demand: a bundler defers modules that are required instead of imported. */
export const readyChecks: Plugin = {
  name: "ready-checks",
  load: {
    filter: { id: [/[\\/]src[\\/]trace[\\/]model[\\/](?:checks|load-schema)\.ts$/] },
    handler: (id) => ({ code: id.endsWith("checks.ts") ? CHECKS : LOAD_SCHEMA, moduleType: "js" }),
  },
};

const CHECKS = `export const isTrace = ${writeCheck(traceSchema)};\nexport const isEntry = ${writeCheck(entrySchema)};\n`;

const LOAD_SCHEMA = `export const loadSchema = () => require("./schema.ts");\n`;
