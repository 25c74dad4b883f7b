import type { ArgumentsCamelCase, Argv } from "yargs";

import type { UserError } from "../errors.ts";
import type { Io } from "./io.ts";
import { type ModeTable, refuseLost } from "./options/modes/mode-table.ts";

/** The options and the action of a command. */
export interface Command {
  /** Declares its options. Gets all words of the command line too. */
  readonly declare: (yargs: Argv, argv: readonly string[]) => Promise<void>;
  /** Runs with the parsed options; returns the exit code. */
  readonly run: (args: unknown, io: Io) => Promise<number>;
  /** A purpose, and the command line for it, without the program's name. */
  readonly examples: CommandExamples;
  /** Whether a program may follow `--`. */
  readonly takesProgram: boolean;
  /** Its output with these options, if one of them names a file. */
  readonly writes: (args: unknown) => WrittenKind;
  /** In which of its forms each option has an effect; undefined if it has one form. */
  readonly modes: ModeTable | undefined;
  /** Throws a `UserError` if one of the given options has no effect in this mode of the command. */
  readonly refuseLost: (args: unknown, given: ReadonlySet<string>) => Promise<void>;
}

export type CommandExamples = readonly (readonly [purpose: string, line: string])[];

/** An archive is written by `share` and contains a trace. */
export type WrittenKind = "trace" | "archive" | "file" | "folder";

/** The arguments other than options. */
export interface ProgramWords {
  /** The words after `--`, exactly as given. */
  readonly program: readonly string[] | undefined;
  /** The error for a `--` that is missing before a program; undefined if the line has no program. */
  readonly findForgotten: () => Promise<UserError | undefined>;
  /** Walkthrough by which the trace was named. */
  readonly named?: string;
}

export interface CommandOptions<Args> {
  readonly examples: CommandExamples;
  readonly builder: (yargs: Argv, argv: readonly string[]) => Argv<Args> | Promise<Argv<Args>>;
  readonly run: (args: ArgumentsCamelCase<Args> & ProgramWords, io: Io) => Promise<number>;
  /** Whether a program may follow `--`. @default false */
  readonly takesProgram?: boolean;
  /** Kind of its output file. @default a file that is not a trace */
  readonly writes?: (args: Args) => WrittenKind;
  /** Which of its modes a command line selects. @default the command has one mode, to which every option applies */
  readonly modes?: CommandModes<Args>;
}

export interface CommandModes<Args> {
  readonly table: ModeTable;
  readonly of: (args: Args & ProgramWords) => string | Promise<string>;
}

/** Declares a command whose `run` knows the types of its options. */
export function defineCommand<Args>(options: CommandOptions<Args>): Command {
  const { examples, builder, run, takesProgram = false, writes = () => "file", modes } = options;
  return {
    declare: async (yargs, argv) => {
      await builder(yargs, argv);
    },
    // yargs made them of what `builder` declares, and `command-line.ts` added the program.
    run: (args, io) => run(args as ArgumentsCamelCase<Args> & ProgramWords, io),
    examples,
    takesProgram,
    modes: modes?.table,
    writes: (args) => writes(args as Args),
    refuseLost: async (args, given) => {
      if (modes !== undefined) await refuseLost(modes.table, () => modes.of(args as Args & ProgramWords), given);
    },
  };
}
