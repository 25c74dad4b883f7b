import { UserError } from "../../errors.ts";
import { defineCommand } from "../command.ts";
import { writeResult } from "../write-result.ts";

export const step = defineCommand({
  examples: [
    ["What the page said of a step that is gone goes to another", "step mv get-image show-image docs/add-project.md"],
  ],
  builder: (yargs) =>
    yargs.positional("words", {
      type: "string",
      array: true,
      demandOption: true,
      describe: "mv, the id of the step, the id of the step that gets its text, the page",
    }),
  run: async ({ words }, io) => {
    const [action, from, to, page, ...rest] = words;
    if (action !== "mv" || from === undefined || to === undefined || page === undefined || rest.length > 0) {
      throw new UserError("`wirewalk step` takes `mv`, two ids and a page.", {
        hint: "such as `wirewalk step mv get-image show-image docs/add-project.md`; the markers of the page name the ids.",
      });
    }
    const { moveStep, readText } = await import("../../index.ts");
    return writeResult(io, { file: page, content: moveStep(await readText(page), from, to), check: false });
  },
});
