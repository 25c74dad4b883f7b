import { moveProse } from "../../project/pages/move-prose.ts";
import { defineCommand } from "../command.ts";
import { tell } from "../io.ts";

const ID = { type: "string", demandOption: true } as const;

export const step = defineCommand({
  examples: [["Move the prose of a removed step to another", "step mv get-image show-image docs/add-project.md"]],
  builder: (yargs) =>
    yargs
      .positional("action", { choices: ["mv"] as const, demandOption: true, describe: "Move the prose" })
      .positional("from", { ...ID, describe: "ID of the step that has the prose, as in the markers of the page" })
      .positional("to", { ...ID, describe: "ID of the step that gets it" })
      .positional("page", { ...ID, describe: "The page, or one of its parts" }),
  run: async ({ from, to, page }, io) => {
    for (const file of await moveProse({ from, to, page })) tell(io, `Wrote ${file}.`);
    return 0;
  },
});
