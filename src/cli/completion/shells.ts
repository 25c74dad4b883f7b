import { toBash } from "./bash.ts";
import type { CommandSynopsis } from "./describe-commands.ts";
import { toFish } from "./fish.ts";
import { toZsh } from "./zsh.ts";

/** Completions that no declaration contains. */
export interface ShellWorld {
  /** Names of the built-in flows. */
  readonly flows: readonly string[];
}

/** The script of each shell. */
export const SHELLS = {
  bash: toBash,
  zsh: toZsh,
  fish: toFish,
} satisfies Readonly<Record<string, (commands: readonly CommandSynopsis[], world: ShellWorld) => string>>;
