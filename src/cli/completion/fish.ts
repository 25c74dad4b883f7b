import { GLOBAL_OPTIONS, type CommandSynopsis, type OptionSynopsis } from "./describe-commands.ts";
import type { ShellWorld } from "./shells.ts";
import type { Completes } from "./value-kinds.ts";

/** A completion script for fish 3 and later. */
export function toFish(commands: readonly CommandSynopsis[], { flows }: ShellWorld): string {
  const withProgram = commands.filter(({ takesProgram }) => takesProgram).map(({ name }) => name);
  const lines = commands.flatMap((command) => toLines(command, flows));
  const global = GLOBAL_OPTIONS.map((option) => toOption("not __wirewalk_in_program", option, flows));
  return `# Completion of wirewalk for fish: wirewalk completion fish > ~/.config/fish/completions/wirewalk.fish
# Made from the table of commands: make it again after an update.

# The words before the one at the cursor.
function __wirewalk_in_program
    contains -- -- (commandline -opc)
end

function __wirewalk_command
    __wirewalk_in_program; and return 1
    set -l words (commandline -opc)
    test (count $words) -ge 2; and contains -- $words[2] $argv
end

function __wirewalk_takes_program
    set -l words (commandline -opc)
    __wirewalk_in_program; and contains -- $words[2] ${withProgram.join(" ")}
end

function __wirewalk_program
    set -l words (commandline -opc)
    set -l dashes (contains -i -- -- $words)
    set -l rest $words[(math $dashes + 1)..-1]
    complete -C (string join -- ' ' (string escape -- $rest) (commandline -ct))
end

function __wirewalk_no_command
    set -l words (commandline -opc)
    test (count $words) -eq 1
end

function __wirewalk_walkthroughs
    set -l words (commandline -opc)
    $words[1] completion walkthroughs 2>/dev/null </dev/null
end

complete -c wirewalk -f
complete -c wirewalk -n __wirewalk_takes_program -a '(__wirewalk_program)'
${[...global, ...lines].join("\n")}
`;
}

function toLines({ name, describe, options, words: [word] }: CommandSynopsis, flows: readonly string[]): string[] {
  const condition = `__wirewalk_command ${name}`;
  const itself = `complete -c wirewalk -n __wirewalk_no_command -a ${name} -d ${quote(describe)}`;
  const named = options.map((option) => toOption(condition, option, flows));
  if (word === undefined) return [itself, ...named];
  const offered = toValue(word.kind.completes, flows).map(
    (value) => `complete -c wirewalk -n ${quote(condition)} ${value}`,
  );
  return [itself, ...offered, ...named];
}

function toOption(condition: string, { names, describe, kind }: OptionSynopsis, flows: readonly string[]): string {
  const flags = names.map((name) => (name.startsWith("--") ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  const value = kind === undefined ? [] : ["-r", ...toValue(kind.completes, flows)];
  return [`complete -c wirewalk -n ${quote(condition)}`, ...flags, `-d ${quote(describe)}`, ...value].join(" ");
}

function toValue(completes: Completes, flows: readonly string[]): string[] {
  if (typeof completes !== "string") return [`-f -a ${quote(completes.join(" "))}`];
  const values = {
    file: ["-F"],
    folder: ["-f -a '(__fish_complete_directories)'"],
    trace: ["-F -a '(__wirewalk_walkthroughs)'"],
    walkthrough: ["-f -a '(__wirewalk_walkthroughs)'"],
    flow: [`-F -a ${quote(flows.join(" "))}`],
    nothing: ["-f"],
  };
  return values[completes];
}

function quote(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", String.raw`\'`)}'`;
}
