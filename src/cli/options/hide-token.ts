import { quoteSingly } from "../../sequence/shell-word.ts";
import type { TokenArguments } from "./token-options.ts";

/** In place of a token that a URL has to percent-encode, which a shell cannot do. */
export const TOKEN_PLACEHOLDER = "TOKEN";

/**
 * Lines for a shell, with a token that was kept off the command line kept off the screen too: the shell reads it from where wirewalk did.
 *
 * @param token what `readToken` made of the arguments
 */
export function hideToken(exportLines: string, token: string | undefined, args: TokenArguments): string {
  const source = toShellSource(args);
  if (token === undefined || source === undefined) return exportLines;
  const written = encodeURIComponent(token);
  const shown = written === token ? `'"${source}"'` : TOKEN_PLACEHOLDER;
  return exportLines.replaceAll(`:${quoteSingly(written).slice(1, -1)}@`, () => `:${shown}@`);
}

/** What to print for it between double quotes; undefined if it was given in the command line. */
function toShellSource({ "token-env": variable, "token-file": file }: TokenArguments): string | undefined {
  if (variable !== undefined) return `$${variable}`;
  return file === undefined ? undefined : `$(cat ${quoteSingly(file)})`;
}
