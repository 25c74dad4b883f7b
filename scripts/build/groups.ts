import { runAll } from "./starts.ts";

/** A file of a bundle, and the source files that went into it. */
export interface BundledFile {
  readonly name: string;
  readonly sources: readonly string[];
  /** Whether it has the name of one of the bundled programs. */
  readonly isProgram: boolean;
}

/** Says by the source file in which group it is, if in any. */
export type GroupOf = (source: string) => string | null;

/**
 * What the same commands load is one file: finding and opening a file takes longer than reading what is in it, and a file that holds more than
 * a command needs has to be read whole. Of a source file that a command loads, it loads all imports too, so no group imports one that imports
 * it. A program is a file of its own: some have to be read by an old Node, and what they export is what they are for.
 *
 * @param files of a bundle without groups, in `dist`
 */
export async function findGroups(dist: string, files: readonly BundledFile[]): Promise<GroupOf> {
  const loadedBy = new Map<string, string[]>();
  const isQuick = new Set<string>();
  for (const start of await runAll(dist)) {
    const loaded = files.filter(({ name, isProgram }) => start.called.has(name) && !isProgram);
    for (const source of loaded.flatMap(({ sources }) => sources)) {
      loadedBy.set(source, [...(loadedBy.get(source) ?? []), start.name]);
      if (start.isQuick) isQuick.add(source);
    }
  }
  // The others only say what has to be apart.
  return (source) => (isQuick.has(source) ? [...(loadedBy.get(source) ?? []), kindOf(source)].join(", ") : null);
}

/** Who needs one of our own files seldom needs the package that another one is made with. */
function kindOf(source: string): string {
  if (source.startsWith("ready:")) return "template";
  return /[\\/]node_modules[\\/]/.test(source) ? "package" : "own";
}
