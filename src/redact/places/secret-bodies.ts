import { readString, visitLeaves } from "../../json/leaves.ts";
import { TOKEN } from "../../json/scan.ts";
import type { Exchange, ExchangeBody } from "../../trace/journal/exchange.ts";
import type { Vault } from "../vault/vault.ts";
import { looksLikeJson } from "./looks-like-json.ts";
import { formatHeld } from "./mask-bytes.ts";

/** Masks the bodies that are a secret as a whole, as the path of their request tells, in place. */
export function maskSecretBodies(exchange: Exchange, vault: Vault): void {
  if (VAULT.test(exchange.url)) {
    maskData(exchange.requestBody, vault);
    maskData(exchange.responseBody, vault);
  }
  const found = PLACES.find(({ path }) => path.test(exchange.url));
  if (found === undefined) return;
  if (found.isSent) maskWhole(exchange.requestBody, vault);
  if (exchange.status === 200) maskWhole(exchange.responseBody, vault);
}

/** Whether there may be one behind a URL. */
export function isSecretPlace(url: string): boolean {
  return VAULT.test(url) || PLACES.some(({ path }) => path.test(url));
}

interface SecretPlace {
  readonly path: RegExp;
  /** Whether a client may send the secret there too. */
  readonly isSent: boolean;
}

const PLACES: readonly SecretPlace[] = [
  // Barbican: the payload of a secret, and the older way to ask for it (docs.openstack.org/barbican/latest/api/reference/secrets.html).
  { path: /\/v1\/secrets\/[\da-f-]{32,36}(?:\/payload)?\/?(?:[?#]|$)/i, isSent: true },
  // Consul: the value of a key alone (developer.hashicorp.com/consul/api-docs/kv).
  {
    path: /\/v1\/kv\/[^?#]{0,200}(?:pass(?:word|wd)?|secret|token|api[-_]?key)[^/?#]{0,20}\?(?:[^#]{0,200}&)?raw\b/i,
    isSent: true,
  },
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

/** Vault: the values of a secret, by names of the user's own (developer.hashicorp.com/vault/api-docs/secret/kv). */
const VAULT = /\/v1\/(?:[\w.-]{1,60}\/data|secret|kv|cubbyhole)\/[\w./%-]+(?:[?#]|$)/;

/** What is said of the secret stands beside its data. */
function maskData(body: ExchangeBody | undefined, vault: Vault): void {
  if (body === undefined || body.base64 || !looksLikeJson(body.text)) return;
  const { text } = body;
  let masked = "";
  let copied = 0;
  visitLeaves(text, ({ kind, start, end, names, isItem }) => {
    const isData = names[0] === "data" && (names.length === 2 || names[1] === "data") && names[1] !== "metadata";
    if (kind !== TOKEN.string || isItem || !isData) return;
    masked += text.slice(copied, start) + JSON.stringify(vault.mask(readString(text, start, end), "secret"));
    copied = end;
  });
  body.text = masked + text.slice(copied);
}
