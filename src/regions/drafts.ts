import type { Profile } from "../analyze/types.ts";

/** All draft prose that wirewalk proposes, in every language: text that no author wrote need not be kept. */
export function listDrafts(profile: Profile | undefined): ReadonlySet<string> {
  const texts = (profile?.operations ?? [])
    .flatMap(({ requestProse, responseProse }) => [requestProse, responseProse])
    .flatMap((localized) => Object.values(localized ?? {}));
  return new Set(texts.map((text) => text.trim()));
}
