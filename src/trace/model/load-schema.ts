import * as schema from "./schema.ts";

/** The schema, for what is no trace: in the package it is made when this is called (scripts/build/ready-checks.ts). */
export function loadSchema(): typeof schema {
  return schema;
}
