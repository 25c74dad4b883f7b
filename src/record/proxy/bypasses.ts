import { onlyKnown } from "../../json/only-known.ts";

/** Traffic that bypassed the recorder, or could not be passed on. */
export interface Bypass {
  /** `cloud.example:443` */
  readonly host: string;
  readonly reason: string;
  /** Connections. */
  readonly count: number;
  /** Total bytes that were passed on without being parsed; absent if no bytes could be passed on. */
  readonly sent?: number;
  readonly received?: number;
}

/** Counts the bytes of a connection that is not parsed. */
export interface PassedCount {
  readonly sent: (bytes: number) => void;
  readonly received: (bytes: number) => void;
}

export interface BypassList {
  readonly add: (host: string, reason: string) => void;
  /** The same, for a connection that is passed on. */
  readonly pass: (host: string, reason: string) => PassedCount;
  readonly list: () => readonly Bypass[];
}

/** Counts bypasses by host and reason, in the order of their first occurrence. */
export function createBypassList(): BypassList {
  const found = new Map<string, { -readonly [Key in keyof Bypass]: Bypass[Key] }>();
  const take = (host: string, reason: string): { -readonly [Key in keyof Bypass]: Bypass[Key] } => {
    const key = `${host} ${reason}`;
    const bypass = found.get(key) ?? { host, reason, count: 0 };
    found.set(key, bypass);
    bypass.count += 1;
    return bypass;
  };
  return {
    add: take,
    pass: (host, reason) => {
      const bypass = take(host, reason);
      const counted = Object.assign(bypass, { sent: 0, received: 0, ...onlyKnown(bypass) });
      return {
        sent: (bytes) => (counted.sent += bytes),
        received: (bytes) => (counted.received += bytes),
      };
    },
    list: () => Array.from(found.values(), (bypass) => ({ ...bypass })),
  };
}
