import { compileCheck } from "./compile-check.ts";
import { entrySchema, traceSchema } from "./schema.ts";

// Hardly a file is no trace, so the schema is asked only what is wrong with one that is not. The build writes these two
// out, as making the schema takes longer than reading a small trace (scripts/build/ready-checks.ts).

/** Whether a value of JSON is a trace. */
export const isTrace = compileCheck(traceSchema);

/** Whether a value of JSON is one of its entries. */
export const isEntry = compileCheck(entrySchema);
