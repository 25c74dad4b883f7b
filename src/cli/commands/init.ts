import { UserError } from "../../errors.ts";
import { readShellWords } from "../../import/shell-words.ts";
import { formatFirstConfig } from "../../project/config/first.ts";
import { parseConfig } from "../../project/config/parse.ts";
import { near } from "../../project/near.ts";
import { CONFIG_FILE, findProject } from "../../project/open-project.ts";
import { isFile } from "../../trace/files/is-file.ts";
import { writeFileAtomically } from "../../trace/files/write-file.ts";
import { defineCommand } from "../command.ts";
import { type Io, tell } from "../io.ts";

const text = { type: "string", requiresArg: true } as const;

export const init = defineCommand({
  examples: [
    ["Answer questions in the terminal", "init"],
    ["Start with a built-in flow", "init --name image-add-project --flow image-add-project"],
    ["Start with a command", 'init --name image-list --command "openstack image list" --locale ko'],
  ],
  builder: (yargs) =>
    yargs
      .option("name", { ...text, describe: "Name of the first walkthrough" })
      .option("flow", { ...text, conflicts: "command", describe: "Flow to record" })
      .option("command", { ...text, describe: "Command to record, quoted as in a shell" })
      .option("locale", { ...text, describe: "Language of the pages: en, ko, …" }),
  run: async (args, io) => {
    if (await isFile(CONFIG_FILE)) {
      throw new UserError(`There is a ${CONFIG_FILE} already; it stays as it is.`, { hint: "edit it." });
    }
    const answers = await complete(args, io);
    const above = await findProject("..");
    const content = formatFirstConfig(answers);
    // A name of the user's may not be one.
    parseConfig(content, CONFIG_FILE);
    await writeFileAtomically(CONFIG_FILE, content);
    tell(io, `Wrote ${CONFIG_FILE}. Next: \`wirewalk record ${answers.name}\`, then \`wirewalk render\`.`);
    if (above !== undefined) tell(io, `Below here it stands in for ${near(above.file)}, which is not read.`);
    return 0;
  },
});

interface Answers {
  readonly name: string;
  readonly flow?: string;
  readonly command?: readonly string[];
  readonly locale: string;
}

type Arguments = { readonly [Option in "command" | "flow" | "locale" | "name"]?: string | undefined };

async function complete({ name, flow, command, locale }: Arguments, io: Io): Promise<Answers> {
  const isAsking = name === undefined && io.stdin.isTTY === true && io.stderr.isTTY === true;
  const ask = async (question: string, usual: string): Promise<string> => {
    if (!isAsking) return usual;
    io.stderr.write(`${question} [${usual}] `);
    return (await io.stdin.readLine()).trim() || usual;
  };
  const given = { name: name ?? (await ask("Name of the first walkthrough?", "image-add-project")) };
  const language = locale ?? (await ask("Language of the pages?", "en"));
  if (flow !== undefined) return { ...given, flow, locale: language };
  const line = command ?? (await ask("Command that it records?", "openstack image list"));
  return { ...given, command: readShellWords(line), locale: language };
}
