import type { Profile } from "../analyze/types.ts";
import type { Environment } from "../record/command/environment.ts";

/**
 * Secrets that clients keep on this machine, according to the profiles. If the services are known, those of their profile; a program, or a
 * flow without a profile, may be a client of any.
 *
 * @param known profile of the flow or of the trace
 */
export async function readProfileSecrets(
  profiles: readonly Profile[],
  known: Profile | undefined,
  env: Environment,
): Promise<readonly string[]> {
  const asked = known === undefined ? profiles : [known];
  const readers = asked.flatMap(({ readSecrets }) => (readSecrets === undefined ? [] : [readSecrets]));
  return (await Promise.all(readers.map((read) => read(env)))).flat();
}
