import { catalog } from "../../flows/catalog.ts";
import type { Surroundings } from "../../project/catalog.ts";
import type { Io } from "../io.ts";
import { configFolderOf } from "./config-folder.ts";

/** The data that a recording needs from its machine. */
export function surroundingsOf(io: Pick<Io, "env">): Surroundings {
  return { env: io.env, authorityFolder: configFolderOf(io), catalog };
}
