/** Remembers which servers' traffic cannot be read, so that it is passed on unread the next time. */
export interface PassThroughMemory {
  /** @param place `cloud.example:443` */
  readonly has: (place: string) => boolean;
  /** A client or a server has shown that it does not accept an intermediary. */
  readonly add: (place: string) => void;
  /** A client disconnected silently: it may refuse the certificate, or only test connections. */
  readonly addSilence: (place: string) => void;
  /** A request was sent: the connection is readable. */
  readonly clear: (place: string) => void;
}

/** Number of silent disconnections in a row after which a client counts as refusing. */
const PATIENCE = 2;

export function createPassThroughMemory(): PassThroughMemory {
  const places = new Set<string>();
  const silences = new Map<string, number>();
  const read = new Set<string>();
  return {
    has: (place) => places.has(place),
    add: (place) => {
      places.add(place);
    },
    addSilence: (place) => {
      const count = (silences.get(place) ?? 0) + 1;
      silences.set(place, count);
      if (count >= PATIENCE && !read.has(place)) places.add(place);
    },
    clear: (place) => {
      read.add(place);
      silences.delete(place);
    },
  };
}
