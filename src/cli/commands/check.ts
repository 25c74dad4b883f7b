import { defineCommand } from "../command.ts";
import { openWalkthroughs } from "../open-project.ts";
import { runEach } from "../run-each.ts";
import { checkWalkthrough } from "../walkthrough-jobs.ts";

export const check = defineCommand({
  examples: [
    ["Is every page of the project what its trace says?", "check"],
    ["With the lines that would change", "check --diff"],
    ["These alone", "check image-add-project image-member-list"],
  ],
  builder: (yargs) =>
    yargs
      .positional("names", { type: "string", array: true, default: [], describe: "Walkthroughs [default: all]" })
      .option("diff", { type: "boolean", default: false, describe: "Print what would change as a unified diff" })
      .option("format", {
        choices: ["text", "github"] as const,
        describe: "github adds annotations [default: github where GITHUB_ACTIONS=true, else text]",
      })
      .option("json", { type: "boolean", default: false, describe: "Print the outcome as one line of JSON" }),
  run: async ({ names, diff, format, json, debug }, io) => {
    const annotations = format === undefined ? io.env["GITHUB_ACTIONS"] === "true" : format === "github";
    return runEach(await openWalkthroughs(names), io, {
      doing: "Checking",
      run: (one) => checkWalkthrough(one, { diff, annotations }),
      json,
      isDebugging: debug === true,
    });
  },
});
