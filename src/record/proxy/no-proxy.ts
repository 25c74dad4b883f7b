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
      const [, name = item, wantedPort = itsPort] = matchParts(WITH_PORT, item);
      const domain = name.replace(/^\[|\]$/g, "").replace(/^\*?\./, "");
      return domain !== "" && wantedPort === itsPort && (host === domain || host.endsWith(`.${domain}`));
    });
}

/** Whether an item of such a list can match a server: not a URL, a list, a path, or an invalid port. */
export function canMatch(item: string): boolean {
  if (item === "*") return true;
  const [, name = item, port] = matchParts(WITH_PORT, item);
  const host = name.replace(/^\*?\./, "");
  if (!URL.canParse(`https://${host}`) || /[\s,/@?#*\\]/.test(host)) return false;
  // As the server will be named: lower case, an address in its usual form.
  return new URL(`https://${host}`).host === host.toLowerCase() && (port === undefined || Number(port) < 65_536);
}

/** `name:80`, `[::1]:80` */
const WITH_PORT = /^(\[[^\]]+\]|[^:]+):(\d+)$/;
