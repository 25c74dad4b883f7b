import { defineCommand } from "../command.ts";
import { writeResult } from "../write-result.ts";

export const step = defineCommand({
  examples: [
    [
      "Give the prose of a step that is gone to the one that replaced it",
      "step mv get-image get-v2-images docs/add.md",
    ],
    ["Rename a step of a page before it is rendered anew", "step mv get-v2-images list-images docs/list.md"],
  ],
  builder: (yargs) =>
    yargs
      .positional("action", { choices: ["mv"], demandOption: true, describe: "What to do: move its prose" })
      .positional("old", { type: "string", demandOption: true, describe: "Id of the step whose prose it is" })
      .positional("new", { type: "string", demandOption: true, describe: "Id of the step that gets it" })
      .positional("page", { type: "string", demandOption: true, describe: "The page, a Markdown file" }),
  run: async ({ old, new: next, page }, io) => {
    const { moveStep, readText } = await import("../../index.ts");
    return writeResult(io, { file: page, content: moveStep(await readText(page), old, next), check: false });
  },
});
