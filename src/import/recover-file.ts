import { existsSync, statSync } from "node:fs";

import { UserError } from "../errors.ts";
import { type Recovered, readBack, recoverJournal, refuseExisting } from "../record/capture/recover-journal.ts";
import { recoverSession } from "../record/capture/recover-session.ts";
import type { RedactionPolicy } from "../redact/policy.ts";
import { refuseSecretName } from "../redact/scan/gate.ts";
import { countOf } from "../sequence/count-of.ts";
import { quoteShellWord } from "../sequence/shell-word.ts";
import { openTraceSource } from "../trace/files/archive.ts";
import { readTrace, writeTrace } from "../trace/files/file.ts";
import { type LeftFile, isOpen, putInPlace, removeLeftFile, toLeftFile } from "../trace/files/left-files.ts";
import { isSessionFolder } from "../trace/journal/inspect-journal.ts";
import { describeDamage } from "../trace/stream/explain-json.ts";
import { openTrace } from "./open-trace.ts";

/**
 * Rebuilds a trace from its remains: from a journal or a directory of journals, from a truncated HAR file, or from a
 * file that a killed program was writing.
 *
 * @param output where to @default a name made of the path's
 * @param policy with the key of the session that a journal was recorded in @default none
 */
export async function recoverFile(path: string, output?: string, policy?: RedactionPolicy): Promise<Recovered> {
  refusePipe(path);
  const left = toLeftFile(path);
  if (left !== undefined) return recoverLeftFile(left, output);
  if (isSessionFolder(path)) return recoverSession(path, output, policy);
  return (await isJournal(path)) ? recoverJournal(path, output, policy) : recoverHar(path, output);
}

/** It can be read only once, and a recovery reads more often: waiting for another writer would have no end. */
function refusePipe(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isFIFO() !== true) return;
  throw new UserError(`Cannot recover "${path}": it is a pipe.`, { hint: "Write it to a file first, and name that." });
}

/** Whether a file is a journal, by its beginning; if that is lost, by its name. */
async function isJournal(path: string): Promise<boolean> {
  const source = await openTraceSource(path);
  const beginning = source.text(0, Math.min(source.length, 1024)).trimStart();
  return beginning.startsWith('{"wirewalkJournal":') || (path.endsWith(".journal") && !beginning.startsWith("{"));
}

/** Writes the complete exchanges of a truncated or damaged HAR file to another file; the original is not changed. */
async function recoverHar(har: string, output: string | undefined): Promise<Recovered> {
  if (await isWhole(har)) {
    throw new UserError(`"${har}" is complete: nothing to recover.`, {
      hint: `Run \`wirewalk show ${quoteShellWord(har)}\` to see it.`,
    });
  }
  const file = output ?? har.replace(/(?:\.har)?$/, ".recovered.har");
  refuseExisting(file);
  refuseSecretName(file);
  const trace = await openTrace(har, { isPartial: true });
  await writeTrace(file, trace);
  const { length: exchanges } = trace.log.entries;
  await readBack(file, exchanges);
  return { file, exchanges, comment: `"${har}" ${describeDamage(await openTraceSource(har))}; it was not changed` };
}

/**
 * Finishes what a killed program had begun to write: a complete file is moved to its place, and so are the complete exchanges of a
 * truncated trace, unless its journal exists, which has all of them. Leftovers are removed.
 */
async function recoverLeftFile(left: LeftFile, output: string | undefined): Promise<Recovered> {
  const { content, target, folder } = left;
  if (content !== undefined && isOpen(content)) {
    throw new UserError(`"${content}" is still being written.`, {
      hint: "Wait until the program that writes it has ended.",
    });
  }
  for (const journal of [`${target}.journal`, `${target}.journals`]) {
    if (!existsSync(journal)) continue;
    throw new UserError(`The journal "${journal}" contains everything that belongs in "${target}".`, {
      hint: `Run \`wirewalk recover ${journal}\`, which removes "${folder}" as well.`,
    });
  }
  if (content === undefined) {
    removeLeftFile(left);
    throw new UserError(`"${folder}" was empty and was removed.`);
  }
  if (left.isInPlace) {
    const { log } = await readTrace(target);
    removeLeftFile(left);
    const { length: exchanges } = log.entries;
    return { file: target, exchanges, comment: `it was already complete; removed "${folder}"` };
  }
  const file = output ?? target;
  refuseExisting(file);
  if (file === target && (await isWhole(content))) {
    const { log } = await readTrace(content);
    putInPlace(left, content);
    return { file, exchanges: log.entries.length, comment: `it was complete in "${folder}", which was removed` };
  }
  const recovered = await recoverHar(content, file);
  removeLeftFile(left);
  const exchanges = countOf(recovered.exchanges, "exchange");
  const comment = `it was written up to ${exchanges}; removed "${folder}"`;
  return { ...recovered, comment };
}

async function isWhole(har: string): Promise<boolean> {
  try {
    const { log } = await readTrace(har);
    for (const { response } of log.entries) if (response.status < 0) return false;
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}
