import { readFile } from "node:fs/promises";

import type { Io } from "../../cli/io.ts";
import { configFolderOf } from "../../cli/options/config-folder.ts";
import { toPolicy } from "../../cli/options/redaction-options.ts";
import { countOf } from "../../cli/output/counts.ts";
import { explainError } from "../../cli/output/explain-error.ts";
import type { Outcome } from "../../cli/output/run-each.ts";
import type { UserError } from "../../errors.ts";
import { recordFlow } from "../../record/capture/record-flow.ts";
import { recordCommand } from "../../record/record-command.ts";
import type { OpenExamples } from "../../stabilize/open-examples.ts";
import { writeFileAtomically } from "../../trace/files/file.ts";
import { isFile } from "../../trace/files/is-file.ts";
import type { WalkthroughConfig } from "../config/parse.ts";
import { loadFlow } from "../load-flow.ts";
import { near } from "../near.ts";
import { describeOutcome, findExamples } from "./examples.ts";

/**
 * Records a walkthrough of the project anew. Where its flow or command fails that did not fail before, the earlier
 * recording stays, and the new one goes beside it: a cloud that is down must not take the pages with it.
 */
export async function recordWalkthrough(walkthrough: WalkthroughConfig, fresh: boolean, io: Io): Promise<Outcome> {
  const { flow, command, trace: file, name, volatile, fixed } = walkthrough;
  if (flow === undefined && command === undefined) {
    return { exitCode: 0, text: `${name} has neither flow nor command; its trace stays` };
  }
  const rules = { ...(volatile && { volatile }), ...(fixed && { fixed }) };
  const examples = await findExamples({ file, fresh, flow, rules });
  const before = (await isFile(file)) ? await readFile(file) : undefined;
  const recorded = await runWalkthrough(walkthrough, { file, adapt: examples?.adapt, io });
  const isKept = before !== undefined && recorded.exitCode !== 0 && exitCodeOf(examples?.previous) === 0;
  const text = isKept
    ? await keepEarlier(before, file)
    : tellRecorded(`${countOf(recorded.exchanges, "exchange")} in ${near(file)}`, examples);
  if (recorded.failure !== undefined) return { exitCode: await explainError(recorded.failure, io, false), text };
  const { exitCode } = recorded;
  return { exitCode, text: exitCode === 0 ? text : `${text}; the command exited with ${exitCode}` };
}

export interface RecordedWalkthrough {
  readonly exchanges: number;
  /** Of the command, or of what the flow's failure means. */
  readonly exitCode: number;
  /** Why a flow failed. */
  readonly failure?: UserError;
}

export interface RunOptions {
  readonly file: string;
  readonly adapt?: OpenExamples["adapt"] | undefined;
  readonly io: Io;
}

/** Runs the flow or command of a walkthrough and writes a trace. */
export async function runWalkthrough(
  { flow, command = [], inputs = {}, cloud, redact }: WalkthroughConfig,
  { file, adapt, io }: RunOptions,
): Promise<RecordedWalkthrough> {
  const shared = { env: io.env, file, redaction: await toPolicy(redact, io), adapt };
  if (flow === undefined) {
    const silent = { write: () => {} };
    const output = { stdout: silent, stderr: silent };
    return recordCommand(command, { ...shared, authorityFolder: configFolderOf(io), output });
  }
  const options = { ...shared, inputs, ...(cloud !== undefined && { cloud }) };
  const { exchanges, failure } = await recordFlow(await loadFlow(flow), options);
  return { exchanges, exitCode: failure?.exitCode ?? 0, ...(failure && { failure }) };
}

/** How the command of an earlier recording ended; 0 where it does not say. */
export function exitCodeOf(trace: OpenExamples["previous"] | undefined): number {
  return trace?.log._wirewalk?.command?.exitCode ?? 0;
}

async function keepEarlier(before: Uint8Array, file: string): Promise<string> {
  const failed = file.replace(/(?:\.har)?$/, ".failed.har");
  await writeFileAtomically(failed, await readFile(file));
  await writeFileAtomically(file, before);
  return `failed, and did not before; ${near(file)} stays, what happened is in ${near(failed)}`;
}

function tellRecorded(text: string, examples: OpenExamples | undefined): string {
  return examples?.outcome ? `${text}: ${describeOutcome(examples)}` : text;
}
