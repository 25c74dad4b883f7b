import { matchParts } from "../../sequence/match-parts.ts";

/**
 * Whether a NO_PROXY list names a host: by its name, as a domain above it (with or without a leading dot), with its
 * port, or as `*`. As curl reads it: https://curl.se/docs/manpage.html, NO_PROXY.
 */
export function isExempt(origin: string, noProxy: string): boolean {
  const { hostname, port, protocol } = new URL(origin);
  const host = hostname.replace(/^\[|\]$/g, "").toLowerCase();
  const itsPort = port === "" ? (protocol === "https:" ? "443" : "80") : port;
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .some((item) => {
      if (item === "*") return true;
      const [, name = item, wantedPort = itsPort] = matchParts(/^(\[[^\]]+\]|[^:]+):(\d+)$/, item);
      const domain = name.replace(/^\[|\]$/g, "").replace(/^\*?\./, "");
      return domain !== "" && wantedPort === itsPort && (host === domain || host.endsWith(`.${domain}`));
    });
}
