import { UserError } from "../../errors.ts";
import { moveProse } from "../../project/pages/move-prose.ts";
import { defineCommand } from "../command.ts";
import { tell } from "../io.ts";

export const step = defineCommand({
  examples: [["Move the prose of a removed step to another", "step mv get-image show-image docs/add-project.md"]],
  builder: (yargs) =>
    yargs.positional("words", {
      type: "string",
      array: true,
      demandOption: true,
      describe: "mv FROM TO PAGE: IDs of two steps, and the page or one of its pages",
    }),
  run: async ({ words }, io) => {
    const [action, from, to, page, ...rest] = words;
    if (action !== "mv" || from === undefined || to === undefined || page === undefined || rest.length > 0) {
      throw new UserError("`wirewalk step` takes `mv`, two ids and a page.", {
        hint: "Such as `wirewalk step mv get-image show-image docs/add-project.md`; the markers of the page name the ids.",
      });
    }
    for (const file of await moveProse({ from, to, page })) tell(io, `Wrote ${file}.`);
    return 0;
  },
});
