/**
 * Whether the mode of a file gives some of these rights. Windows has no such modes: Node makes them up there, and the
 * user's folder is private.
 *
 * @param rights bits of a mode: 0o077 for the group and all others
 */
export function isOpenToOthers(mode: number, rights: number, platform: string = process.platform): boolean {
  return platform !== "win32" && (mode & rights) !== 0;
}
