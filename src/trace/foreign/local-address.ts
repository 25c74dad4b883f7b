/**
 * The scheme of an address that is not requested over a network: browsers list `data:`, `blob:`, `about:` and internal requests of
 * extensions among the requests. Undefined for anything that may have been sent, including an address without a scheme.
 */
export function localSchemeOf(url: string): string | undefined {
  const scheme = /^\s*([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
  if (scheme === undefined || NETWORK.test(scheme)) return undefined;
  return LOCAL.has(scheme) || /^\s*[a-z][a-z0-9+.-]*:\/\//i.test(url) ? scheme : undefined;
}

const NETWORK = /^(?:https?|wss?|ftps?)$/;

/** Schemes that are written without `//`. */
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
