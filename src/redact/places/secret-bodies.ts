import { type JsonLeaf, readString, visitLeaves } from "../../json/leaves.ts";
import { TOKEN } from "../../json/scan.ts";
import { lastText } from "../../sequence/text-at.ts";
import { isNoWord, isRandomRun } from "../../shapes/made-by-machine.ts";
import type { Exchange, ExchangeBody } from "../../trace/journal/exchange.ts";
import type { Vault } from "../vault/vault.ts";
import { looksLikeJson } from "./looks-like-json.ts";
import { formatHeld } from "./mask-bytes.ts";

/** Masks the bodies that are a secret as a whole, as the path of their request shows, in place. */
export function maskSecretBodies(exchange: Exchange, vault: Vault): void {
  for (const { path, isSecret } of MEMBERS) {
    if (!path.test(exchange.url)) continue;
    maskMembers(exchange.requestBody, isSecret, vault);
    maskMembers(exchange.responseBody, isSecret, vault);
  }
  if (logsIn(exchange.requestBody)) maskMembers(exchange.responseBody, isResult, vault);
  const found = PLACES.find(({ path }) => path.test(exchange.url));
  if (found === undefined) return;
  if (found.isSent) maskWhole(exchange.requestBody, vault);
  if (exchange.status === 200) maskWhole(exchange.responseBody, vault);
}

/** Whether a URL may have such a body. */
export function isSecretPlace(url: string): boolean {
  return [...MEMBERS, ...PLACES].some(({ path }) => path.test(url));
}

interface SecretPlace {
  readonly path: RegExp;
  /** Whether a client may send the secret there too. */
  readonly isSent: boolean;
}

const PLACES: readonly SecretPlace[] = [
  // Barbican: the payload of a secret, and the older way to request it (docs.openstack.org/barbican/latest/api/reference/secrets.html).
  { path: /\/v1\/secrets\/[\da-f-]{32,36}(?:\/payload)?\/?(?:[?#]|$)/i, isSent: true },
  // Consul: the value of a key alone (developer.hashicorp.com/consul/api-docs/kv).
  {
    path: /\/v1\/kv\/[^?#]{0,200}(?:pass(?:word|wd)?|secret|token|api[-_]?key)[^/?#]{0,20}\?(?:[^#]{0,200}&)?raw\b/i,
    isSent: true,
  },
  // PAN-OS: the response to a username and a password (docs.paloaltonetworks.com/pan-os/…/get-your-api-key).
  { path: /\/api\/?\?(?:[^#]{0,300}&)?type=keygen\b/, isSent: false },
  // The configuration that a server receives at startup, and the token for requesting it (EC2's metadata service, OpenStack's).
  { path: /\/latest\/(?:api\/token|user[-_]data)\/?(?:[?#]|$)/, isSent: false },
];

/** Bodies with facts about a secret are JSON. */
function maskWhole(body: ExchangeBody | undefined, vault: Vault): void {
  if (body === undefined || body.text === "" || /[/+]json\b/i.test(body.mimeType)) return;
  const alias = vault.mask(body.text, "secret");
  body.text = body.base64 ? formatHeld(alias) : alias;
  body.base64 = false;
}

/** Calls whose result is the token of later ones: of Zabbix (zabbix.com/documentation/current/en/manual/api/reference/user/login), LuCI, TrueNAS. */
const LOGS_IN = /^(?:user\.|auth\.)?(?:login|generate_token)$/;

/** Whether a body is such a call; its members have no order. */
function logsIn(body: ExchangeBody | undefined): boolean {
  if (body === undefined || body.base64 || body.text.length > LONGEST_CALL) return false;
  if (!/login"|generate_token"/.test(body.text) || !looksLikeJson(body.text)) return false;
  const { text } = body;
  let found = false;
  visitLeaves(text, ({ kind, start, end, names, isItem }) => {
    if (kind !== TOKEN.string || isItem || names.length !== 1 || names[0] !== "method") return;
    found ||= LOGS_IN.test(readString(text, start, end));
  });
  return found;
}

/** Characters. Such a call has a user and a password. */
const LONGEST_CALL = 1 << 14;

/** Others have a word or a sentence for whether it succeeded; what is masked here is masked wherever else it is. */
const isResult: SecretMembers["isSecret"] = ({ names, isItem }, value) =>
  !isItem &&
  names.join(".") === "result" &&
  isNoWord(value) &&
  (/^[A-Za-z\d]{16,256}$/.test(value) || value.split(/[^A-Za-z\d]/).some(isRandomRun));

interface SecretMembers {
  readonly path: RegExp;
  /** Whether a string is one, by the names that lead to it. */
  readonly isSecret: (leaf: Pick<JsonLeaf, "names" | "isItem">, value: string) => boolean;
}

/** Parts of JSON that are secret because of the path of the request, although their names are the user's own or reveal nothing. */
const MEMBERS: readonly SecretMembers[] = [
  // Vault: the values of a secret; its metadata is next to its data (developer.hashicorp.com/vault/api-docs/secret/kv).
  {
    path: /\/v1\/(?:[\w.-]{1,60}\/data|secret|kv|cubbyhole)\/[\w./%-]/,
    isSecret: ({ names, isItem }) =>
      !isItem && names[0] === "data" && (names.length === 2 || names[1] === "data") && names[1] !== "metadata",
  },
  // Vault: the keys that unseal it (developer.hashicorp.com/vault/api-docs/system/init).
  {
    path: /\/v1\/sys\/(?:init|unseal|rekey|rekey-recovery-key|generate-root|rotate)(?:[/?#]|$)/,
    isSecret: ({ names }) =>
      /^(?:key|(?:recovery_)?keys(?:_base64)?|root_token|encoded_(?:root_)?token|otp)$/.test(lastText(names)),
  },
  // Vault: what it decrypts (developer.hashicorp.com/vault/api-docs/secret/transit).
  {
    path: /\/v1\/[\w./-]{1,60}\/(?:en|de)crypt\/[\w.-]+(?:[?#]|$)/,
    isSecret: ({ names }) => lastText(names) === "plaintext",
  },
  // Vault: the keys that it hands out (developer.hashicorp.com/vault/api-docs/secret/transit#export-key).
  {
    path: /\/v1\/[\w./-]{1,60}\/export\/[a-z-]{1,30}\/[\w.-]+(?:\/[\w.-]{1,20})?(?:[?#]|$)/,
    isSecret: ({ names }) => names.at(-2) === "keys",
  },
  // vSphere: the ID of a new session, which later requests send in a header (developer.broadcom.com/xapis/vsphere-automation-api).
  { path: /\/rest\/com\/vmware\/cis\/session(?:[?#]|$)/, isSecret: ({ names }) => names.join(".") === "value" },
  // Drone and Woodpecker: the secret of a repository (docs.drone.io/api/secrets).
  {
    path: /\/api\/(?:repos\/[^/?#]+\/[^/?#]+|orgs\/[^/?#]+|secrets\/[^/?#]+)\/secrets(?:[/?#]|$)/,
    isSecret: ({ names }) => names.join(".") === "data",
  },
  // Docker: a secret of a swarm (docs.docker.com/reference/api/engine).
  { path: /\/secrets\/create(?:[?#]|$)/, isSecret: ({ names }) => lastText(names) === "Data" },
];

function maskMembers(body: ExchangeBody | undefined, isSecret: SecretMembers["isSecret"], vault: Vault): void {
  if (body === undefined || body.base64 || !looksLikeJson(body.text)) return;
  const { text } = body;
  let masked = "";
  let copied = 0;
  visitLeaves(text, (leaf) => {
    const { kind, start, end } = leaf;
    if (kind !== TOKEN.string) return;
    const value = readString(text, start, end);
    if (!isSecret(leaf, value)) return;
    masked += text.slice(copied, start) + JSON.stringify(vault.mask(value, "secret"));
    copied = end;
  });
  body.text = masked + text.slice(copied);
}
