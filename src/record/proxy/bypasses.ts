/** Traffic that went past the recorder, or could not go at all. */
export interface Bypass {
  /** `cloud.example:443` */
  readonly host: string;
  readonly reason: string;
  /** Connections. */
  readonly count: number;
}

export interface BypassList {
  readonly add: (host: string, reason: string) => void;
  readonly list: () => readonly Bypass[];
}

/** Counts bypasses by host and reason, in the order in which they first came. */
export function createBypassList(): BypassList {
  const found = new Map<string, Bypass>();
  return {
    add: (host, reason) => {
      const key = `${host} ${reason}`;
      found.set(key, { host, reason, count: (found.get(key)?.count ?? 0) + 1 });
    },
    list: () => [...found.values()],
  };
}
