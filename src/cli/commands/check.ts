import { catalog } from "../../flows/catalog.ts";
import { checkWalkthrough } from "../../project/check/check-walkthrough.ts";
import { createSharedNames } from "../../project/config/shared-names.ts";
import { createProjectBook } from "../../project/index-page/project-book.ts";
import { openProject } from "../../project/open-project.ts";
import { oncePerTrace } from "../../project/record/once-per-trace.ts";
import { defineCommand } from "../command.ts";
import { CHECK_MODES } from "../options/modes/other-modes.ts";
import { surroundingsOf } from "../options/surroundings.ts";
import { concludeProject } from "../output/conclude-project.ts";
import { describeChecked, describeSharedNames } from "../output/describe-checked.ts";
import type { LiveOptions } from "../output/describe-live.ts";
import { asksToRun, describeShared } from "../output/describe-recorded.ts";
import { type RunEachOptions, runEach } from "../output/run-each.ts";

const OPTIONS = {
  diff: { type: "boolean", default: false, describe: "Print the changes that render would make" },
  live: { type: "boolean", default: false, describe: "Run flows and commands again and compare the API" },
  format: {
    choices: ["text", "github"],
    describe: "text or github [default: github in GitHub Actions, else text]",
  },
  json: { type: "boolean", default: false, describe: "Print the result as one line of JSON" },
} as const;

export const check = defineCommand({
  examples: [
    ["Check all pages", "check"],
    ["Show what would change on two of them", "check --diff image-add-project image-member-list"],
    ["Check the running API, recorded again into temporary files", "check --live"],
  ],
  builder: (yargs) =>
    yargs
      .positional("names", {
        type: "string",
        array: true,
        default: [],
        describe: "Walkthroughs to check [default: all]",
      })
      .options(OPTIONS),
  modes: { table: CHECK_MODES, of: ({ live }) => (live ? "live" : "pages") },
  run: async ({ names: asked, diff, live, format, json, debug }, io) => {
    const annotate = (format ?? (io.env["GITHUB_ACTIONS"] === "true" ? "github" : "text")) === "github";
    const project = await openProject(asked);
    const names = createSharedNames(project, asked.length === 0);
    const book = createProjectBook(project, asked.length === 0);
    const options = { catalog, env: io.env, configFile: project.file, diff };
    const run: RunEachOptions["run"] = live
      ? await createLiveCheck({ annotate, isAsked: asksToRun(project, asked), io })
      : async (one) => {
          const checked = await checkWalkthrough(one, options);
          names.add(one.name, checked.staleNames);
          book.add(one, checked.facts);
          return describeChecked(one, checked, annotate);
        };
    return runEach(project, io, {
      doing: "Checking",
      run,
      conclude: async () => [
        ...describeSharedNames(await names.findStale(), annotate ? "github" : "text"),
        ...(await concludeProject(project, book, { catalog, env: io.env, isCheck: true })),
      ],
      json,
      isDebugging: debug === true,
    });
  },
});

/** The recording code takes longer to load than a whole check of pages. */
async function createLiveCheck(options: LiveOptions): Promise<RunEachOptions["run"]> {
  const { checkLive } = await import("../../project/check/check-live.ts");
  const { describeLive } = await import("../output/describe-live.ts");
  const check = oncePerTrace((walkthrough) => checkLive(walkthrough, surroundingsOf(options.io)));
  return async (walkthrough) => {
    const checked = await check(walkthrough);
    return checked.kind === "shared" ? describeShared(checked) : describeLive(walkthrough, checked, options);
  };
}
