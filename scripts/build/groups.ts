import { runAll } from "./starts.ts";

/** A file of a bundle, and its source files. */
export interface BundledFile {
  readonly name: string;
  readonly sources: readonly string[];
  /** Whether it has the name of one of the bundled programs. */
  readonly isProgram: boolean;
}

/** Returns the group of a source file, if it is in one. */
export type GroupOf = (source: string) => string | null;

/**
 * Modules that the same commands load are one file: finding and opening a file takes longer than reading it, and a file with more than
 * a command needs would be read as a whole. A command that loads a source file also loads its imports, so groups have no circular
 * imports. A program is a file of its own: an old Node must be able to read some of them, and their exports are their interface.
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
  // The others only determine which modules are separate.
  return (source) => (isQuick.has(source) ? [...(loadedBy.get(source) ?? []), kindOf(source)].join(", ") : null);
}

/** A command that needs one of our files rarely needs the package that another file uses. */
function kindOf(source: string): string {
  if (source.startsWith("ready:")) return "template";
  return /[\\/]node_modules[\\/]/.test(source) ? "package" : "own";
}
