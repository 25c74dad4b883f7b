import { readFile, writeFile } from "node:fs/promises";

import * as z from "zod/mini";

import { configSchema } from "../src/project/config/schema.ts";
import { traceSchema } from "../src/trace/model/schema.ts";
import { outputSchema } from "./output-schema.ts";

const sources = [
  {
    file: "schemas/trace.schema.json",
    title: "wirewalk trace",
    description: "An HTTP Archive (HAR) 1.2 file; the fields that start with an underscore are those of wirewalk.",
    schema: traceSchema,
  },
  {
    file: "schemas/config.schema.json",
    title: "wirewalk configuration",
    description: "wirewalk.config.yaml at the root of a project: its walkthroughs, and what they share.",
    schema: configSchema,
  },
  {
    file: "schemas/output.schema.json",
    title: "wirewalk output",
    description:
      "The JSON that commands print with --json. Each command has a property: validate the output of scan --json against #/properties/scan, for example. Any command may print an error instead.",
    schema: outputSchema,
  },
] as const;

/** Writes the JSON Schemas of the package: `node scripts/schemas.ts`; with `--check` it only compares, and exits 1. */
if (import.meta.main) {
  const isUpToDate = await updateSchemas(process.argv.includes("--check"));
  process.exitCode = isUpToDate ? 0 : 1;
}

/** Whether every schema file is up to date at the end. */
async function updateSchemas(isCheck: boolean): Promise<boolean> {
  let isUpToDate = true;
  for (const { file, text } of generateSchemas()) {
    const url = new URL(`../${file}`, import.meta.url);
    const current = await readFile(url, "utf8").catch(() => "");
    if (current === text) continue;
    if (isCheck) {
      isUpToDate = false;
      console.error(`${file} is out of date.\n  Hint: run \`node scripts/schemas.ts\`.`);
    } else {
      await writeFile(url, text);
    }
  }
  return isUpToDate;
}

/** The schema files as they should be. */
export function generateSchemas(): { readonly file: string; readonly text: string }[] {
  return sources.map(({ file, title, description, schema }) => {
    // As an input schema it allows the fields of other tools.
    const { $schema, ...rules } = z.toJSONSchema(schema, { io: "input" });
    return { file, text: `${JSON.stringify({ $schema, title, description, ...rules }, null, 2)}\n` };
  });
}
