import { catalog } from "../../../flows/catalog.ts";
import { checkWalkthrough } from "../../../project/check/check-walkthrough.ts";
import type { Config } from "../../../project/config/parse.ts";
import { renderWalkthrough } from "../../../project/pages/render-walkthrough.ts";
import type { Io } from "../../io.ts";
import { describeChecked } from "../../output/describe-checked.ts";
import { describeRendered } from "../../output/describe-written.ts";
import { createDraw } from "../../output/draw-pictures.ts";
import { runEach } from "../../output/run-each.ts";
import { type MergeArguments, toMergeOptions } from "./merge-options.ts";

export interface WalkthroughArguments extends MergeArguments {
  readonly check: boolean;
  readonly engine: "mermaid" | "builtin" | undefined;
  readonly json: boolean;
  readonly debug?: unknown;
}

/** `wirewalk render NAME…`; returns the exit code. */
export async function renderWalkthroughs(
  project: Config,
  { check, json, debug, engine, ...args }: WalkthroughArguments,
  io: Io,
): Promise<number> {
  const options = { catalog, configFile: project.file };
  const merging = { ...options, ...toMergeOptions(args), draw: createDraw(engine, io) };
  return runEach(project, io, {
    doing: "Rendering",
    run: async (one) =>
      check
        ? describeChecked(one, await checkWalkthrough(one, options), false)
        : describeRendered(await renderWalkthrough(one, merging)),
    json,
    isDebugging: debug === true,
  });
}
