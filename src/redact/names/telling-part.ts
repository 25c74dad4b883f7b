import { matchParts } from "../../sequence/match-parts.ts";

/**
 * The telling part of a name that is not telling as a whole: `db_pw`, `authTok`, `passwordForAdmin`,
 * `config.secret_key_base`. Undefined if there is none.
 */
export function tellingPart(name: string): string | undefined {
  if (SHORT_PASSWORD.test(name)) return "pw";
  if (SHORT_TOKEN.test(name)) return "token";
  if (SHORT_SECRET.test(name)) return "secret";
  if (isSharedKey(name)) return "psk";
  if (ACCOUNT_KEY.test(name)) return "accountkey";
  const owned = matchParts(OWNED, name)[1] ?? matchParts(OWNED_CAMEL, name)[1];
  if (owned !== undefined) return owned;
  const [, last] = matchParts(LAST, name);
  return last === undefined || OWN_MEANING.test(last) ? undefined : last;
}

const SHORT_PASSWORD = /[_.-]pw$|[a-z]P[wW]$|_PW$/;

const SHORT_TOKEN =
  /(?:^|[_.-])(?:auth|access|refresh|api|bearer|session|csrf|bot)[_.-]?tok$|(?:uth|ccess|efresh|pi|earer|ession|ot)Tok$/i;

/** Of Hadoop, for an account of Azure: `fs.azure.account.key.NAME.blob.core.windows.net`. */
const ACCOUNT_KEY = /(?:^|\.)account\.key\.[\w-]{1,60}\.(?:blob|dfs|file|queue|table)\.[a-z.]{1,40}$/i;

const SHORT_SECRET = /(?:^|[_.-])(?:client|consumer|shared)[_.-]?sec$/i;

/** A key that two sides share: `tls_psk`, `wifiPsk`, `wpa2psk`. Other words that end so are modulations: `qpsk`, `snr_8psk`. */
const SHARED_KEY =
  /(?:[a-z]{2}\d{0,4}(?:[_.-](?:\d{1,2}g|24|[125]))?[_.-]|(?:^|[^a-z])(?:wpa[23]?|wi-?fi(?:\dg)?|w?lan|pre|ipsec|ike(?:v[12])?|d?tls|vpn|l2tp|ssid|guest|network|coap)\d{0,4})psk(?:[_-]?(?:\d|hex|value|text|new|old))?$/i;
const SHARED_CAMEL = /[a-z]{2}\d?P(?:sk|SK)(?:\d|Hex|Value|Text|New|Old)?$/;

function isSharedKey(name: string): boolean {
  return (SHARED_KEY.test(name) || SHARED_CAMEL.test(name)) && !ABOUT_KEY.test(name);
}

/** What is said of such keys, and ways to agree on one: `hasPsk`, `ECDHE-PSK`. */
const ABOUT_KEY =
  /(?:^|[_.-])(?:has|is|max|min|num|use|with|no|allow|enabled?|supports?|requires?|(?:ec)?dhe?|rsa|ft|sae)[_.-]?psk/i;

/** Whose it is: `password_for_admin`. */
const OWNED =
  /^(.*(?:password|passwd|secret|token|senha|contrase(?:ñ|n)a|mot_?de_?passe|passwort|kennwort|wachtwoord))[_.-](?:for|of|de|do|da|del|du|di|des|von|van|für|fuer|voor|para|pour)[_.-]/i;
const OWNED_CAMEL = /^(.*(?:[pP]assword|[pP]asswd|[sS]ecret|[tT]oken))For(?=[A-Z])/;

/** After the names of its containers. */
const LAST = /[.:/]([\w-]{2,60})$/;

/** Words that mean something else after the name of a file, a board, or a page. */
const OWN_MEANING = /^(?:sig|signature|pin|auth)$/i;
