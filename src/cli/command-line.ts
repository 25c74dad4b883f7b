import yargs, { type Argv } from "yargs";

import { UserError } from "../errors.ts";
import { textAt } from "../sequence/text-at.ts";
import { textBefore } from "../sequence/text-before.ts";
import type { Command } from "./command.ts";
import { COMMANDS, type CommandEntry, nameOf } from "./commands.ts";
import { type Io, widthOf } from "./io.ts";
import { createMistakes } from "./options/mistakes.ts";
import { findGiven } from "./options/modes/mode-table.ts";
import { planOutput } from "./options/planned-output.ts";
import { PROGRAM_COMMANDS } from "./options/program-commands.ts";
import { resolveNames } from "./options/resolve-names.ts";
import { splitAtDashes } from "./options/split-at-dashes.ts";
import type { Choices } from "./output/advise-spelling.ts";

/** Finds the command in a command line and runs it. Throws a `UserError` if the line cannot be understood. */
export async function runCommandLine(argv: readonly string[], io: Io): Promise<number> {
  // A command line without a command is a mistake, so it fails in a script.
  if (argv.length === 0) {
    const { toProgramHelp } = await import("./output/program-help.ts");
    io.stderr.write(toProgramHelp());
    return 2;
  }
  const [first, topic] = argv;
  if (first === "help") return showHelp(topic, io);
  const { chosen, help } = await parseCommandLine(argv, io);
  if (chosen !== undefined) {
    const given = findGiven(splitAtDashes(argv).own, { o: "output" });
    await chosen.command.refuseLost(chosen.args, given).catch(async (error: unknown) => {
      throw (await chosen.findForgotten()) ?? error;
    });
    const args = await resolveNames(chosen.args);
    await checkOutputOf({ ...chosen, args });
    return chosen.command.run(args, io);
  }
  if (help === "")
    throw new UserError("No command given.", { hint: "Run `wirewalk --help` for the list of commands." });
  io.stdout.write(help);
  return 0;
}

/** Help of the program, of a command, or of a key of the project file; `replay` and `redact` are both. */
async function showHelp(topic: string | undefined, io: Io): Promise<number> {
  if (topic === undefined || topic === "--help" || topic === "-h") {
    const { toProgramHelp } = await import("./output/program-help.ts");
    io.stdout.write(toProgramHelp());
    return 0;
  }
  const { explainKey, isKey } = await import("./output/explain-key.ts");
  if (COMMANDS.some(({ form }) => textBefore(form, " ") === topic)) {
    await runCommandLine([topic, "--help"], io);
    if (isKey(topic)) io.stdout.write(`\nKey of the project file: ${explainKey(topic)}`);
    return 0;
  }
  io.stdout.write(explainKey(topic, COMMANDS.map(nameOf)));
  return 0;
}

export interface Chosen {
  readonly command: Command;
  readonly args: unknown;
  /** See `ProgramWords.findForgotten`. */
  readonly findForgotten: () => Promise<UserError | undefined>;
}

async function checkOutputOf({ command, args }: Omit<Chosen, "findForgotten">): Promise<void> {
  const planned = planOutput(args, command.writes(args));
  if (planned === undefined) return;
  const { checkOutput } = await import("./output/check-output.ts");
  await checkOutput(planned);
}

export interface Parsed {
  /** Undefined if no command is to run. */
  readonly chosen: Chosen | undefined;
  /** The version or help text that was requested; "" for nothing. */
  readonly help: string;
}

/**
 * Parses a command line and runs nothing, so that an error of a command is not taken for a wrong option. Throws a `UserError` if the line
 * is invalid.
 */
export async function parseCommandLine(argv: readonly string[], io: Io): Promise<Parsed> {
  let chosen: Chosen | undefined;
  let named: CommandEntry | undefined;
  let help = "";
  let choices: Choices = {};
  const known = new Set(["help", "version", "debug"]);
  const switches = new Set(known);
  const { own, program } = splitAtDashes(argv);
  const { findForgotten, findInRefused, findInAccepted } = createMistakes({
    own,
    program,
    known,
    switches,
    env: io.env,
  });
  const parser = createParser();
  skipHelpOfErrors(parser);
  for (const entry of COMMANDS) {
    let command: Command | undefined;
    const builder = async (options: Argv): Promise<Argv> => {
      named = entry;
      command = await entry.load();
      await command.declare(options, own);
      const { key = {}, boolean = [], choices: limited = {} } = (options as Internals).getOptions?.() ?? {};
      choices = limited;
      for (const name of Object.keys(key)) known.add(name);
      for (const name of boolean) switches.add(name);
      return options;
    };
    parser.command(entry.form, entry.describe, builder, (args) => {
      if (command !== undefined)
        chosen = { command, args: { ...withDashes(args), program, findForgotten }, findForgotten };
    });
  }
  try {
    await parser.parseAsync(
      own.map((word) => (word === "-" ? DASH : word)),
      {},
      (_error: unknown, _args: unknown, output: string) => {
        if (output !== "") help = `${output}\n`;
      },
    );
  } catch (error) {
    const { toUsageError } = await import("./output/usage-error.ts");
    const runsProgram = PROGRAM_COMMANDS.has(textAt(own, 0));
    const line = { own, program, runsProgram, options: [...known], switches, choices };
    throw (await findInRefused()) ?? toUsageError(error, line);
  }
  const mistake = await findInAccepted();
  if (mistake !== undefined) throw mistake;
  if (program !== undefined && chosen?.command.takesProgram === false) {
    throw new UserError(`"wirewalk ${own[0]}" does not accept a program after \`--\`.`, { hint: "Remove it." });
  }
  if (help !== "" && !own.includes("--version")) {
    const word = own.find((one) => !one.startsWith("-"));
    if (named !== undefined) help = await writeHelp(named, own, io);
    else if (word !== undefined) throw await unknownCommand(word);
  }
  return { chosen, help };
}

/** For `wirewalk recrd --help`, for which yargs would print its own list. */
async function unknownCommand(word: string): Promise<unknown> {
  const { toUsageError } = await import("./output/usage-error.ts");
  return toUsageError(new Error(`Unknown command: ${word}`), {
    own: [word],
    runsProgram: false,
    options: [],
    switches: new Set(),
  });
}

/** Replaces the help of yargs, which shows the types of options instead of their values. */
async function writeHelp(entry: CommandEntry, own: readonly string[], io: Io): Promise<string> {
  const [{ describeCommand }, { toCommandHelp }] = await Promise.all([
    import("./completion/describe-commands.ts"),
    import("./output/command-help.ts"),
  ]);
  return toCommandHelp(await describeCommand(entry, own), Math.min(widthOf(io.stdout), 100));
}

/** yargs turns a single dash into an empty text. */
const DASH = "\u{F0000}dash";

function withDashes(args: object): object {
  const restore = (value: unknown): unknown =>
    value === DASH ? "-" : Array.isArray(value) ? value.map(restore) : value;
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, restore(value)]));
}

function createParser(): Argv {
  return yargs()
    .scriptName("wirewalk")
    .strict()
    .check(refuseRepeats)
    .exitProcess(false)
    .fail(false)
    .help()
    .alias("h", "help")
    .option("debug", { type: "boolean", describe: "Print a stack trace on errors" })
    .locale("en")
    .parserConfiguration({
      "boolean-negation": false,
      "camel-case-expansion": false,
      "dot-notation": false,
      "greedy-arrays": false,
      "populate--": true,
    });
}

/**
 * Before a command ends, yargs renders its help for a possible error, which takes longer than most commands. Our errors do not quote the
 * help (`.fail(false)`). This is not documented by yargs, so its absence is not an error.
 */
function skipHelpOfErrors(parser: Argv): void {
  const usage = (parser as Internals).getInternalMethods?.().getUsageInstance?.();
  if (usage?.cacheHelpMessage !== undefined) usage.cacheHelpMessage = () => {};
}

/** Internals of yargs 18, which its types do not contain. */
interface Internals {
  readonly getOptions?: () => {
    readonly key: Readonly<Record<string, unknown>>;
    readonly boolean: readonly string[];
    readonly choices?: Choices;
  };
  readonly getInternalMethods?: () => { readonly getUsageInstance?: () => { cacheHelpMessage?: () => void } };
}

/** yargs turns an option that is given twice into a list, whether it was declared as one or not. */
function refuseRepeats(args: Readonly<Record<string, unknown>>, options: unknown): true {
  // The arguments that yargs passes to a check, although its types differ; `_` has the words that are not options.
  const { array: lists } = options as { readonly array: readonly string[] };
  const repeated = Object.keys(args).find((name) => name !== "_" && Array.isArray(args[name]) && !lists.includes(name));
  if (repeated === undefined) return true;
  throw new Error(`Option "${repeated}" is given more than once.`);
}
