import type { ClientSettings, Profile } from "../analyze/types.ts";

/** Files of authorities that settings of a program's own name, by what the profiles say of them. */
export async function findProfileAuthorities(
  profiles: readonly Profile[],
  client: ClientSettings,
): Promise<readonly string[]> {
  const finders = profiles.flatMap(({ findAuthorities }) => (findAuthorities === undefined ? [] : [findAuthorities]));
  return (await Promise.all(finders.map((find) => find(client)))).flat();
}
