import { resolve } from "node:path";

import { UserError } from "../../errors.ts";
import { SESSION_VARIABLE } from "../../redact/session/find-session-key.ts";
import { makeSessionKeyText } from "../../redact/session/session-key.ts";
import { quoteShellWord } from "../../sequence/shell-word.ts";
import { writeKeyText } from "../../trace/files/key-text.ts";
import { defineCommand } from "../command.ts";
import { tell } from "../io.ts";

export const session = defineCommand({
  examples: [
    ["Create a key for the recorders of several hosts", "session new"],
    ["Create one for another recording", "session new checkout"],
  ],
  builder: (yargs) =>
    yargs
      .positional("action", { choices: ["new"] as const, demandOption: true, describe: "Create a key file" })
      .positional("name", {
        type: "string",
        default: "wirewalk",
        describe: "Name of the key file, without .session-key",
      }),
  run: async ({ name }, io) => {
    if (!/^[\w.-]+$/.test(name)) {
      throw new UserError(`"${name}" cannot be the name of a session.`, { hint: "Use letters, digits, and hyphens." });
    }
    const file = `${name}.session-key`;
    await writeKeyText(file, makeSessionKeyText());
    io.stdout.write(`export ${SESSION_VARIABLE}=${quoteShellWord(resolve(file))}\n`);
    tell(
      io,
      `Wrote ${file}. Anyone who has it can decrypt the sealed secrets of the session: copy it to each host, and keep it out of git.`,
    );
    return 0;
  },
});
