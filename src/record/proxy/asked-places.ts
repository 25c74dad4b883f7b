/** Counts the requests of each participant to each place, over all of its connections that are read. */
export interface AskedPlaces {
  /** @param place `cloud.example:443` */
  readonly add: (participant: string, place: string) => void;
  /** 0 for clients that do not identify themselves: they may be different programs. */
  readonly countOf: (participant: string, place: string) => number;
}

export function createAskedPlaces(): AskedPlaces {
  const counts = new Map<string, number>();
  // No place has a space.
  const keyOf = (participant: string, place: string): string => `${place} ${participant}`;
  return {
    add: (participant, place) => {
      const key = keyOf(participant, place);
      if (participant !== "") counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    countOf: (participant, place) => counts.get(keyOf(participant, place)) ?? 0,
  };
}
