import { UserError } from "../errors.ts";
import type { MergeOptions, MergeReport } from "../index.ts";
import { countOf } from "./counts.ts";
import { type Io, tell } from "./io.ts";
import { toPrintable } from "./printable.ts";

/** Options of every command that brings pages up to date. */
export const MERGE_OPTIONS = {
  force: { type: "boolean", default: false, describe: "Overwrite what was edited inside of regions" },
  adopt: { type: "boolean", default: false, describe: "Keep such edits for good, without asking again" },
  "fix-refs": { type: "boolean", default: false, describe: "Rewrite numbers of steps in your text" },
} as const;

export interface MergeArguments {
  readonly force: boolean;
  readonly adopt: boolean;
  readonly "fix-refs": boolean;
}

/** Throws a `UserError` where they say two things. */
export function toMergeOptions({ force, adopt, "fix-refs": fixReferences }: MergeArguments): MergeOptions {
  if (force && adopt) {
    throw new UserError("--force and --adopt say two things.", { hint: "give one of them." });
  }
  return { handEdits: force ? "overwrite" : adopt ? "adopt" : "keep", fixReferences };
}

/** Says what a merge leaves to the author. */
export function tellMerge(
  page: string,
  { added, removed, orphans, edited, staleReferences }: MergeReport,
  io: Io,
): void {
  const say = (line: number, text: string): void =>
    tell(io, toPrintable(`${page}${line > 0 ? `:${line}` : ""}: ${text}`));
  for (const name of added) say(0, `new: ${name}`);
  for (const name of removed) say(0, `gone: ${name}`);
  for (const { name, line } of edited) say(line, `${name} was edited by hand; --force overwrites it, --adopt keeps it`);
  for (const { line, before, after } of staleReferences) {
    say(
      line,
      after === undefined
        ? `${before} means a step that is gone`
        : `${before} now means ${after}; --fix-refs rewrites it`,
    );
  }
  if (orphans.length > 0) {
    const lines = orphans.map(({ line }) => line).join(", ");
    say(
      0,
      `${countOf(orphans.length, "text")} about steps that are gone, at line ${lines}: remove them, or use \`wirewalk step mv\``,
    );
  }
}
