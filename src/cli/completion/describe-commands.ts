import type { Argv } from "yargs";

import { onlyKnown } from "../../json/only-known.ts";
import type { CommandExamples } from "../command.ts";
import { COMMANDS, type CommandEntry, nameOf } from "../commands.ts";
import { toDashed } from "../options/dashed.ts";
import type { ModeTable } from "../options/modes/mode-table.ts";
import { type ValueKind, kindOfArgument, kindOfOption } from "./value-kinds.ts";

/** The description of a command, without running it. */
export interface CommandSynopsis {
  readonly name: string;
  readonly group: string;
  readonly describe: string;
  readonly words: readonly WordSynopsis[];
  readonly options: readonly OptionSynopsis[];
  /** In which forms of the command its options have an effect; undefined if it has one form. */
  readonly modes: ModeTable | undefined;
  readonly examples: CommandExamples;
  /** The part of the help below the examples: the existing flows. */
  readonly epilogue: string | undefined;
  /** Whether it accepts a program after `--`. */
  readonly takesProgram: boolean;
}

/** A word of a command line that is not an option. */
export interface WordSynopsis {
  readonly describe: string;
  readonly kind: ValueKind;
  readonly isRequired: boolean;
  /** Whether it applies to all words from there on. */
  readonly isList: boolean;
}

export interface OptionSynopsis {
  /** All its names, the one to show first: `--output`, `-o`. */
  readonly names: readonly [string, ...string[]];
  /** With its values and its default. */
  readonly describe: string;
  /** Heading that it is listed under, if not the usual one: `Inputs of image-add-project:`. */
  readonly group?: string;
  /** Undefined if it takes no value. */
  readonly kind: ValueKind | undefined;
  readonly isRequired: boolean;
  readonly isRepeatable: boolean;
}

/** Options of every command. yargs declares them itself, except `--debug` (`command-line.ts`). */
export const GLOBAL_OPTIONS: readonly OptionSynopsis[] = [
  toSwitch(["--help", "-h"], "Show help"),
  toSwitch(["--version"], "Show the version"),
  toSwitch(["--debug"], "Print a stack trace on errors"),
];

function toSwitch(names: OptionSynopsis["names"], describe: string): OptionSynopsis {
  return { names, describe, kind: undefined, isRequired: false, isRepeatable: false };
}

/** Loads every command and lets it declare its options, in the order of help. */
export function describeCommands(): Promise<readonly CommandSynopsis[]> {
  return Promise.all(COMMANDS.map((entry) => describeCommand(entry, [nameOf(entry)])));
}

/** @param own the words of a command line, on which the options of `record` depend */
export async function describeCommand(entry: CommandEntry, own: readonly string[]): Promise<CommandSynopsis> {
  const command = await entry.load();
  const name = nameOf(entry);
  const declared = createListener();
  await command.declare(declared.listener, own);
  return {
    name,
    group: entry.group,
    describe: entry.describe,
    words: entry.form
      .split(" ")
      .slice(1)
      .map((word) => toWord(word, name, declared.words)),
    options: [...declared.options].map(([option, declaration]) => toOption(option, declaration, name)),
    modes: command.modes,
    examples: command.examples,
    epilogue: declared.epilogue(),
    takesProgram: command.takesProgram,
  };
}

/** The parts of a command's options and arguments that are needed here. */
interface Declaration {
  readonly describe?: string;
  readonly type?: string;
  readonly array?: boolean;
  readonly alias?: string | readonly string[];
  readonly choices?: readonly (string | number)[];
  readonly demandOption?: boolean;
  readonly default?: unknown;
  readonly group?: string;
}

/** Replaces yargs, which does not keep the order of its declarations. */
function createListener(): {
  readonly listener: Argv;
  readonly options: ReadonlyMap<string, Declaration>;
  readonly words: ReadonlyMap<string, Declaration>;
  readonly epilogue: () => string | undefined;
} {
  const options = new Map<string, Declaration>();
  const words = new Map<string, Declaration>();
  let epilogue: string | undefined;
  const listener = {
    epilogue: (text: string) => ((epilogue = text), listener),
    positional: (name: string, declaration: Declaration) => (words.set(name, declaration), listener),
    option: (name: string, declaration: Declaration) => (options.set(name, declaration), listener),
    options: (all: Readonly<Record<string, Declaration>>) => {
      for (const [name, declaration] of Object.entries(all)) options.set(name, declaration);
      return listener;
    },
  };
  // The methods that commands use; another one fails in the tests, which declare all of them.
  return { listener: listener as unknown as Argv, options, words, epilogue: () => epilogue };
}

/** Reads `[names..]`. */
function toWord(form: string, command: string, words: ReadonlyMap<string, Declaration>): WordSynopsis {
  const name = form.replaceAll(/[[\]<>]|\.\./g, "");
  const declaration = words.get(name) ?? {};
  return {
    describe: describeValue(declaration),
    kind: kindOfArgument(name, { command, choices: declaration.choices }),
    isRequired: form.startsWith("<"),
    isList: form.includes(".."),
  };
}

/** Names of options in earlier versions: they still work, but help and completion list only the current ones. */
const EARLIER_NAMES: ReadonlySet<string> = new Set(["session"]);

function toOption(name: string, declaration: Declaration, command: string): OptionSynopsis {
  const { type, array, alias = [], choices, demandOption, group } = declaration;
  return {
    names: [
      toDashed(name),
      ...[alias]
        .flat()
        .filter((other) => !EARLIER_NAMES.has(other))
        .map(toDashed),
    ],
    describe: describeValue(declaration),
    ...onlyKnown({ group }),
    kind: type === "boolean" ? undefined : kindOfOption(name, { command, choices }),
    isRequired: demandOption === true,
    isRepeatable: array === true || type === "array",
  };
}

/** The possible values and the default, unless the text already names them. A single value is the word itself. */
function describeValue({ describe = "", choices = [], default: usual }: Declaration): string {
  const isNamed = choices.length < 2 || choices.every((choice) => describe.includes(String(choice)));
  const values = isNamed ? "" : ` [one of: ${choices.join(", ")}]`;
  const isTold = describe.includes("[default: ") || (typeof usual !== "string" && typeof usual !== "number");
  return `${describe}${values}${isTold ? "" : ` [default: ${usual}]`}`;
}
