import { quoteSingly } from "../../sequence/shell-word.ts";
import type { TokenArguments } from "./token-options.ts";

/** Replaces a token with characters that a URL percent-encodes, which a shell cannot do. */
export const TOKEN_PLACEHOLDER = "TOKEN";

/**
 * Lines for a shell. A token that was not on the command line is not shown on the screen either: the shell reads it from the same place as
 * wirewalk.
 *
 * @param token the result of `readToken`
 */
export function hideToken(exportLines: string, token: string | undefined, args: TokenArguments): string {
  const source = toShellSource(args);
  if (token === undefined || source === undefined) return exportLines;
  const written = encodeURIComponent(token);
  const shown = written === token ? `'"${source}"'` : TOKEN_PLACEHOLDER;
  return exportLines.replaceAll(`:${quoteSingly(written).slice(1, -1)}@`, () => `:${shown}@`);
}

/**
 * All characters that a URL contains unencoded, and no others: a file may have a byte order mark, spaces, or line ends around the token,
 * which `readToken` removes.
 */
const TOKEN_CHARACTERS = String.raw`'A-Za-z0-9_.~*()\041\047-'`;

/** The text to print for it between double quotes; undefined if it was given on the command line. */
function toShellSource({ "token-env": variable, "token-file": file }: TokenArguments): string | undefined {
  if (variable !== undefined) return `$${variable}`;
  return file === undefined ? undefined : `$(LC_ALL=C tr -cd ${TOKEN_CHARACTERS} < ${quoteSingly(file)})`;
}
