import { cpSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { basename, join } from "node:path";

import { strFromU8, unzipSync } from "fflate";
import { expect } from "vitest";

import { describeCommands } from "../../../src/cli/completion/describe-commands.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { runCli } from "../run-cli.ts";

/** An option in a mode of a command in which it applies according to the tables. */
export interface Pair {
  readonly command: string;
  /** `only` for a command without modes. */
  readonly mode: string;
  readonly option: string;
}

/** What shows that an option applies: a text that only one of two runs has; if it names the default, both runs have it. */
export interface Sample {
  /** The option, with its value. */
  readonly words: readonly string[];
  /** Options of both runs, because the tested option matters only with them. */
  readonly beside: readonly string[];
  /** Replaces the command line of the mode in both runs. */
  readonly line: readonly string[] | undefined;
  /** `stdout`, `stderr`, `exit`, `asked` (what a client received), `files` (their names), or the name of a file. */
  readonly place: string;
  readonly pattern: RegExp;
  readonly side: "both" | "ensures" | "with" | "without";
  readonly env: Readonly<Record<string, string>>;
  /** Command lines to run first. */
  readonly before: readonly (readonly string[])[];
  /** Files to delete first. */
  readonly lacks: readonly string[];
  /** Requests of a client to a running command, sent `times` times. */
  readonly asked: string;
  readonly times: number;
}

type More = Partial<Pick<Sample, "asked" | "before" | "beside" | "env" | "lacks" | "line" | "times">>;

const USUAL = {
  beside: [],
  line: undefined,
  env: {},
  before: [],
  lacks: [],
  asked: "$ORIGIN/items",
  times: 1,
} as const;

/** The text is there only with the option. */
export function adds(words: readonly string[], place: string, pattern: RegExp, more: More = {}): Sample {
  return { words, place, pattern, side: "with", ...USUAL, ...more };
}

/** The text is there only without the option. */
export function removes(words: readonly string[], place: string, pattern: RegExp, more: More = {}): Sample {
  return { ...adds(words, place, pattern, more), side: "without" };
}

/** The option names the default. */
export function states(words: readonly string[], place: string, pattern: RegExp, more: More = {}): Sample {
  return { ...adds(words, place, pattern, more), side: "both" };
}

/** The text is always there with the option; without it, it may be. */
export function ensures(words: readonly string[], place: string, pattern: RegExp, more: More = {}): Sample {
  return { ...adds(words, place, pattern, more), side: "ensures" };
}

/** How a command is tried. */
export interface Trial {
  /** A command line for each mode. */
  readonly lines: Readonly<Record<string, readonly string[]>>;
  /** A sample for each option, or one by mode. */
  readonly samples: Readonly<Record<string, Sample | ((mode: string) => Sample | undefined)>>;
  /** For commands that run until Ctrl-C: the requests that are sent after the command has printed its URL. */
  readonly asks?: Readonly<Record<string, Ask>>;
}

/** What a client of a running command does before Ctrl-C; returns what the client received. */
export interface Ask {
  /** The text that is printed when the command is ready for requests. */
  readonly ready: RegExp;
  readonly ask: (found: RegExpExecArray, question: Question) => Promise<string>;
}

export interface Question {
  readonly folder: string;
  readonly asked: string;
}

export type Outcome = Readonly<Record<string, string>>;

/** Every pair of an option and a mode in which it applies, from the tables that generate the help. */
export async function listPairs(): Promise<readonly Pair[]> {
  const commands = await describeCommands();
  return commands.flatMap(({ name: command, modes, options }) => {
    if (modes === undefined) {
      return options.map(({ names: [name] }) => ({ command, mode: "only", option: name.replace(/^--/, "") }));
    }
    return Object.entries(modes.options).flatMap(([option, fates]) =>
      Object.keys(modes.modes)
        .filter((mode) => fates[mode] === "applied")
        .map((mode) => ({ command, mode, option })),
    );
  });
}

function sampleOf(trials: Readonly<Record<string, Trial>>, { command, mode, option }: Pair): Sample | undefined {
  const row = trials[command]?.samples[option];
  return typeof row === "function" ? row(mode) : row;
}

/** `show --flow` */
export function listRows(trials: Readonly<Record<string, Trial>>): readonly string[] {
  return Object.entries(trials).flatMap(([command, { samples }]) =>
    Object.keys(samples).map((option) => `${command} --${option}`),
  );
}

/** Results of command lines without an option, which many options share. */
const BARE = new Map<string, Outcome>();

/** Throws unless the option makes the difference that its sample describes. */
export async function tryPair(
  trials: Readonly<Record<string, Trial>>,
  pair: Pair,
  folder: string,
  world: Outcome = {},
): Promise<void> {
  const trial = trials[pair.command];
  const sample = sampleOf(trials, pair);
  if (trial === undefined || sample === undefined) throw new Error("The option needs a row in the table of samples.");
  const options = { template: folder, world };
  const { words: _words, place: _place, pattern: _pattern, side: _side, ...rest } = sample;
  const key = JSON.stringify([pair.command, pair.mode, folder, rest]);
  const bare = BARE.get(key) ?? (await runSample(trial, pair, sample, { ...options, isWith: false }));
  BARE.set(key, bare);
  const given = await runSample(trial, pair, sample, { ...options, isWith: true });
  const { place, side } = sample;
  const pattern = new RegExp(fill(sample.pattern.source, world), sample.pattern.flags);
  const [having, lacking] = side === "without" ? [bare, given] : [given, bare];
  expect(having[place] ?? "", having["stderr"]).toMatch(pattern);
  if (side === "ensures") return;
  if (side === "both") expect(lacking[place] ?? "").toMatch(pattern);
  else expect(lacking[place] ?? "").not.toMatch(pattern);
}

/** Runs the command line of a sample, with or without its option, in a copy of the directory. */
async function runSample(
  { lines, asks = {} }: Trial,
  { command, mode }: Pair,
  { words, beside, line = lines[mode], env, before, lacks, asked, times }: Sample,
  { isWith, template, world }: { readonly isWith: boolean; readonly template: string; readonly world: Outcome },
): Promise<Outcome> {
  const folder = await tempFolder();
  cpSync(template, folder, { recursive: true });
  const [own, program] = splitProgram(line ?? []);
  const all = [command, ...own, ...beside, ...(isWith ? words : []), ...program];
  const names: Outcome = { ...world, FOLDER: basename(folder) };
  const fillIn = (text: string): string => fill(text, names);
  for (const name of lacks) rmSync(join(folder, name));
  const around = { folder, env, asked: fillIn(asked), times };
  for (const earlier of before) await runAsking(earlier.map(fillIn), NOTHING, around);
  // The option itself may change the mode.
  const ask = asks[isWith && words[0] === "--reverse" ? "reverse" : mode] ?? NOTHING;
  const outcome = await runAsking(all.map(fillIn), ask, around);
  return { ...outcome, ...readFiles(folder) };
}

/** Sends Ctrl-C when a command prints that it is waiting for it. */
const NOTHING: Ask = { ready: /Press Ctrl-C|Waiting for changes/, ask: async () => "" };

/** Replaces `$NAME` by its value. */
function fill(text: string, names: Outcome): string {
  return text.replaceAll(/\$([A-Z]\w*)/g, (whole, name: string) => names[name] ?? whole);
}

async function runAsking(
  argv: readonly string[],
  { ready, ask }: Ask,
  { folder, env, asked, times }: Question & Pick<Sample, "env" | "times">,
): Promise<Outcome> {
  const controller = new AbortController();
  let printed = "";
  let asking: Promise<string> | undefined;
  const onOutput = (text: string): void => {
    printed += text;
    const found = asking === undefined ? ready.exec(printed) : null;
    if (found === null) return;
    asking = Array.from({ length: times })
      .reduce<Promise<string>>(
        async (before) => (await before) + (await ask(found, { folder, asked })),
        Promise.resolve(""),
      )
      .catch((error: unknown) => String(error))
      .finally(() => controller.abort());
  };
  const { exitCode, stdout, stderr } = await runCli(argv, {
    cwd: folder,
    env: { PATH: process.env["PATH"], HOME: folder, WIREWALK_CONFIG_DIR: join(folder, ".config"), ...env },
    signal: controller.signal,
    onOutput,
  });
  return { exit: String(exitCode), stdout, stderr, asked: (await asking) ?? "" };
}

function readFiles(folder: string): Outcome {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(folder, name)).isFile())
    .toSorted();
  const texts = names.flatMap((name) => {
    const bytes = readFileSync(join(folder, name));
    if (!name.endsWith(".zip")) return [[name, bytes.toString()] as const];
    return Object.entries(unzipSync(bytes)).map(([part, text]) => [`${name}/${part}`, strFromU8(text)] as const);
  });
  return { files: names.join("\n"), ...Object.fromEntries(texts) };
}

function splitProgram(line: readonly string[]): readonly [own: readonly string[], program: readonly string[]] {
  const dashes = line.indexOf("--");
  return dashes < 0 ? [line, []] : [line.slice(0, dashes), line.slice(dashes)];
}
