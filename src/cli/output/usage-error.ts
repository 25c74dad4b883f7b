import { UserError } from "../../errors.ts";
import { COMMANDS, type CommandEntry } from "../commands.ts";

/** Says what yargs found wrong with a command line, in our words. What does not come from yargs comes back as it is. */
export function toUsageError(error: unknown, argv: readonly string[]): unknown {
  // yargs throws its own error or a plain one; a fault of ours would be of another kind.
  const isOfYargs = error instanceof Error && (error.constructor === Error || error.name === "YError");
  if (!isOfYargs) return error;
  const [first = ""] = argv;
  const command = COMMANDS.find(({ form }) => form.split(" ")[0] === first);
  return new UserError(explain(error.message, first, command), {
    hint: `\`wirewalk${command === undefined ? "" : ` ${first}`} --help\` says what there is.`,
    cause: error,
  });
}

function explain(message: string, first: string, command: CommandEntry | undefined): string {
  if (command === undefined && !first.startsWith("-")) return `There is no command "${first}".`;
  if (command !== undefined && message.startsWith("Not enough non-option arguments")) {
    return `Something is missing: wirewalk ${command.form}`;
  }
  return message.replaceAll(/\s*\n\s*/g, " ");
}
