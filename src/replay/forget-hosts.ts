import { mapList } from "../trace/stream/lazy-list.ts";
import type { Recorded } from "./matcher.ts";

/**
 * Leaves out what answers settle for their host beyond themselves, where they now come by HTTPS, as that host is this
 * machine: by Strict-Transport-Security, which does not count over HTTP (RFC 6797, section 8.1), a browser would ask all
 * of `localhost` by HTTPS for a year, and by Alt-Svc a client would look for another server, maybe a recorded one.
 *
 * @param origins Recorded origin → where it is answered.
 */
export function forgetHosts(recorded: readonly Recorded[], origins: ReadonlyMap<string, string>): readonly Recorded[] {
  if (![...origins.values()].some((origin) => origin.startsWith("https:"))) return recorded;
  return mapList(recorded, (one) => (origins.get(one.call.origin)?.startsWith("https:") ? forgetHost(one) : one));
}

function forgetHost(recorded: Recorded): Recorded {
  const { call, startedAt, number, pair } = recorded;
  return {
    get entry() {
      const { entry } = recorded;
      const headers = entry.response.headers.filter(({ name }) => !OF_HOST.test(name));
      return { ...entry, response: { ...entry.response, headers } };
    },
    call,
    startedAt,
    number,
    pair,
  };
}

const OF_HOST = /^(?:strict-transport-security|alt-svc)$/i;
