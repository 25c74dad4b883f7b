import { UserError } from "../../errors.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import { quoteShellWord } from "../../sequence/shell-word.ts";

/** A value for an option that takes none, as in `--json=yes`, which would count as `--json=false`. */
export function findSwitchValue(own: readonly string[], switches: ReadonlySet<string>): UserError | undefined {
  for (const [index, word] of own.entries()) {
    const [, name = "", value = ""] = matchParts(/^--([^=]+)=(.*)$/s, word);
    if (!switches.has(name) || value === "true" || value === "false") continue;
    const line = own.with(index, `--${name}`).map(quoteShellWord).join(" ");
    return new UserError(`Option "--${name}" takes no value.`, { hint: `Run \`wirewalk ${line}\`.` });
  }
  return undefined;
}
