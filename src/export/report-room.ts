/** The space that is left for bodies in a report: one file for a browser cannot hold all that a trace may hold. */
export interface Room {
  /** The text, or its beginning if it is long and the space is used up. */
  readonly take: (text: string) => string;
}

export function createRoom(most = MOST): Room {
  let left = most;
  return {
    take: (text) => {
      const taken = text.length <= left || text.length <= SHORT ? text : text.slice(0, SHORT);
      left -= taken.length;
      return taken;
    },
  };
}

/** Characters of all bodies together. */
const MOST = 1 << 25;

/** Characters that are kept of a body in any case. */
const SHORT = 1 << 12;
