import { COMMAND_GROUPS, COMMANDS, nameOf } from "../commands.ts";

const COLUMN = Math.max(...COMMANDS.map((entry) => nameOf(entry).length)) + 4;

/** Help of the program as a whole: its commands, grouped by task, one line each. */
export function toProgramHelp(): string {
  const groups = COMMAND_GROUPS.map((group) => {
    const lines = COMMANDS.filter((entry) => entry.group === group).map(
      (entry) => `  ${nameOf(entry).padEnd(COLUMN)}${entry.describe}`,
    );
    return [`${group}:`, ...lines, ""].join("\n");
  });
  return [USAGE, ...groups, REST].join("\n");
}

/** The meanings of exit codes, the same for all commands. */
export const EXIT_CODES: readonly (readonly [code: number, meaning: string])[] = [
  [0, "success"],
  [1, "difference found, or request not in the replayed trace"],
  [2, "error that you can fix"],
  [3, "the recorded flow failed"],
  [4, "secret found"],
  [70, "internal error"],
];

const USAGE = `Usage: wirewalk <command> [options]

Record HTTP traffic and turn it into API walkthroughs.
`;

const REST = `Options:
  ${"--debug".padEnd(COLUMN)}Print a stack trace on errors
  ${"-h, --help".padEnd(COLUMN)}Show help
  ${"--version".padEnd(COLUMN)}Show the version

Examples:
  # Record a command, look at the result, and write a page
  wirewalk record -o images.har -- curl -s http://127.0.0.1:9292/v2/images
  wirewalk show images.har
  wirewalk render images.har -o docs/images.md

Run \`wirewalk <command> --help\` for the options and examples of a command.
Run \`wirewalk help KEY\` for a key of the project file.

Exit codes:
${EXIT_CODES.map(([code, meaning]) => `  ${String(code).padEnd(4)}${meaning}`).join("\n")}
\`record -- COMMAND\` exits with the code of the command.
`;
