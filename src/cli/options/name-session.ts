import { basename } from "node:path";

import { SESSION_VARIABLE, findSessionKey } from "../../redact/session/find-session-key.ts";
import { isSessionKeyText } from "../../redact/session/is-key-text.ts";
import { trimmed } from "../../sequence/trimmed.ts";
import type { Io } from "../io.ts";

/**
 * The name by which a store finds the recorders of a session: the name of its key from `session new NAME`, or else the
 * identity of the key.
 */
export function nameSession({ env }: Pick<Io, "env">): string | undefined {
  const key = findSessionKey(env);
  const text = trimmed(env[SESSION_VARIABLE]);
  if (key === undefined || isSessionKeyText(text)) return key?.id;
  return basename(text).replace(/\.session-key$/, "");
}
