import { UserError } from "../../../errors.ts";
import { matchParts } from "../../../sequence/match-parts.ts";

/**
 * The effect of an option in a mode of a command: it applies, or it is refused, with the equivalent key of the project
 * file or an alternative.
 */
export type Fate = "applied" | { readonly key: string } | { readonly instead: string };

/** The options of a command that does several things. */
export interface ModeTable<Mode extends string = string, Option extends string = string> {
  /** The usage line of each mode, after `wirewalk `. */
  readonly modes: Readonly<Record<Mode, string>>;
  /** Every option in every mode. */
  readonly options: Readonly<Record<Option, Readonly<Record<Mode, Fate>>>>;
}

/**
 * Throws a `UserError` if an option was given that would have no effect.
 *
 * @param findMode called only if it matters, because finding the mode may require reading files
 */
export async function refuseLost(
  { modes, options }: ModeTable,
  findMode: () => Promise<string> | string,
  given: ReadonlySet<string>,
): Promise<void> {
  const telling = Object.entries(options).filter(
    ([option, fates]) => given.has(option) && Object.values(fates).some((fate) => fate !== "applied"),
  );
  if (telling.length === 0) return;
  const mode = await findMode();
  for (const [option, fates] of telling) {
    const fate = fates[mode] ?? "applied";
    if (fate === "applied") continue;
    throw new UserError(`\`wirewalk ${modes[mode] ?? mode}\` does not accept --${option}.`, {
      hint: `${toSentence(toAdvice(fate))}.`,
    });
  }
}

/** The tables in the guides use the same texts in their cells. */
function toSentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function toAdvice(fate: Exclude<Fate, "applied">): string {
  if ("instead" in fate) return fate.instead;
  return `set \`${fate.key}\` of the walkthrough in wirewalk.config.yaml`;
}

/** The names of the options in a command line, as they are declared. */
export function findGiven(own: readonly string[], aliases: Readonly<Record<string, string>>): ReadonlySet<string> {
  const names = own.flatMap((word) => {
    const [, long, short] = matchParts(/^(?:--([^=]+)|-([a-z]))/i, word);
    return long ?? (short === undefined ? [] : (aliases[short] ?? short));
  });
  return new Set(names.flat());
}
