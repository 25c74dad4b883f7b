/**
 * The scheme of an address that leads over no network: browsers write `data:`, `blob:`, `about:` and what extensions ask of
 * themselves among the requests. Undefined for what may have been sent, an address without a scheme too.
 */
export function localSchemeOf(url: string): string | undefined {
  const scheme = /^\s*([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
  if (scheme === undefined || NETWORK.test(scheme)) return undefined;
  return LOCAL.has(scheme) || /^\s*[a-z][a-z0-9+.-]*:\/\//i.test(url) ? scheme : undefined;
}

const NETWORK = /^(?:https?|wss?|ftps?)$/;

/** Those that are written without `//`. */
const LOCAL: ReadonlySet<string> = new Set([
  "about",
  "blob",
  "cid",
  "content",
  "data",
  "file",
  "filesystem",
  "intent",
  "javascript",
  "mailto",
  "sms",
  "tel",
  "urn",
  "view-source",
]);
