import { realpath } from "node:fs/promises";
import { resolve } from "node:path";

import { onlyKnown } from "../../json/only-known.ts";
import { knownAt } from "../../sequence/known-at.ts";
import { mapKnown } from "../../sequence/map-known.ts";
import { findProject } from "../open-project.ts";
import { secretsOf } from "../redaction-policy.ts";
import type { Config, SharedConfig } from "./parse.ts";
import type { RedactSettings } from "./types.ts";

/** A project's settings for some traces. */
export interface FoundSettings extends SharedConfig {
  /** Its configuration. */
  readonly file: string;
}

/**
 * The settings of this directory's project for these traces: those of the walkthroughs that use one of the traces, otherwise the common ones.
 * For examples and secrets, the settings of all these walkthroughs apply; for names, those of the first. undefined if there is no project.
 *
 * @param named the selected walkthrough, if known
 */
export async function findSettings(traces: readonly string[], named?: string): Promise<FoundSettings | undefined> {
  const project = await findProject();
  if (project === undefined) return undefined;
  const wanted = await Promise.all(traces.map(toRealPath));
  const traced = await Promise.all(project.walkthroughs.map(({ trace }) => toRealPath(trace)));
  const own = project.walkthroughs.filter(({ name }, index) => {
    return named === undefined ? wanted.includes(knownAt(traced, index)) : name === named;
  });
  const sources: readonly SharedConfig[] = own.length > 0 ? own : [project.shared];
  const join = (key: "fixed" | "volatile"): readonly string[] | undefined => {
    const items = new Set(mapKnown(sources, (source) => source[key]).flat());
    return items.size === 0 ? undefined : [...items];
  };
  return {
    ...sources[0],
    file: project.file,
    redact: [...new Set(sources.flatMap(({ redact }) => redact))],
    ...onlyKnown({ volatile: join("volatile"), fixed: join("fixed") }),
  };
}

/** A project's settings for secrets of all walkthroughs, each once, for files that may belong to any of them. */
export async function findAllSecrets(): Promise<readonly RedactSettings[]> {
  return listSecrets(await findProject());
}

function listSecrets(project: Config | undefined): readonly RedactSettings[] {
  const all = new Set([
    ...(project?.shared.redact ?? []),
    ...(project?.walkthroughs ?? []).flatMap(({ redact }) => redact),
  ]);
  return Array.from(all, secretsOf);
}

/** A link to a trace is that trace. */
async function toRealPath(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch {
    return resolve(file);
  }
}
