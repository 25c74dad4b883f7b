import type { RedactionPolicy } from "../policy.ts";
import { findSessionKey } from "./find-session-key.ts";

/** The policy with the key of the session that the environment names, if it names one. Throws a `UserError` if the key cannot be read. */
export function joinSessionOf(
  policy: RedactionPolicy | undefined,
  env: Readonly<Record<string, string | undefined>>,
): RedactionPolicy | undefined {
  const session = policy?.session ?? findSessionKey(env);
  return session === undefined ? policy : { ...policy, session };
}
