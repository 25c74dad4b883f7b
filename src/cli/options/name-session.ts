import { basename } from "node:path";

import { SESSION_VARIABLE, findSessionKey } from "../../redact/session/find-session-key.ts";
import { isSessionKeyText } from "../../redact/session/is-key-text.ts";
import { trimmed } from "../../sequence/trimmed.ts";
import type { Io } from "../io.ts";

/** What a store finds the recorders of a session by: the name of its key, as `session new NAME` gave it; else what the key says of itself. */
export function nameSession({ env }: Pick<Io, "env">): string | undefined {
  const key = findSessionKey(env);
  const text = trimmed(env[SESSION_VARIABLE]);
  if (key === undefined || isSessionKeyText(text)) return key?.id;
  return basename(text).replace(/\.session-key$/, "");
}
