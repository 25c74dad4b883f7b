/**
 * Loaded before the rest of wirewalk. An older Node must be able to run it to report that it is too old, so it uses only syntax that Node
 * 12 can parse, and imports nothing: a name that a built-in module lacks ends a program before its first line.
 */

const OLDEST = [22, 19] as const;

/** Why wirewalk cannot run on this version of Node, in a sentence; undefined if it can. */
export function refuseNode(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor, oldestMinor] = OLDEST;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return undefined;
  return `wirewalk needs Node ${OLDEST.join(".")} or later; this is Node ${version}.`;
}
