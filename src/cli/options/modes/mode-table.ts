import { UserError } from "../../../errors.ts";

/**
 * What becomes of an option in one mode of a command: it counts; or it is refused, with the key of the project file that says
 * the same, or what to do instead.
 */
export type Fate = "applied" | { readonly key: string } | { readonly instead: string };

/** The options of a command that does several things. */
export interface ModeTable<Mode extends string = string, Option extends string = string> {
  /** How the command line of each mode looks, behind `wirewalk `. */
  readonly modes: Readonly<Record<Mode, string>>;
  /** Every option in every mode. */
  readonly options: Readonly<Record<Option, Readonly<Record<Mode, Fate>>>>;
}

/** Throws a `UserError` where an option was given that would count for nothing. */
export function refuseLost({ modes, options }: ModeTable, mode: string, given: ReadonlySet<string>): void {
  for (const [option, fates] of Object.entries(options)) {
    const fate = fates[mode] ?? "applied";
    if (fate === "applied" || !given.has(option)) continue;
    throw new UserError(`\`wirewalk ${modes[mode] ?? mode}\` takes no --${option}.`, { hint: `${toAdvice(fate)}.` });
  }
}

function toAdvice(fate: Exclude<Fate, "applied">): string {
  if ("instead" in fate) return fate.instead;
  return `set \`${fate.key}\` of the walkthrough in wirewalk.config.yaml`;
}

/** The same options with where each counts in its help. */
export function tellModes<Options extends Readonly<Record<string, { readonly describe?: string }>>>(
  declared: Options,
  table: ModeTable,
): Options {
  const told = Object.entries(declared).map(([name, option]) => {
    const note = noteOf(table, name);
    return [name, note === "" ? option : { ...option, describe: `${option.describe} ${note}` }] as const;
  });
  // The same names, each with a longer text.
  return Object.fromEntries(told) as Options;
}

function noteOf({ modes, options }: ModeTable, name: string): string {
  const notes = Object.entries(options[name] ?? {}).flatMap(([mode, fate]) => {
    if (fate === "applied") return [];
    return [`${modes[mode]}${"key" in fate ? `: key ${fate.key}` : ""}`];
  });
  return notes.length === 0 ? "" : `[not ${notes.join("; ")}]`;
}

/** The names of the options in a command line, as they are declared. */
export function findGiven(own: readonly string[], aliases: Readonly<Record<string, string>>): ReadonlySet<string> {
  const names = own.flatMap((word) => {
    const [, long, short] = /^(?:--([^=]+)|-([a-z]))/i.exec(word) ?? [];
    return long ?? (short === undefined ? [] : (aliases[short] ?? short));
  });
  return new Set(names.flat());
}
