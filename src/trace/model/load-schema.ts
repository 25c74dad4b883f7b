import * as schema from "./schema.ts";

/**
 * The schema, for explaining invalid traces: in the package, it is created by this call
 * (scripts/build/ready-checks.ts).
 */
export function loadSchema(): typeof schema {
  return schema;
}
