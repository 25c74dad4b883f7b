import { compileCheck } from "./compile-check.ts";
import { entrySchema, traceSchema } from "./schema.ts";

// Most files are valid traces, so the schema is used only to explain what is wrong with one that is not. The build writes these two
// functions out, because compiling the schema takes longer than reading a small trace (scripts/build/ready-checks.ts).

/** Whether a value of JSON is a trace. */
export const isTrace = compileCheck(traceSchema);

/** Whether a value of JSON is one of its entries. */
export const isEntry = compileCheck(entrySchema);
