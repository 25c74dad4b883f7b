import { homedir } from "node:os";
import { join } from "node:path";

import type { Io } from "../io.ts";

/** The directory of this user's certificate authority, according to the conventions of the system. */
export function configFolderOf({ env }: Pick<Io, "env">): string {
  const { WIREWALK_CONFIG_DIR: own, XDG_CONFIG_HOME: xdg, APPDATA: windows } = env;
  if (own !== undefined && own !== "") return own;
  if (xdg !== undefined && xdg !== "") return join(xdg, "wirewalk");
  if (process.platform === "win32" && windows !== undefined) return join(windows, "wirewalk");
  return join(env["HOME"] ?? homedir(), ".config", "wirewalk");
}
