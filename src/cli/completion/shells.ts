import { toBash } from "./bash.ts";
import type { CommandSynopsis } from "./describe-commands.ts";
import { toFish } from "./fish.ts";
import { toZsh } from "./zsh.ts";

/** What completion offers that is in no declaration. */
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
