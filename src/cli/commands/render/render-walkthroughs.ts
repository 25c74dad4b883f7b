import { catalog } from "../../../flows/catalog.ts";
import { checkWalkthrough } from "../../../project/check/check-walkthrough.ts";
import type { Config } from "../../../project/config/parse.ts";
import { createSharedNames } from "../../../project/config/shared-names.ts";
import { createProjectBook } from "../../../project/index-page/project-book.ts";
import { renderWalkthrough } from "../../../project/pages/render-walkthrough.ts";
import type { Io } from "../../io.ts";
import { concludeProject } from "../../output/conclude-project.ts";
import { describeChecked, describeSharedNames } from "../../output/describe-checked.ts";
import { describeRendered } from "../../output/describe-written.ts";
import { createDraw } from "../../output/draw-pictures.ts";
import { runEach } from "../../output/run-each.ts";
import { type MergeArguments, toMergeOptions } from "./merge-options.ts";

export interface WalkthroughArguments extends MergeArguments {
  /** Whether all walkthroughs of the project are meant. */
  readonly isWhole: boolean;
  readonly check: boolean;
  readonly engine: "mermaid" | "builtin" | undefined;
  readonly json: boolean;
  readonly debug?: unknown;
}

/** `wirewalk render NAME…`; returns the exit code. */
export async function renderWalkthroughs(
  project: Config,
  { check, isWhole, json, debug, engine, ...args }: WalkthroughArguments,
  io: Io,
): Promise<number> {
  const options = { catalog, env: io.env, configFile: project.file };
  const merging = { ...options, ...toMergeOptions(args), draw: createDraw(engine, io) };
  const names = createSharedNames(project, isWhole);
  const book = createProjectBook(project, isWhole);
  return runEach(project, io, {
    doing: "Rendering",
    run: async (one) => {
      const done = check ? await checkWalkthrough(one, options) : await renderWalkthrough(one, merging);
      names.add(one.name, done.staleNames);
      book.add(one, done.facts);
      return "pages" in done || done.kind === "missing" ? describeChecked(one, done, false) : describeRendered(done);
    },
    conclude: async () => [
      ...describeSharedNames(await names.findStale(), check ? "text" : "list"),
      ...(await concludeProject(project, book, { catalog, env: io.env, isCheck: check })),
    ],
    json,
    isDebugging: debug === true,
  });
}
