import { dirname, join, resolve } from "node:path";

import { UserError } from "../errors.ts";
import { adviseNearest } from "../sequence/nearest-name.ts";
import { readText } from "../trace/files/file.ts";
import { isFile } from "../trace/files/is-file.ts";
import type { Config } from "./config/parse.ts";

export const CONFIG_FILE = "wirewalk.config.yaml";

/** The project file that applies to a directory; undefined if there is none. */
export async function findProject(folder = "."): Promise<Config | undefined> {
  const file = await findProjectFile(folder);
  if (file === undefined) return undefined;
  const text = await readText(file);
  // Commands look up settings in several places; parsing takes longer than the rest.
  if (last?.file === file && last.text === text) return last.config;
  // Most commands also work without a project, and the code that reads one takes long to load.
  const { parseConfig } = await import("./config/parse.ts");
  const config = await parseConfig(text, file);
  last = { file, text, config };
  return config;
}

/** The project file that was parsed last. */
let last: { readonly file: string; readonly text: string; readonly config: Config } | undefined;

/** Its file, whatever is in it. */
export async function findProjectFile(folder = "."): Promise<string | undefined> {
  for (let current = resolve(folder); ; current = dirname(current)) {
    const file = join(current, CONFIG_FILE);
    if (await isFile(file)) return file;
    if (current === dirname(current)) return undefined;
  }
}

/**
 * The project of a directory, with only the named walkthroughs, in the order of its file.
 *
 * @param names none for all of them
 * @throws UserError if there is no project, or no walkthrough of such a name
 */
export async function openProject(names: readonly string[] = [], folder = "."): Promise<Config> {
  const project = await findProject(folder);
  if (project === undefined) {
    throw new UserError(`No ${CONFIG_FILE} found here or in a parent directory.`, {
      hint: "Create one with `wirewalk init`.",
    });
  }
  const { walkthroughs } = project;
  if (walkthroughs.length === 0) {
    throw new UserError(`${CONFIG_FILE} has no walkthroughs.`, {
      hint: "Add one below `walkthroughs:`, such as `image-list: { command: [openstack, image, list] }`.",
    });
  }
  const unknown = names.find((name) => !walkthroughs.some((one) => one.name === name));
  if (unknown !== undefined) {
    const known = walkthroughs.map(({ name }) => name);
    throw new UserError(`${CONFIG_FILE} has no walkthrough "${unknown}".${adviseNearest(unknown, known)}`, {
      hint: `It names: ${known.join(", ")}.`,
    });
  }
  if (names.length === 0) return project;
  return { ...project, walkthroughs: walkthroughs.filter(({ name }) => names.includes(name)) };
}
