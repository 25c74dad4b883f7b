import type { Vault } from "./vault.ts";

/** `Authorization` and `Proxy-Authorization` (RFC 9110, section 11.4): the scheme stays, its credentials go. */
export function maskAuthorization(value: string, vault: Vault): string {
  const [, scheme, space = "", credentials = ""] = /^([\w!#$%&'*+.^`|~-]+)(\s+)(.+)$/s.exec(value) ?? [];
  if (scheme === undefined) return vault.mask(value, "token");
  const masked = (SCHEMES[scheme.toLowerCase()] ?? maskToken)(credentials, vault);
  return scheme + space + masked;
}

/** What a server asks for, or says after: Digest's one-time values go, realm and algorithm stay. */
export function maskChallenge(value: string, vault: Vault): string {
  return maskParameters(value, /\b(nonce|nextnonce|cnonce|opaque|rspauth)(=)("[^"]*"|[^\s,]+)/gi, vault);
}

type SchemeRule = (credentials: string, vault: Vault) => string;

const maskToken: SchemeRule = (credentials, vault) => vault.mask(credentials, "token");

const SCHEMES: Readonly<Record<string, SchemeRule>> = {
  basic: maskBasic,
  digest: (credentials, vault) =>
    maskParameters(credentials, /\b(response|nonce|cnonce|opaque)(=)("[^"]*"|[^\s,]+)/gi, vault),
  "aws4-hmac-sha256": maskAws,
};

/** Both the password and the whole are secrets; the user's name is not, and would be masked everywhere. */
function maskBasic(credentials: string, vault: Vault): string {
  const decoded = Buffer.from(credentials, "base64").toString();
  const colon = decoded.indexOf(":");
  if (colon < 0 || colon === decoded.length - 1) return vault.mask(credentials, "password");
  const alias = vault.mask(decoded.slice(colon + 1), "password");
  vault.learnAs(credentials, alias);
  return alias;
}

function maskAws(credentials: string, vault: Vault): string {
  return credentials
    .replace(/(Credential=)([^/,\s]+)/, (_all, name: string, id: string) => name + vault.mask(id, "key"))
    .replace(
      /(Signature=)([^,\s]+)/,
      (_all, name: string, signature: string) => name + vault.mask(signature, "signature"),
    );
}

function maskParameters(text: string, parameters: RegExp, vault: Vault): string {
  return text.replace(parameters, (_all, name: string, equals: string, value: string) => {
    const isQuoted = value.startsWith('"');
    const inner = isQuoted ? value.slice(1, -1) : value;
    if (inner === "") return name + equals + value;
    const masked = vault.mask(inner, "signature");
    return name + equals + (isQuoted ? `"${masked}"` : masked);
  });
}
