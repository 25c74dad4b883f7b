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

/**
 * All characters that a URL has as they are, and no others: a file may have a byte order mark, blanks or other line ends around the token,
 * which `readToken` passes over.
 */
const TOKEN_CHARACTERS = String.raw`'A-Za-z0-9_.~*()\041\047-'`;

/** What to print for it between double quotes; undefined if it was given in the command line. */
function toShellSource({ "token-env": variable, "token-file": file }: TokenArguments): string | undefined {
  if (variable !== undefined) return `$${variable}`;
  return file === undefined ? undefined : `$(LC_ALL=C tr -cd ${TOKEN_CHARACTERS} < ${quoteSingly(file)})`;
}
