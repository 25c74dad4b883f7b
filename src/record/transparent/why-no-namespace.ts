import { matchParts } from "../../sequence/match-parts.ts";

/** Explains what the system says when it opens no namespace: its words name neither the limit nor who forbids it. */
export function whyNoNamespace(said: string): string {
  const [, missing = ""] = matchParts(/\bspawn(?:Sync)? (\S+) ENOENT/, said);
  if (missing !== "") return `${missing} is not installed`;
  const why = REASONS.find(([pattern]) => pattern.test(said))?.[1];
  return why === undefined ? said : `${said} (${why})`;
}

const REASONS: readonly (readonly [said: RegExp, why: string])[] = [
  // unshare(2), ENOSPC.
  [/unshare failed: No space left on device/, "the limit user.max_user_namespaces is reached"],
  [
    /Operation not permitted|Permission denied/,
    "this machine forbids it, as Docker's default profile and Ubuntu's AppArmor do",
  ],
];
