import { classOfHeader, classOfVariable, remember } from "../names.ts";
import { NAME_WORDS } from "../names/name-words.ts";
import { isStreamKeyName } from "../names/stream-key.ts";
import { mayBeAlias } from "../placeholder.ts";
import { isAliased } from "./aliased-value.ts";

/** A word that a text has where `findNamed` may find something. */
export interface LoudWord {
  /** In small letters. */
  readonly word: string;
  /** Text that also has to be near it: a telling name, the rest of a command. @default none */
  readonly check?: LoudCheck;
  /** Whether its value is close after it, unless a bracket opens there. @default false */
  readonly isName?: true;
}

type LoudCheck = (text: string, start: number, end: number) => boolean;

/** Whether an expression matches not far from a word. */
const near =
  (pattern: RegExp): LoudCheck =>
  (text, start, end) =>
    pattern.test(text.slice(Math.max(0, start - AROUND), end + BEHIND));

/** Characters. */
const AROUND = 200;
const BEHIND = 420;

/** Whether the name that a word belongs to, or a part of it, is one of a secret. */
export const isInSecretName: LoudCheck = (text, start, end) => {
  let from = start;
  let to = end;
  while (from > 0 && start - from < LONGEST_NAME && isNamePart(text.charCodeAt(from - 1))) from -= 1;
  while (to < text.length && to - end < LONGEST_NAME && isNamePart(text.charCodeAt(to))) to += 1;
  if (isLoudName(text.slice(from, to))) return !isAliased(text, from, to);
  BEHIND_COLUMN.lastIndex = to;
  return BEHIND_COLUMN.test(text);
};

/** Characters. */
const LONGEST_NAME = 100;

function isNamePart(code: number): boolean {
  return code < 128 && NAME_PARTS[code] === 1;
}

const NAME_PARTS = new Uint8Array(128);
for (const code of Buffer.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-"))
  NAME_PARTS[code] = 1;

/** A function around the value of a column, whose name may have any characters after the word: `password_md5_1 = MD5('…')`. */
const BEHIND_COLUMN = /[`"\]]?\s{0,8}=\s{0,8}(?:[A-Za-z]\w{1,20}\s{0,4}\(|N\\{0,8}')/y;

const isLoudName = remember((name: string): boolean => {
  // Of an alias, the class.
  if (mayBeAlias(name)) return false;
  if (DIRECT.test(name)) return true;
  // The option is directly before the name: `-Dotp=…`.
  const parts = name.replace(/^-D/, "").split(/(?=[.-])|(?<=[.-])/);
  for (let from = 0; from < parts.length; from += 1) {
    for (let to = from + 1; to <= Math.min(parts.length, from + MOST_PARTS); to += 1) {
      const part = parts.slice(from, to).join("");
      if (isSecret(part) || (/s$/i.test(part) && isSecret(part.slice(0, -1)))) return true;
    }
  }
  return false;
});

/** Consecutive parts of a name, with their separators. */
const MOST_PARTS = 12;

function isSecret(name: string): boolean {
  return (classOfVariable(name) ?? classOfHeader(name)) !== undefined || isStreamKeyName(name);
}

/** Words that a notation has a place for, whatever they are part of. */
const DIRECT = /^AUTH|^cred(?:ential)?s?$|random_password/i;

/** The same in texts, where each is looked at again (`isInSecretName`). */
export const TEXT_WORDS: readonly string[] = [...NAME_WORDS, "state", "data", "config"];

const SENTENCE =
  /\b(?:your|use|enter|type|paste|provide|submit|(?:sign|log)[ -]?in|one[ -]?time|2fa|mfa|two-factor|authentication|sms|verification|security|confirmation|activation|recovery|reset|login|backup)\b/i;

const CHECKED: readonly (readonly [words: string, pattern: RegExp])[] = [
  ["code", SENTENCE],
  [
    "key",
    /\b(?:verification|security|confirmation|one-time|activation|recovery|reset|login|backup)[ \t]key|key content|server\s|\bkey\s{0,4}=\s{0,4}AQ|\b(?:api|access|secret|signing|private|master)[ -]key|\bkey\b[^\n]{0,60}\s(?:provided|given|received|supplied|created|generated|issued|rejected|changed|set|reset|updated|initialized)\b|(?:set|change|reset|update|as)\s[^\n]{0,60}\bkey\b/i,
  ],
  [" on ", /\buser\s+\S+\s+on\s/i],
  ["bw ", /\bbw\s+(?:unlock|login)/],
  ["net ", /\bnet\s+use/i],
  ["login", /LOGIN\s|\blogin\b[^\n]{0,300}?\s-p|login\\{0,8}["']?\s{0,4}[=:(]|(?:cargo|vault)\s+login/],
  ["zip |rar |7z |7za ", /\s-p/i],
  ["http |https ", /\bhttps?(?=\s)[^\n|]{0,200}?\s(?:-a|--auth|-A)\s/],
  ["echo|printf", /\b(?:echo|printf)\s[^\n]{0,400}\||pass\w{0,40}[-_]?(?:command|cmd)/i],
  ["command|cmd", /pass\w{0,40}[-_]?(?:command|cmd)/i],
  ["cookie", /cookie2?\\?["']?:|document\.cookie\s{0,4}=/i],
  [`"-u`, /["']-u\\{0,8}["']\s{0,4},/i],
  ["priv ", /\bpriv\s+(?:aes|3?des)/i],
  ["://", /:\/\/[^\s/:]*:[^\s/]*[@#]/],
  ["hello ", /\bhello\s+[23]\s+auth/i],
  ["check_", /\s-p\s/],
  ["conn", /\bconn(?:ect)?\s+\w+\//i],
  ["option", /\boption\s+(?:key|encryption)\s/],
  ["copy ", /\bcopy\s[^\s(;]{1,120}\s?\(/i],
  ["mc ", /\bmc\s+alias/],
  ["bcp ", /\s-P/],
  ["user", /[\s"']--?(?:proxy-)?user\b|\buser\\*"?\s*=\s*\\*"[^":]*:/],
  ["basic|bearer", /\b(?:basic|bearer)\b/i],
  ["assword", /assword[^\n]{0,40}\n[^\n]{0,10}send\s/],
  ["mongo|ldap", /\s-[pw][ \t]/],
];

const LITERALS =
  "sensitive|masked| -u|mysql|mariadb|redis-cli|pscp|psftp|plink|ipmitool|smbclient|rpcclient|rabbitmqctl|securestring|ugfzc3dvcmq6|pre-shared|key-string|@tcp(|@unix(|private-lines|$1$|$5$|$6$|$2a$|$2b$|$2x$|$2y$|apr1$|$y$|gy$|$7$|$argon2|scrypt$|jdbc:|sqlplus|wifi:|community|pragma|identified|sp_add|mosquitto_|sqlcmd|cqlsh|kadmin|snmp|xfreerdp|lftp|vault |from-literal|ssh-keygen|#define|curl |reg_|schtasks|psexec|twine|nuget|nmcli|put-parameter|<<<|basic_auth|basicauth|auth(|credential(|credentials(|masterauth|setuser|addauth|keymaterial|rtmp|influx |doctl|snyk |ngrok |mix hex|conan |composer |openssl |skopeo|buildah|crane |oras |nerdctl|cosign|rabbitmqadmin|beeline|smbmap|netexec|nxc |crackmapexec|evil-winrm|add-mask|radtest|successfully reset|rawvalue|s3(|s3cluster(|gcs(|iceberg(|hudi(|deltalake(|postgresql(|mongodb(|bundle_|validationkey|auth-pass|getconnection(|pdo(|connect(|unsafeplaintext(|{plain|{clear|{sha|{ssha|{md5|{smd5|{crypt|-crypt}|{argon2|{blf|{pbkdf2|createuser|message-digest|xauth|ceph |rbd |rados |nsupdate|virsh|pulumi |bundle config|rejected value|invalid value|contrase|mot de passe|tacacs|radius|config set|insecure-pass|__construct(|ldap_bind(|type=execve|crypt(|nickserv|,p=|inline:|noecho|hidden:|proxy_set_header|jwt.|jsonwebtoken.|createhmac(|hmac.new(|hash_hmac(|authenticate(|\ttrue\t|\tfalse\t|stats auth|cache_peer|cleartext |plain-text-password|keyvault |-object secret|simple(|argument.value|argument.name|unseal key|recovery key".split(
    "|",
  );

/** All of them, but `pw`, which is too short to be looked for by three characters. */
export const LOUD_WORDS: readonly LoudWord[] = [
  ...TEXT_WORDS.map((word) => ({ word, check: isInSecretName, isName: true as const })),
  ...CHECKED.flatMap(([words, pattern]) => words.split("|").map((word) => ({ word, check: near(pattern) }))),
  ...LITERALS.map((word) => ({ word })),
];
