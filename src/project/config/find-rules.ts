import { realpath } from "node:fs/promises";
import { resolve } from "node:path";

import { knownAt } from "../../sequence/known-at.ts";
import { findProject } from "../open-project.ts";
import type { Config } from "./parse.ts";

/** What a project says of examples. */
export interface ProjectRules extends Pick<Config, "volatile" | "fixed"> {
  /** Its configuration. */
  readonly file: string;
}

/**
 * What the project that this folder is in says of the examples in these traces: the rules of the walkthroughs whose
 * traces are among them, else those of all. undefined where there is no project, or it says nothing.
 */
export async function findRules(traces: readonly string[]): Promise<ProjectRules | undefined> {
  const project = await findProject();
  if (project === undefined) return undefined;
  const wanted = await Promise.all(traces.map(toRealPath));
  const traced = await Promise.all(project.walkthroughs.map(({ trace }) => toRealPath(trace)));
  const own = project.walkthroughs.filter((_, index) => wanted.includes(knownAt(traced, index)));
  const sources = own.length > 0 ? own : [project];
  const join = (key: "volatile" | "fixed"): readonly string[] => [
    ...new Set(sources.flatMap((source) => source[key] ?? [])),
  ];
  const [volatile, fixed] = [join("volatile"), join("fixed")];
  return volatile.length + fixed.length === 0 ? undefined : { file: project.file, volatile, fixed };
}

/** A link to a trace is that trace. */
async function toRealPath(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch {
    return resolve(file);
  }
}
