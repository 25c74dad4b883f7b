import { matchParts } from "../../sequence/match-parts.ts";

/** The destination of a request, taken from the URL as text, so that the path stays exactly as it was sent. */
export interface Address {
  /** Scheme, host and port in normal form: `http://127.0.0.1:5000`. "" for a URL without a host. */
  readonly origin: string;
  /** Host and port; the port only if it is not the scheme's default: `127.0.0.1:5000`. */
  readonly host: string;
  /** Path as sent, never empty: `/identity/v3`. */
  readonly path: string;
  /** Query as sent, without `?`. */
  readonly query: string;
}

const URL_PARTS = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)?([^?#]*)(?:\?([^#]*))?/i;

export function toAddress(url: string): Address {
  const [, authority = "", path = "", query = ""] = matchParts(URL_PARTS, url);
  return { ...normalizeOrigin(authority), path: path === "" ? "/" : path, query };
}

/** Segments of a path, percent-encoding kept, without the empty one a trailing slash leaves: `/a/b/` → `a`, `b`. */
export function splitPath(path: string): readonly string[] {
  const segments = path.split("/").slice(1);
  if (segments.at(-1) === "") segments.pop();
  return segments;
}

function normalizeOrigin(authority: string): { origin: string; host: string } {
  const parsed = URL.parse(authority);
  if (parsed === null) return { origin: authority, host: authority };
  return { origin: `${parsed.protocol}//${parsed.host}`, host: parsed.host };
}
