import { resolve } from "node:path";

import { UserError } from "../../errors.ts";
import { catalog } from "../../flows/catalog.ts";
import type { Config, WalkthroughConfig } from "../../project/config/parse.ts";
import { near } from "../../project/near.ts";
import { CONFIG_FILE, openProject } from "../../project/open-project.ts";
import { defineCommand } from "../command.ts";

export const adopt = defineCommand({
  examples: [
    ["Show what would change, and write nothing", "adopt docs/add-project.md --dry-run"],
    ["Add markers to a page, and confirm what is uncertain", "adopt docs/add-project.md"],
    ["In a script: accept the most likely choice", "adopt docs/add-project.md --yes"],
  ],
  builder: (yargs) =>
    yargs
      .positional("page", {
        type: "string",
        demandOption: true,
        describe: "Page of a walkthrough of the project, or the walkthrough's name",
      })
      .options({
        yes: { type: "boolean", default: false, describe: "Accept the most likely choice without a prompt" },
        "dry-run": { type: "boolean", default: false, describe: "Print what would change, and write nothing" },
        json: { type: "boolean", default: false, describe: "Print the result as one line of JSON" },
      }),
  run: async ({ page, ...args }, io) => {
    const project = await openProject();
    const walkthrough = findWalkthrough(project, page);
    const { runAdopt } = await import("./adopt/run-adopt.ts");
    const sources = { catalog, env: io.env, configFile: project.file };
    return runAdopt(walkthrough, { ...args, ...sources, isDryRun: args["dry-run"] }, io);
  },
});

/** The walkthrough of a page. A page without a walkthrough has no trace to be updated from. */
function findWalkthrough({ walkthroughs }: Config, page: string): WalkthroughConfig {
  const found =
    walkthroughs.find((one) => resolve(one.page) === resolve(page)) ?? walkthroughs.find(({ name }) => name === page);
  if (found !== undefined) return found;
  const pages = walkthroughs.slice(0, MOST).map((one) => near(one.page));
  throw new UserError(`No walkthrough in ${CONFIG_FILE} has the page ${page}.`, {
    hint: `Name it as \`page:\` of a walkthrough there (\`wirewalk init --add NAME -- COMMAND\` adds one). Its pages: ${pages.join(", ")}.`,
  });
}

const MOST = 20;
