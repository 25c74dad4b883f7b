import type { Profile } from "../analyze/types.ts";

/** All that wirewalk proposes as prose, in every language: what nobody wrote need not be kept. */
export function listDrafts(profile: Profile | undefined): ReadonlySet<string> {
  const texts = (profile?.operations ?? [])
    .flatMap(({ requestProse, responseProse }) => [requestProse, responseProse])
    .flatMap((localized) => Object.values(localized ?? {}));
  return new Set(texts.map((text) => text.trim()));
}
