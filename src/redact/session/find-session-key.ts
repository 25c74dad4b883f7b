import { UserError } from "../../errors.ts";
import { trimmed } from "../../sequence/trimmed.ts";
import { readKeyText } from "../../trace/files/key-text.ts";
import { isSessionKeyText } from "./is-key-text.ts";
import { type SessionKey, parseSessionKey } from "./session-key.ts";

/** The variable that holds the key of a session, or the name of its file. */
export const SESSION_VARIABLE = "WIREWALK_SESSION";

/**
 * The key of the recorder's session; undefined if it has none.
 *
 * @throws UserError if the variable is set but names no key; the message never contains a value that may be a key
 */
export function findSessionKey(env: Readonly<Record<string, string | undefined>>): SessionKey | undefined {
  const value = trimmed(env[SESSION_VARIABLE]);
  if (value === "") return undefined;
  const isKey = isSessionKeyText(value);
  const key = parseSessionKey(isKey ? value : readKeyText(value));
  if (key !== undefined) return key;
  throw new UserError(
    isKey
      ? `${SESSION_VARIABLE} does not contain a complete session key.`
      : `"${value}" does not contain a session key.`,
    {
      hint: "Copy the key again: `wirewalk session new` creates one of 47 characters.",
    },
  );
}
