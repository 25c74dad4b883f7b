import { readdirSync, statfsSync } from "node:fs";
import { basename, dirname } from "node:path";

import { codeOf, hasCodeLike, reasonOf, UserError } from "../../errors.ts";
import { findNearestName } from "../../sequence/nearest-name.ts";
import { quoteShellWord } from "../../sequence/shell-word.ts";
import { NoSpaceError } from "./no-space.ts";

/** A file that could not be written where the user wants it; another place may work. */
export class UnwritableFileError extends UserError {}

/**
 * Turns a system error about a file into a message with the file and the remedy; any other error is returned unchanged.
 */
export function fileError(error: unknown, action: "read" | "write", file: string): unknown {
  const code = codeOf(error);
  if (!(error instanceof Error) || code === undefined) return error;
  const explanation = explanations[code];
  if (explanation === undefined && !("syscall" in error)) return error;
  const [reason, hint] = (code === "ENOENT" && action === "read" && explainUrl(file)) ||
    explanation || [`system error ${code || reasonOf(error).replace(/^, /, "")}`, "Use another place."];
  const Kind = action === "write" ? UnwritableFileError : UserError;
  return new Kind(
    `Cannot ${action} "${file}": ${reason}${describeSpace(error, file)}.${adviseName(code, action, file)}`,
    { hint, cause: error },
  );
}

/** Some users name the URL that they want to record. */
function explainUrl(file: string): readonly [reason: string, hint: string] | undefined {
  if (!/^https?:\/\//i.test(file)) return undefined;
  const line = `wirewalk record -- curl ${quoteShellWord(file)}`;
  return ["it is a URL, not a file", `Name a file, such as the trace that \`${line}\` writes.`];
}

/** The nearest name in its folder. */
function adviseName(code: string, action: "read" | "write", file: string): string {
  if (code !== "ENOENT" || action === "write") return "";
  try {
    const names = readdirSync(dirname(file)).slice(0, MOST_NAMES);
    const own = basename(file);
    // A link that leads nowhere is there itself.
    const others = names.filter((name) => name !== own);
    const whole = others.filter((name) => name.startsWith(`${own}.`));
    const nearest = whole.length === 1 ? whole[0] : findNearestName(own, others);
    return nearest === undefined ? "" : ` Did you mean "${file.slice(0, file.lastIndexOf(own))}${nearest}"?`;
  } catch {
    return "";
  }
}

/** A name is compared with each. */
const MOST_NAMES = 10_000;

/** Whether the system reported that nothing can be written there. */
export function isDiskError(error: unknown): boolean {
  return hasCodeLike(error, DISK);
}

const DISK = /^(?:ENOSPC|EDQUOT|EIO|EROFS|EFBIG|ESTALE|ENODEV|ENXIO|ENOTCONN)$/;

function describeSpace(error: Error, file: string): string {
  if (!(error instanceof NoSpaceError)) return "";
  const needed = `; the file needs ${toMegabytes(error.needed)}`;
  // The free space of the disk reveals nothing about a quota.
  const free = error.code === "ENOSPC" ? freeAt(dirname(file)) : undefined;
  return free === undefined || free >= error.needed ? needed : `${needed}, and ${toMegabytes(free)} are free`;
}

function toMegabytes(bytes: number): string {
  return bytes < 100_000 ? `${bytes} bytes` : `${(Math.ceil(bytes / 100_000) / 10).toFixed(1)} MB`;
}

function freeAt(folder: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

const permissions = ["permission denied", "Check who owns it, or use another place."] as const;
const tooLarge = ["it is too large to hold in memory", "Record or export less at once."] as const;
const gone = ["its disk was removed", "Mount it again, or use another place."] as const;
const full = ["no space is left on the disk", "Free some space, or use another place."] as const;

const explanations: Readonly<Record<string, readonly [reason: string, hint: string]>> = {
  ENOENT: ["it does not exist", "Check the path."],
  EACCES: permissions,
  EPERM: permissions,
  EROFS: ["the disk is read-only", "Use another place."],
  EISDIR: ["it is a directory", "Name a file in it."],
  ENOTDIR: ["a part of its path is not a directory", "Check the path."],
  ELOOP: ["its symbolic links lead back to themselves", "Check the links."],
  EEXIST: ["a part of its path is not a directory", "Check the path."],
  ENOSPC: full,
  EDQUOT: ["your disk quota is used up", "Free some space, or use another place."],
  EIO: ["the disk reports an error (EIO)", "Check the disk, or use another place."],
  EFBIG: ["it would be longer than the system allows", "Use another place, or record or export less at once."],
  ESTALE: gone,
  ENOTCONN: gone,
  ENODEV: gone,
  ENXIO: gone,
  ERR_FS_FILE_TOO_LARGE: tooLarge,
  ERR_STRING_TOO_LONG: tooLarge,
};
