import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { locateOwnFile } from "../own-files.ts";
import type { Finding } from "./finding.ts";

/** Whether the templates that came with wirewalk are there. */
export function checkTemplates(): readonly Finding[] {
  const folder = fileURLToPath(locateOwnFile("templates/"));
  const names = readNames(folder);
  if (names.length > 0) return [{ subject: "templates", state: "ok", text: `${names.join(", ")}, in ${folder}` }];
  return [{ subject: "templates", state: "failure", text: `none in ${folder}`, hint: "Install wirewalk again." }];
}

function readNames(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch {
    return [];
  }
}
