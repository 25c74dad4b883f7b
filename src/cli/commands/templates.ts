import { UserError } from "../../errors.ts";
import { checkTemplates } from "../../page/check-templates.ts";
import { listTemplates } from "../../page/list-templates.ts";
import { ejectTemplates } from "../../project/eject-templates.ts";
import { defineCommand } from "../command.ts";
import { type Io, print, tell } from "../io.ts";
import { TEMPLATES_MODES } from "../options/modes/report-modes.ts";
import { toJsonLine } from "../output/json-line.ts";

const OPTIONS = {
  output: { alias: "o", type: "string", requiresArg: true, describe: "Directory for eject" },
  json: { type: "boolean", default: false, describe: "Print the result of list or check as JSON" },
} as const;

export const templates = defineCommand({
  examples: [
    ["List the templates", "templates"],
    ["Copy two templates to change them", "templates eject mkdocs/note.hbs locales/en.yaml -o templates"],
    ["Check changed templates", "templates check templates"],
  ],
  builder: (yargs) =>
    yargs
      .positional("words", {
        type: "string",
        array: true,
        default: [],
        describe: "list [default]; eject NAME…; check DIR",
      })
      .options(OPTIONS),
  modes: { table: TEMPLATES_MODES, of: ({ words: [action = "list"] }) => action },
  writes: () => "folder",
  run: async ({ words, output, json }, io) => {
    const [action = "list", ...names] = words;
    if (action === "eject") return eject(names, output, io);
    if (action === "list") {
      const list = await listTemplates();
      const lines = list.map(({ path, purpose }) => `${path.padEnd(26)} ${purpose}\n`);
      if (json) io.stdout.write(toJsonLine(list));
      else print(io, lines.join(""));
      return 0;
    }
    const [folder, ...rest] = names;
    if (action !== "check" || folder === undefined || rest.length > 0)
      throw new UserError(
        "`wirewalk templates` needs `list`, `eject` with template names, or `check` with one directory.",
        {
          hint: "Run, for example, `wirewalk templates check templates`.",
        },
      );
    const problems = await checkTemplates(folder);
    const lines = problems.map(({ message, hint }) => `${message}\n  Hint: ${hint}\n`);
    if (json) io.stdout.write(toJsonLine(problems));
    else print(io, lines.join(""));
    if (problems.length === 0) tell(io, `The templates in ${folder} are valid.`);
    return problems.length === 0 ? 0 : 1;
  },
});

async function eject(names: readonly string[], folder: string | undefined, io: Io): Promise<number> {
  if (names.length === 0 || folder === undefined) {
    throw new UserError("`wirewalk templates eject` needs template names and a directory.", {
      hint: "Run, for example, `wirewalk templates eject mkdocs/note.hbs -o templates`. `wirewalk templates list` prints the names.",
    });
  }
  await ejectTemplates(names, folder, (file) => tell(io, `Wrote ${file}.`));
  return 0;
}
