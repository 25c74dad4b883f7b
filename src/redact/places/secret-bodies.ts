import type { Exchange, ExchangeBody } from "../../trace/journal/exchange.ts";
import type { Vault } from "../vault/vault.ts";
import { formatHeld } from "./mask-bytes.ts";

/** Masks the bodies that are a secret as a whole, as the path of their request tells, in place. */
export function maskSecretBodies(exchange: Exchange, vault: Vault): void {
  const found = PLACES.find(({ path }) => path.test(exchange.url));
  if (found === undefined) return;
  if (found.isSent) maskWhole(exchange.requestBody, vault);
  if (exchange.status === 200) maskWhole(exchange.responseBody, vault);
}

/** Whether there may be one behind a URL. */
export function isSecretPlace(url: string): boolean {
  return PLACES.some(({ path }) => path.test(url));
}

interface SecretPlace {
  readonly path: RegExp;
  /** Whether a client may send the secret there too. */
  readonly isSent: boolean;
}

const PLACES: readonly SecretPlace[] = [
  // Barbican: the payload of a secret, and the older way to ask for it (docs.openstack.org/barbican/latest/api/reference/secrets.html).
  { path: /\/v1\/secrets\/[\da-f-]{32,36}(?:\/payload)?\/?(?:[?#]|$)/i, isSent: true },
  // What a server is told when it starts, and the token with which it asks (EC2's metadata service, OpenStack's).
  { path: /\/latest\/(?:api\/token|user[-_]data)\/?(?:[?#]|$)/, isSent: false },
];

/** What says something of a secret is JSON. */
function maskWhole(body: ExchangeBody | undefined, vault: Vault): void {
  if (body === undefined || body.text === "" || /[/+]json\b/i.test(body.mimeType)) return;
  const alias = vault.mask(body.text, "secret");
  body.text = body.base64 ? formatHeld(alias) : alias;
  body.base64 = false;
}
