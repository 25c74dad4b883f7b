import { COMMAND_GROUPS } from "../../src/cli/commands.ts";
import {
  type CommandSynopsis,
  GLOBAL_OPTIONS,
  type OptionSynopsis,
  type WordSynopsis,
} from "../../src/cli/completion/describe-commands.ts";
import { type OptionGroup, groupOptions } from "../../src/cli/completion/group-options.ts";
import { toForm } from "../../src/cli/output/command-help.ts";
import { EXIT_CODES } from "../../src/cli/output/program-help.ts";
import { toCell, writeTable } from "./markdown-table.ts";

/** The page of all commands with their options, as `--help` has them. */
export function toCommandReference(commands: readonly CommandSynopsis[]): string {
  const groups = COMMAND_GROUPS.map((group) => {
    const ofGroup = commands.filter((command) => command.group === group);
    return [`## ${group}\n`, ...ofGroup.map(toCommand)].join("\n");
  });
  const codes = EXIT_CODES.map(([code, meaning]) => [String(code), meaning]);
  return [
    HEAD,
    toOptionTable(GLOBAL_OPTIONS),
    ...groups,
    "## Exit codes\n",
    writeTable(["code", "meaning"], codes),
    "`record -- COMMAND` exits with the code of the command.\n",
  ].join("\n");
}

const HEAD = `<!-- Written by \`npm run tables\` from what the commands declare. -->

# Commands

This page contains the output of \`wirewalk COMMAND --help\` for each command. An option that has no effect in a form of the command is an error; [options](../guide/options.md) lists the alternatives.
\`[key: NAME]\` is the [key of the project file](keys.md) that does the same.

These options are accepted by every command:
`;

function toCommand(command: CommandSynopsis): string {
  const { name, describe, words, examples, takesProgram } = command;
  const form = ["wirewalk", name, ...words.map(toForm), "[OPTIONS]", ...(takesProgram ? ["[-- COMMAND]"] : [])];
  const described = words.filter((word) => word.describe !== "");
  return [
    `### ${name}\n`,
    `${describe}.\n`,
    `\`\`\`text\n${form.join(" ")}\n\`\`\`\n`,
    ...(described.length === 0 ? [] : [writeTable(["argument", "meaning"], described.map(toWordRow))]),
    ...groupOptions(command).flatMap(toGroup),
    `\`\`\`sh\n${examples.map(toExample).join("\n")}\n\`\`\`\n`,
  ].join("\n");
}

function toGroup({ heading, options }: OptionGroup): readonly string[] {
  if (options.length === 0) return [];
  const table = toOptionTable(options);
  return heading === undefined ? [table] : [`${heading}:\n`, table];
}

function toExample([purpose, line]: CommandSynopsis["examples"][number]): string {
  return `${purpose === "" ? "" : `# ${purpose}\n`}wirewalk ${line}`;
}

function toWordRow({ kind, describe }: WordSynopsis): readonly string[] {
  return [`\`${kind.placeholder}\``, toCell(describe)];
}

function toOptionTable(options: readonly OptionSynopsis[]): string {
  return writeTable(["option", "meaning"], options.map(toOptionRow));
}

function toOptionRow({ names, kind, describe, isRequired }: OptionSynopsis): readonly string[] {
  const forms = names.map((name) => `\`${name}\``).join(", ");
  const meaning = toCell(isRequired ? `${describe} (required)` : describe);
  return [kind === undefined ? forms : `${forms} \`${kind.placeholder}\``, meaning];
}
