import type { ClientSettings, Profile } from "../analyze/types.ts";

/** Files of CA certificates that a program's own settings name, as read by the profiles. */
export async function findProfileAuthorities(
  profiles: readonly Profile[],
  client: ClientSettings,
): Promise<readonly string[]> {
  const finders = profiles.flatMap(({ findAuthorities }) => (findAuthorities === undefined ? [] : [findAuthorities]));
  return (await Promise.all(finders.map((find) => find(client)))).flat();
}
