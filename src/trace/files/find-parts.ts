import { type Stats, existsSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import { UserError } from "../../errors.ts";
import { escapePattern } from "../../sequence/escape-pattern.ts";
import { fileError } from "./file-error.ts";
import { namesIn } from "./names-in.ts";

/**
 * The traces that a path represents, in the order of their names: a folder, or a pattern such as `app.*.har` that the shell did not
 * expand. The journal of a part that is not saved yet is one of them. Undefined if the path is a file, or could be one.
 *
 * @throws UserError if there are none, or the system cannot report what is there
 */
export function findParts(path: string): readonly string[] | undefined {
  const status = statusOf(path);
  if (status?.isDirectory() === true) return path.endsWith(".journals") ? undefined : listTraces(path, path, /\.har$/);
  if (status !== undefined || !/[*?]/.test(basename(path))) return undefined;
  return listTraces(path, dirname(path), toPattern(basename(path)));
}

function listTraces(path: string, folder: string, pattern: RegExp): readonly string[] {
  const names = namesIn(folder)
    .filter((name) => pattern.test(name.replace(/\.journal$/, "")))
    .map((name) => join(folder, name))
    .filter((file) => !file.endsWith(".journal") || !existsSync(file.slice(0, -".journal".length)))
    .filter((file) => statusOf(file)?.isFile());
  if (names.length > 0) return names.toSorted(byNumbers.compare);
  const what = path === folder ? `Directory "${path}" has no HAR files` : `No HAR file matches "${path}"`;
  throw new UserError(`${what}.`, {
    hint: "Name a HAR file, a directory of HAR files, or a pattern such as 'app.*.har'.",
  });
}

function statusOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw fileError(error, "read", path);
  }
}

const byNumbers = new Intl.Collator("en", { numeric: true });

function toPattern(text: string): RegExp {
  const source = text.replaceAll(/[*?]|[^*?]+/g, (part) => {
    if (part === "*") return ".*";
    return part === "?" ? "." : escapePattern(part);
  });
  return new RegExp(`^${source}$`, "s");
}
