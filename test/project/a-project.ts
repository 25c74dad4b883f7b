import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import type { Catalog } from "../../src/project/catalog.ts";
import type { Config } from "../../src/project/config/parse.ts";
import { openProject } from "../../src/project/open-project.ts";
import { writeTrace } from "../../src/trace/files/file.ts";
import type { Trace } from "../../src/trace/model/types.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

/** Without other files. */
export const NO_CATALOG: Catalog = { profiles: [], loadFlows: async () => [] };

/** A project in its own directory, with these traces by the names of their walkthroughs. */
export async function aProject(config: string, traces: Readonly<Record<string, Trace>> = {}): Promise<Config> {
  const folder = await tempFolder();
  await writeFile(join(folder, "wirewalk.config.yaml"), config);
  for (const [name, trace] of Object.entries(traces)) {
    const file = join(folder, "traces", `${name}.har`);
    await mkdir(dirname(file), { recursive: true });
    await writeTrace(file, trace);
  }
  return openProject([], folder);
}

/** Its only walkthrough. */
export function theWalkthrough({ walkthroughs }: Config): Config["walkthroughs"][number] {
  const [walkthrough, ...others] = walkthroughs;
  if (walkthrough === undefined || others.length > 0) throw new Error("The project does not have one walkthrough.");
  return walkthrough;
}
