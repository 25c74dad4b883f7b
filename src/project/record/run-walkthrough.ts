import { stat } from "node:fs/promises";

import { UserError } from "../../errors.ts";
import { onlyIf } from "../../json/only-if.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { recordFlow } from "../../record/capture/record-flow.ts";
import type { SaveSummary } from "../../record/capture/save.ts";
import { NothingRecordedError } from "../../record/command/nothing-recorded.ts";
import { type RecordCommandOptions, recordCommand } from "../../record/record-command.ts";
import type { OpenExamples } from "../../stabilize/open-examples.ts";
import type { Trace } from "../../trace/model/types.ts";
import type { Shard } from "../../trace/read-shard.ts";
import type { Surroundings } from "../catalog.ts";
import type { WalkthroughConfig } from "../config/parse.ts";
import type { RedactSettings } from "../config/types.ts";
import { loadFlow } from "../load-flow.ts";
import { near } from "../near.ts";
import { findProfileAuthorities } from "../profile-authorities.ts";
import { readProfileSecrets } from "../profile-secrets.ts";
import { toRedactionPolicy } from "../redaction-policy.ts";
import { SHARD_VARIABLE, WHOLE, fillInShard, formatShard } from "./shard.ts";

/** The outcome of a flow or command. */
export interface Run {
  readonly exchanges: number;
  /** Reasons why exchanges have no response, each with their number. */
  readonly unanswered: SaveSummary["unanswered"];
  /** Exchanges that could not be recorded, such as on a full disk. @default 0 */
  readonly lost?: number;
  /** Exit code of the command, or the code for the flow's failure. */
  readonly exitCode: number;
  /** Why a flow failed. */
  readonly failure?: UserError;
}

export interface RunOptions extends Surroundings {
  readonly file: string;
  readonly adapt?: OpenExamples["adapt"] | undefined;
  /** The part of the run. @default the whole run */
  readonly shard?: Shard;
  /** Settings for secrets of the command line, in addition to the project's. @default nothing */
  readonly redact?: readonly RedactSettings[];
}

/** Runs the flow or command of a walkthrough and writes a trace. */
export async function runWalkthrough(walkthrough: WalkthroughConfig, options: RunOptions): Promise<Run> {
  const { flow, command = [], inputs = {}, cloud, bodyLimit } = walkthrough;
  const { catalog, file, adapt } = options;
  const { shard } = options;
  const env = {
    ...options.env,
    ...walkthrough.env,
    ...onlyKnown({ [SHARD_VARIABLE]: shard && formatShard(shard) }),
  };
  const loaded = flow === undefined ? undefined : await loadFlow(flow, catalog);
  const foundSecrets = await readProfileSecrets(catalog.profiles, loaded?.profile, env);
  const client = { env, argv: command, cloud: flow === undefined ? undefined : cloud };
  const { redact = [] } = options;
  const settings = [...walkthrough.redact, ...redact];
  const shared = {
    env,
    authorities: await findProfileAuthorities(catalog.profiles, client),
    file,
    adapt,
    redaction: await toRedactionPolicy(settings, { env: options.env, foundSecrets }),
    ...onlyKnown({ bodyLimit }),
  };
  if (loaded === undefined) {
    return runOne(
      { ...walkthrough, command: fillInShard(command, shard ?? WHOLE) },
      { ...shared, authorityFolder: options.authorityFolder, ...onlyKnown({ shard: shard && formatShard(shard) }) },
    );
  }
  const run = await recordFlow(loaded, { ...shared, inputs, ...onlyKnown({ cloud }) });
  const { exchanges, unanswered, lost, failure } = run;
  return { exchanges, unanswered, lost, exitCode: failure?.exitCode ?? 0, ...onlyKnown({ failure }) };
}

async function runOne(walkthrough: WalkthroughConfig, shared: RecordCommandOptions): Promise<Run> {
  const { command = [], as, cwd, listen, passthrough, insecure, cacert, transparent, onFailure } = walkthrough;
  const { clientCertificates, output = true } = walkthrough;
  if (cwd !== undefined) await checkFolder(cwd);
  const silent = { write: () => {} };
  const told = { cwd, client: as, port: listen, passthrough, insecure, cacert, transparent, onFailure };
  try {
    const { exchanges, unanswered, lost, exitCode } = await recordCommand(command, {
      ...shared,
      ...onlyIf(output, { output: { stdout: silent, stderr: silent } }),
      ...onlyKnown({ ...told, clientCertificates }),
    });
    return { exchanges, unanswered, lost, exitCode };
  } catch (error) {
    throw withOwnExitCode(error);
  }
}

async function checkFolder(cwd: string): Promise<void> {
  const there = await stat(cwd).catch(() => undefined);
  if (there?.isDirectory() === true) return;
  throw new UserError(`The working directory "${near(cwd)}" of the command does not exist.`, { option: ["cwd"] });
}

/** A command's exit code has no meaning of wirewalk's: its 4 does not mean that a secret was found. */
function withOwnExitCode(error: unknown): unknown {
  const isOfCommand = error instanceof NothingRecordedError && error.commandExitCode !== 0;
  const isOfShell = error instanceof UserError && (error.exitCode === 126 || error.exitCode === 127);
  if (!isOfCommand && !isOfShell) return error;
  const { message, hint } = error;
  return new UserError(message, { exitCode: isOfCommand ? 3 : 2, cause: error, hint });
}

/** The exit code of the command in an earlier recording; 0 if it has none. */
export function exitCodeOf(trace: Trace | undefined): number {
  return trace?.log._wirewalk?.command?.exitCode ?? 0;
}
