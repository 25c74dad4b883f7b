import type { UserError } from "../../errors.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { recordFlow } from "../../record/capture/record-flow.ts";
import type { SaveSummary } from "../../record/capture/save.ts";
import { recordCommand } from "../../record/record-command.ts";
import type { OpenExamples } from "../../stabilize/open-examples.ts";
import type { Trace } from "../../trace/model/types.ts";
import type { Surroundings } from "../catalog.ts";
import type { WalkthroughConfig } from "../config/parse.ts";
import { loadFlow } from "../load-flow.ts";
import { findProfileAuthorities } from "../profile-authorities.ts";
import { readProfileSecrets } from "../profile-secrets.ts";
import { toRedactionPolicy } from "../redaction-policy.ts";

/** How a flow or command went. */
export interface Run {
  readonly exchanges: number;
  /** Why exchanges have no response, and how many each. */
  readonly unanswered: SaveSummary["unanswered"];
  /** Of the command, or of what the flow's failure means. */
  readonly exitCode: number;
  /** Why a flow failed. */
  readonly failure?: UserError;
}

export interface RunOptions extends Surroundings {
  readonly file: string;
  readonly adapt?: OpenExamples["adapt"] | undefined;
}

/** Runs the flow or command of a walkthrough and writes a trace. */
export async function runWalkthrough(
  { flow, command = [], inputs = {}, cloud, redact, clientCertificates }: WalkthroughConfig,
  { env, authorityFolder, catalog, file, adapt }: RunOptions,
): Promise<Run> {
  const loaded = flow === undefined ? undefined : await loadFlow(flow, catalog);
  const foundSecrets = await readProfileSecrets(catalog.profiles, loaded?.profile, env);
  const client = { env, argv: command, cloud: flow === undefined ? undefined : cloud };
  const authorities = await findProfileAuthorities(catalog.profiles, client);
  const shared = { env, authorities, file, adapt, redaction: await toRedactionPolicy(redact, { env, foundSecrets }) };
  if (loaded === undefined) {
    const silent = { write: () => {} };
    const output = { stdout: silent, stderr: silent };
    const { exchanges, unanswered, exitCode } = await recordCommand(command, {
      ...shared,
      authorityFolder,
      output,
      ...onlyKnown({ clientCertificates }),
    });
    return { exchanges, unanswered, exitCode };
  }
  const options = { ...shared, inputs, ...onlyKnown({ cloud }) };
  const { exchanges, unanswered, failure } = await recordFlow(loaded, options);
  return { exchanges, unanswered, exitCode: failure?.exitCode ?? 0, ...onlyKnown({ failure }) };
}

/** How the command of an earlier recording ended; 0 where it does not say. */
export function exitCodeOf(trace: Trace | undefined): number {
  return trace?.log._wirewalk?.command?.exitCode ?? 0;
}
