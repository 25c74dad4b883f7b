import { endOfString } from "../../json/end-of-string.ts";
import { COLON, DOUBLE_QUOTE, OPEN_BRACKET } from "../../sequence/ascii.ts";
import { remember } from "../names.ts";
import { NAME_WORDS } from "../names/name-words.ts";
import { PATH_BEGINNINGS } from "../names/path-words.ts";
import { decodeRuns } from "../vault/decode-runs.ts";
import { createGuardedTest } from "./guarded-test.ts";

/**
 * Whether a string in JSON text may contain text with its own names, or mark another string as a secret; fast, with few false positives.
 */
export function mayNest(json: string): boolean {
  return hasSign(json) || decodeRuns(json).length > 0;
}

/**
 * Whether `MAY_NEST` matches, without testing most strings: letters, digits, dots and hyphens alone matter only by their end, or as a name.
 */
export function hasSign(json: string): boolean {
  let at = 0;
  for (let start = json.indexOf('"'); start >= 0; start = json.indexOf('"', at)) {
    if (!isStructure(json, at, start)) return isSigned(json);
    at = endOfString(json, start);
    if (isSign(json, { start, end: at, isWord: isWord(json, start + 1, at - 1) })) return true;
  }
  return !isStructure(json, at, json.length) && isSigned(json);
}

/** The same of one string of JSON. */
export function isSign(json: string, { start, end, isWord }: SignString): boolean {
  const isListed =
    LISTED.has(json.charCodeAt(start + 1) | 0x20) && json.charCodeAt(lastBefore(json, start)) === OPEN_BRACKET;
  if (isWord && !isListed && !ENDS.has(lastLetter(json, end - 2))) return false;
  const next = skipSpace(json, end);
  if (isListed || !isWord) return isSigned(json.slice(isListed ? lastBefore(json, start) : start, next + 1));
  // Before anything but a colon, the word that ends the string; after a name, the beginning of its value.
  if (json.charCodeAt(next) !== COLON) return isSigned(json.slice(Math.max(start + 1, end - LONGEST_WORD), next + 1));
  return NAMES.test(json.slice(start, end)) && isSigned(json.slice(start, endOfValue(json, next + 1)));
}

interface SignString {
  /** Offset of its opening quote, and the offset after the closing one. */
  readonly start: number;
  readonly end: number;
  /** Whether it has nothing but ASCII letters, digits, dots, hyphens and underscores. */
  readonly isWord: boolean;
}

/** The ends of the words that matter at the end of a string, in lower case. */
const ENDS: ReadonlySet<number> = new Set(Buffer.from("degklnpstwy"));

/** Of a word that one digit may follow. */
function lastLetter(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return (code >= 0x30 && code <= 0x39 ? text.charCodeAt(at - 1) : code) | 0x20;
}

/** The limit of the relation between a name and its value: after it, another object in another layout may follow. */
function endOfValue(json: string, start: number): number {
  const value = skipSpace(json, start);
  return json.charCodeAt(value) === DOUBLE_QUOTE
    ? Math.min(endOfString(json, value), value + LONGEST_VALUE)
    : value + 1;
}

/** The beginnings of the headers that matter at the beginning of a list, in lower case. */
const LISTED: ReadonlySet<number> = new Set(Buffer.from("acsx"));

/** Characters of the longest telling word, with its quote and a digit. */
const LONGEST_WORD = 16;

/** Characters of a value that are checked after its name. */
const LONGEST_VALUE = 120;

/** Names that describe their neighbors. */
const NAMES = /(?:sensitive|secret|masked|confidential|method(?:_?name)?|kind)"$/i;

/** Whether a name describes its neighbor. */
export const saysOfOthers = remember((name: string): boolean => NAMES.test(`${name}"`));

/** By character code: 1 for neutral characters in strings, 2 between strings. */
const KINDS = new Uint8Array(128);
for (const code of Buffer.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-")) KINDS[code] = 1;
for (const code of Buffer.from(" \t\r\n{}[]:,0123456789+-.eEtrufalsn")) KINDS[code] = (KINDS[code] ?? 0) | 2;

function isWord(text: string, start: number, end: number): boolean {
  return isAllOf(1, text, start, end);
}

/** Whether the text has only what JSON has between its strings: anything else may contain names there. */
function isStructure(text: string, start: number, end: number): boolean {
  return isAllOf(2, text, start, end);
}

// oxlint-disable-next-line max-params -- called for each string of each body
function isAllOf(kind: number, text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x7f || ((KINDS[code] ?? 0) & kind) === 0) return false;
  }
  return true;
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && text.charCodeAt(at) <= 0x20) at += 1;
  return at;
}

function lastBefore(text: string, start: number): number {
  let at = start - 1;
  while (at >= 0 && text.charCodeAt(at) <= 0x20) at -= 1;
  return at;
}

/**
 * JSON in a string, XML, a URL with a query or a user, a path after a word, an escape that hides a letter, `name=value` or an option in a
 * sentence, a pair that is a header, a scheme.
 */
export const MAY_NEST = new RegExp(
  [
    /\\["ux/]|&lt;|%[2-7][\da-f]|:\/\/[^"\s:?@#;]*(?::(?!\/\/)[^"\s:?@#;]*)*[?@#;]|\/\/[^"\s/:@]*:[^"\s/@]*@/.source,
    String.raw`\/(?:${PATH_BEGINNINGS.join("|")})[^/"]*\/`,
    /"\s*(?:\\[nrt]\s*)*<[?!a-z]/.source,
    String.raw`(?:${NAME_WORDS.join("|")}|pw|(?:client|oidc)-data|relay[-_]?state|config[-_]?drive|user[-_]?data|sensitive|masked)[\w.-]{0,40}\]?(?:\s{0,4}(?:[=:|<;,]|=>|\\[nrt]|&(?:quot|#34|#x22);)|\s{1,20}(?:is\b|[^\s"]*\d))`,
    /(?:pass|passwd|pwd|secret|token|key|auth|cred)[\w.-]{0,40}'\]?\s{0,4}(?:=>|[=:,])|\$(?:\d|2[abxy]|apr1|argon2\w{1,2})\$|chpasswd|sshpass|redis-cli|(?:mysql(?:admin|dump)?|mariadb|ldapsearch|curl)"\s*,|(?:secrets?|passwords?|passwd|credentials?|api[-_]?keys?|tokens?|kv)[/:]\S|(?:securestring|concealed|secret_?text|encrypted|text-private)"\s*(?:[,}\]]|$)|\bcurl\s|reg_\w{2,12}\s|setuser\s|rtmps?:\/|secrets?\s{1,4}(?:store|set)|key content|set\s{1,4}(?:passw|psk)|(?:twine|nuget|cargo|schtasks|psexec|nmcli|wrangler|vercel|addauth|xh|net\s{1,4}use|mc\s{1,4}alias)\s|insert\s[^"]{0,60}into\s|copy\s[^"]{1,60}\(|passw\w{2,3}\sfor\s|identified\s|passw\w{2,3}\s\\{0,4}['"$]|pragma\s|sp_add\w{4,20}\s|replace\s{1,4}into\s|sqlplus|wifi:|비밀번호|암호|パスワード|密[码碼]|пароль|smbclient|rpcclient|rabbitmqctl|htpasswd|securestring|jdbc:oracle|community\s|net\s+user|login\s|your\s[^"]{0,100}(?:code|otp|pin|token|password)\b|one[ -]?time\s|:\d{2,5}:[\w*-]+:[\w*-]+:[^\s:"]{4}|(?:pass|passwd|password|passphrase|pwd|secret|token|key|otp|pin|pw|jwt|code|credentials?|signature|sig|cookie|authorization)\d?\}?"\s*(?:[,}\]]|$)|"(?:is_?)?(?:sensitive|secret|masked|confidential)"\s*:\s*(?:"?t|1)|"\w{0,8}method(?:_?name)?"\s*:\s*"(?:(?:wp|metaweblog|mt|blogger)\.|[\w.-]*(?:login|logon|signin|sign_in|auth|pass|execute_?kw|unlock|privkey))|\bname=\\{0,8}["'][\w.-]{2,60}\\{0,8}["']\s{1,4}value=|kind"?\s*:\s*\\?["']?secret|(?:bearer|basic|\s-(?:[uapw]|pw))\s|\[\s*"(?:x-|cookie|set-cookie|authorization)|pass\w{0,10}[-_]?(?:command|cmd)[\s=:"']|random_bytes"|@(?:tcp|unix)\(|contrase(?:ñ|\\u|na\s{0,4}[=:])|mot de passe|hasło|lösenord|oauth2-bearer|vault\s|from-literal|ssh-keygen|#define|pre-shared|334\s|\bAUTH\s|passwd\s|\bhttps?\s-|(?:echo|printf)\s|<<<|(?:auth|credentials?|login|basic)\(|snmp\w{2,12}\s|_auth'?\s{0,4}[=:]|\b(?:7za?|(?:un)?rar|xfreerdp|lftp)\s|(?:influx|doctl|snyk|ngrok|mix|conan|composer|openssl|bw|skopeo|buildah|crane|oras|nerdctl|cosign|rabbitmqadmin|beeline|smbmap|netexec|nxc|crackmapexec|evil-winrm|bundle|pulumi|ceph|rbd|rados|nsupdate|virsh|createuser|message-digest-key|xauth)\s|add-mask|hello\s|radtest|check_\w|conn(?:ect)?\s|(?:mysql|postgresql|mongodb|s3|s3cluster|gcs|iceberg|hudi|deltalake)\(|option\s{1,4}key|rawvalue|successfully reset|snmp\s{0,4}\{|bundle_|auth-pass|\son\s[^"]{0,200}[>#]|label=|(?:token|key|secret|pass(?:word)?)[\w.-]{0,40}(?:\\{0,8}["'])?\]?\)?\s{0,4}(?:\|\||\?\?|\?:|->|→|⇒)|(?:getconnection|pdo|mysqli|connect)\(|unsafeplaintext|\{[a-z\d-]{3,14}\}|\]:\d|\sor\s\\{0,8}["']|__construct\(|ldap_bind\(|type=execve|crypt\(|nickserv|,p=|inline:|input_value=|noecho|hidden:|validationkey|set_?password\s|(?:param|const|dim|private|public)\s[^"]{1,80}string\s{0,4}=|(?:pass|passwd|password|pwd|secret|token|key|otp|pin|auth|cred\w{0,8})[\w.-]{0,40}(?:\s{0,20}\||\s{0,4}[?+]=|:?\*{1,3}[^"]|:_)|(?:jwt|jsonwebtoken)\.|hmac(?:\.new)?\(|authenticate\(|\\t(?:true|false)\\t|stats\s{1,4}auth\s|cache_peer\s|cleartext\s|keyvault\s|-object\s|\btokens\s{0,4}=?\s{0,4}\{|simple\(|argument\.(?:name|value)|(?:unseal|recovery)\skey\s|--?(?:proxy-)?user[\s=]|unzip\s|mosquitto_\w{2,6}\s|(?:key|token|password|passphrase|secret|credential)\s[^"]{0,60}(?:provided|given|received|supplied|created|generated|issued|rejected|\sto)|\sas\s(?:your|the)\s[^"]{0,40}(?:key|secret|token|pass|code|pin|otp)|password\s(?:from\s|\w{1,40}\s=)/
      .source,
  ].join("|"),
  "i",
);

/** Whether `MAY_NEST` matches. */
export const isSigned = createGuardedTest("signs", MAY_NEST);
