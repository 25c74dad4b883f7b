import { mapList } from "../trace/stream/lazy-list.ts";
import type { Recorded } from "./matcher.ts";
import { createOriginReader } from "./origin-reader.ts";

/**
 * Removes what affects the whole host beyond the response, if it is now sent over HTTPS, because that host is this machine. With
 * Strict-Transport-Security, which is ignored over HTTP (RFC 6797, section 8.1), a browser would request all of `localhost` over HTTPS for
 * a year; with Alt-Svc a client would use another server, maybe a recorded one.
 *
 * @param origins Recorded origin → where it is served.
 */
export function forgetHosts(recorded: readonly Recorded[], origins: ReadonlyMap<string, string>): readonly Recorded[] {
  if (![...origins.values()].some((origin) => origin.startsWith("https:"))) return recorded;
  const originOf = createOriginReader();
  return mapList(recorded, (one) =>
    origins.get(originOf(one.url) ?? "")?.startsWith("https:") ? forgetHost(one) : one,
  );
}

function forgetHost(recorded: Recorded): Recorded {
  const { url, startedAt, number, pair } = recorded;
  return {
    get entry() {
      const { entry } = recorded;
      const headers = entry.response.headers.filter(({ name }) => !OF_HOST.test(name));
      return { ...entry, response: { ...entry.response, headers } };
    },
    get call() {
      return recorded.call;
    },
    url,
    startedAt,
    number,
    pair,
  };
}

const OF_HOST = /^(?:strict-transport-security|alt-svc)$/i;
