import { relative, resolve } from "node:path";

import { UserError } from "../../../errors.ts";
import { catalog } from "../../../flows/catalog.ts";
import { openTrace } from "../../../import/open-trace.ts";
import { onlyKnown } from "../../../json/only-known.ts";
import { readMessages } from "../../../page/locales.ts";
import { type FirstWalkthrough, addWalkthrough, formatFirstConfig } from "../../../project/config/first.ts";
import { parseConfig } from "../../../project/config/parse.ts";
import { detectProfile } from "../../../project/find-profile.ts";
import { loadFlow } from "../../../project/load-flow.ts";
import { near } from "../../../project/near.ts";
import { CONFIG_FILE, findProject } from "../../../project/open-project.ts";
import { createRedactor } from "../../../redact/redactor.ts";
import { writeRedacted } from "../../../redact/write-redacted.ts";
import { readTrace } from "../../../trace/files/file.ts";
import { isFile } from "../../../trace/files/is-file.ts";
import { readTextIfThere } from "../../../trace/files/read-text-if-there.ts";
import { writeFileAtomically } from "../../../trace/files/write-file.ts";
import { type Io, tell } from "../../io.ts";
import { toRedaction } from "../../options/redaction-options.ts";
import type { Source } from "../init.ts";

/** Writes a first project file, or adds to the one in this folder. Throws a `UserError` for what could not be recorded or rendered. */
export async function writeFirst(
  { name, from, flow, command, locale }: Source & Pick<FirstWalkthrough, "locale" | "name">,
  io: Io,
): Promise<{ readonly isRecorded: boolean }> {
  if (locale !== undefined) await readMessages(locale, undefined);
  if (flow !== undefined) await loadFlow(flow, catalog);
  const target = `traces/${name}.har`;
  const taken = from === undefined ? undefined : await findTrace(from, target);
  const walkthrough = { name, ...onlyKnown({ flow, command, locale, trace: taken?.trace }) };
  const existing = await readTextIfThere(CONFIG_FILE);
  const above = existing === undefined ? await findProject("..") : undefined;
  const content = existing === undefined ? formatFirstConfig(walkthrough) : addWalkthrough(existing, walkthrough);
  // A name given by the user may not be valid.
  await parseConfig(content, resolve(CONFIG_FILE));
  if (from !== undefined && taken?.isForeign === true) await takeOver(from, target, io);
  await writeFileAtomically(CONFIG_FILE, content);
  if (above !== undefined) tell(io, `In this directory it replaces ${near(above.file)}, which is no longer read.`);
  return { isRecorded: from !== undefined };
}

/** A trace of wirewalk stays where it is; a file of another tool may contain secrets, and is masked first. */
async function findTrace(
  file: string,
  target: string,
): Promise<{ readonly trace: string; readonly isForeign: boolean }> {
  // Unchanged, because opened traces are already masked.
  const { log } = await readTrace(file);
  if (log._wirewalk !== undefined) return { trace: relative(".", file).replaceAll("\\", "/"), isForeign: false };
  if (await isFile(target)) {
    throw new UserError(`${target} already exists. Nothing was written.`, {
      hint: "Choose another name with --name.",
    });
  }
  return { trace: target, isForeign: true };
}

async function takeOver(file: string, target: string, io: Io): Promise<void> {
  const trace = await openTrace(file);
  const known = detectProfile(trace, catalog.profiles);
  const policy = await toRedaction({}, io, { known, traces: [file, target] });
  await writeRedacted(target, trace, createRedactor({ policy }));
  tell(io, `Wrote ${target}: ${file} with its secrets masked.`);
}
