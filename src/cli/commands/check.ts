import { defineCommand } from "../command.ts";
import { openWalkthroughs } from "../open-project.ts";
import { runEach } from "../run-each.ts";
import { checkWalkthrough } from "../walkthrough-jobs.ts";

export const check = defineCommand({
  examples: [
    ["Is every page of the project what its trace says?", "check"],
    ["These alone", "check image-add-project image-member-list"],
  ],
  builder: (yargs) =>
    yargs
      .positional("names", { type: "string", array: true, default: [], describe: "Walkthroughs [default: all]" })
      .option("json", { type: "boolean", default: false, describe: "Print the outcome as one line of JSON" }),
  run: async ({ names, json, debug }, io) =>
    runEach(await openWalkthroughs(names), io, {
      doing: "Checking",
      run: checkWalkthrough,
      json,
      isDebugging: debug === true,
    }),
});
