import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { tempFolder } from "../helpers/temp-folder.ts";
import { runWirewalk } from "./run-wirewalk.ts";

const load = createRequire(join(import.meta.dirname, "exports/package.json"));

interface Validate {
  (har: unknown): boolean;
  readonly errors?: readonly { instancePath: string; message: string }[] | null;
}

/** The schema by which other tools check HAR files. */
function compileHarSchema(): Validate {
  const Ajv = load("ajv").default;
  const ajv = new Ajv({ strict: false });
  load("ajv-formats").default(ajv);
  ajv.addMetaSchema(load("ajv/dist/refs/json-schema-draft-06.json"));
  for (const schema of Object.values(load("har-schema"))) ajv.addSchema(schema);
  return ajv.getSchema("har.json#");
}

const validate = compileHarSchema();

async function findBreaches(file: string): Promise<readonly string[]> {
  validate(JSON.parse(await readFile(file, "utf8")));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const ROOT = join(import.meta.dirname, "../..");
const traces = (await readdir(join(ROOT, "traces"), { recursive: true })).filter((name) => name.endsWith(".har"));
const fixtures = await readdir(join(ROOT, "test/trace/model/fixtures"));

describe("HAR files follow the schema of ahmadnassri/har-schema", () => {
  test.each(traces)("recorded: %s", async (name) => {
    expect(await findBreaches(join(ROOT, "traces", name))).toEqual([]);
  });

  test.each(fixtures)("imported, whatever the tool wrote: %s", async (name) => {
    const file = join(await tempFolder(), name);
    const { exitCode } = await runWirewalk(["import", join(ROOT, "test/trace/model/fixtures", name), "-o", file], {});
    expect(exitCode).toBe(0);
    expect(await findBreaches(file)).toEqual([]);
  });

  test("and the schema finds mistakes", async () => {
    expect(await findBreaches(join(ROOT, "test/trace/model/fixtures/mitmproxy.har"))).not.toEqual([]);
  });
});
