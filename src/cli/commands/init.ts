import { UserError } from "../../errors.ts";
import { onlyKnown } from "../../json/only-known.ts";
import type { FirstWalkthrough } from "../../project/config/first.ts";
import { scriptOf } from "../../project/config/script-of.ts";
import { CONFIG_FILE } from "../../project/open-project.ts";
import { textAt } from "../../sequence/text-at.ts";
import { isFile } from "../../trace/files/is-file.ts";
import { defineCommand } from "../command.ts";
import { type Io, canAsk, tell } from "../io.ts";
import { INIT_MODES } from "../options/modes/source-modes.ts";
import { readCommandLine } from "../options/read-command-line.ts";
import { toPrintable } from "../output/printable.ts";

const text = { type: "string", requiresArg: true } as const;

const OPTIONS = {
  name: { ...text, describe: "Name of the walkthrough [default: from the command, flow, or file]" },
  add: { ...text, conflicts: "name", describe: "Add a walkthrough of this name to the file" },
  flow: { ...text, describe: "Flow to record" },
  command: { ...text, describe: "Command to record, quoted as in a shell; or after --" },
  from: { ...text, describe: "Existing trace or HAR file" },
  locale: { ...text, describe: "Language of the pages: en, ko, …" },
} as const;

export const init = defineCommand({
  examples: [
    ["Enter the settings in the terminal", "init"],
    ["Start with a command", "init --name place-order -- ./order.sh 3"],
    ["Start with a built-in flow", "init --flow image-add-project --locale ko"],
    ["Start with an existing recording, such as a browser's HAR file", "init --from shop.har"],
    ["Add a walkthrough to the existing file", "init --add cancel-order -- ./cancel.sh"],
  ],
  builder: (yargs) => yargs.options(OPTIONS),
  modes: {
    table: INIT_MODES,
    of: ({ program, flow, from }) =>
      program !== undefined ? "program" : flow !== undefined ? "flow" : from !== undefined ? "from" : "command",
  },
  takesProgram: true,
  run: async ({ program, ...args }, io) => {
    const isThere = await isFile(CONFIG_FILE);
    if (isThere && args.add === undefined) {
      throw new UserError(`${CONFIG_FILE} already exists and was not changed.`, {
        hint: "Edit it, or add a walkthrough: `wirewalk init --add NAME -- COMMAND`.",
      });
    }
    const source = await readSource({ ...args, program }, io);
    const given = args.add ?? args.name;
    const { withoutSecrets } = await import("../../project/config/without-secrets.ts");
    const shown = withoutSecrets(source.command ?? []);
    const name = given ?? (await ask(io, "Name of the walkthrough?", toName({ ...source, command: shown })));
    const { writeFirst } = await import("./init/write-first.ts");
    const { isRecorded } = await writeFirst({ ...source, name, ...onlyKnown({ locale: args.locale }) }, io);
    const record = isRecorded ? "" : `\`wirewalk record ${name}\`, then `;
    tell(io, `${isThere ? "Added to" : "Wrote"} ${CONFIG_FILE}. Next: ${record}\`wirewalk render\`.`);
    if (shown !== (source.command ?? shown)) {
      tell(io, `! ${CONFIG_FILE} contains a secret: the command is written as you gave it.`);
      tell(io, "  Hint: Before you commit the file, let the command read the secret from its environment.");
    }
    return 0;
  },
});

/** The source of a walkthrough. */
export type Source = Pick<FirstWalkthrough, "command" | "flow"> & { readonly from?: string };

interface SourceArguments {
  readonly program: readonly string[] | undefined;
  readonly flow?: string | undefined;
  readonly command?: string | undefined;
  readonly from?: string | undefined;
}

async function readSource({ program, flow, command, from }: SourceArguments, io: Io): Promise<Source> {
  if (program !== undefined) {
    if (program.length === 0) throw NOTHING();
    return { command: program };
  }
  if (flow !== undefined) return { flow };
  if (from !== undefined) return { from };
  if (command !== undefined) return { command: readCommandLine(command) };
  if (!canAsk(io)) throw NOTHING();
  return { command: readCommandLine(await ask(io, "Command to record?")) };
}

const NOTHING = (): UserError =>
  new UserError("No command, flow, or trace given.", {
    hint: "Give a command (`wirewalk init -- COMMAND`), --flow, or --from TRACE.har. In a terminal, init prompts for them.",
  });

async function ask(io: Io, question: string, usual = ""): Promise<string> {
  if (!canAsk(io)) return usual;
  io.stderr.write(toPrintable(usual === "" ? `${question} ` : `${question} [${usual}] `));
  return (await io.stdin.readLine()).trim() || usual;
}

/** `./order.sh 3` and `python3 order.py` → `order`, `openstack image list --long` → `openstack-image-list` */
function toName({ flow, command = [], from }: Source): string {
  const file = flow ?? from ?? scriptOf(command) ?? textAt(command, 0);
  const base = file.replace(/^.*[\\/]/, "").replace(/\.[a-z]\w*$/i, "");
  const isPlain = flow === undefined && from === undefined && file === base;
  const words = command.slice(1).findIndex((word) => !/^[a-z][a-z\d-]*$/i.test(word));
  const more = isPlain ? command.slice(1, words < 0 ? undefined : words + 1) : [];
  const name = [base, ...more]
    .join("-")
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  return name || "first";
}
