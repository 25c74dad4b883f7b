/** What clients send to one address, over all connections that are read. */
export interface Talk {
  /** Pieces of data. */
  pieces: number;
  /** Whether the last of them was HTTP/2, of which a client needs only one connection. */
  isHttp2: boolean;
}

/** One for each address, such as `cloud.example:443`. */
export interface Talks {
  readonly with: (place: string) => Talk;
}

export function createTalks(): Talks {
  const talks = new Map<string, Talk>();
  return {
    with: (place) => {
      const talk = talks.get(place) ?? { pieces: 0, isHttp2: false };
      talks.set(place, talk);
      return talk;
    },
  };
}
