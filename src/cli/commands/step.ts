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
      default: [],
      describe: "mv FROM TO PAGE: two step IDs, and the page or one of its parts",
    }),
  run: async ({ words }, io) => {
    const [action, from, to, page, ...rest] = words;
    if (action !== "mv" || from === undefined || to === undefined || page === undefined || rest.length > 0) {
      throw new UserError("`wirewalk step` needs `mv`, two step IDs, and a page.", {
        hint: "Run, for example, `wirewalk step mv get-image show-image docs/add-project.md`. The markers of the page contain the IDs.",
      });
    }
    for (const file of await moveProse({ from, to, page })) tell(io, `Wrote ${file}.`);
    return 0;
  },
});
