import { unitAt } from "../../sequence/code-units.ts";
import { createGroups } from "../../sequence/groups.ts";
import { findRarest } from "../formats/opening-search.ts";
import { classOfHeader, classOfVariable, remember } from "../names.ts";
import { NAME_WORDS } from "../names/name-words.ts";
import { isStreamKeyName } from "../names/stream-key.ts";
import { mayBeAlias } from "../placeholder.ts";
import { isAliased } from "./aliased-value.ts";

/** A word that a text has where `findNamed` may find something. */
interface LoudWord {
  /** In small letters. */
  readonly word: string;
  /** What has to be around it too: a name that says so, the rest of a command. @default nothing */
  readonly check?: LoudCheck;
  /** Whether its value is close after it, unless a bracket opens there. @default false */
  readonly isName?: true;
}

/** Where such a word is: one of its characters. */
export interface LoudPlace {
  readonly at: number;
  readonly isNear: boolean;
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
const isInSecretName: LoudCheck = (text, start, end) => {
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
    /\b(?:verification|security|confirmation|one-time|activation|recovery|reset|login|backup)[ \t]key|key content|server\s|\bkey\s{0,4}=\s{0,4}AQ|\b(?:api|access|secret|signing|private|master)[ -]key/i,
  ],
  [" on ", /\buser\s+\S+\s+on\s/i],
  ["bw ", /\bbw\s+(?:unlock|login)/],
  ["net ", /\bnet\s+use/i],
  ["login", /LOGIN\s|\blogin\b[^\n]{0,300}?\s-p|login\\{0,8}["']?\s{0,4}[=:(]|(?:cargo|vault)\s+login/],
  ["zip |rar |7z |7za ", /\s-p/i],
  ["http |https ", /\bhttps?(?=\s)[^\n|]{0,200}?\s(?:-a|--auth|-A)\s/],
  ["echo|printf", /\b(?:echo|printf)\s[^\n]{0,400}\||pass\w*[-_]?(?:command|cmd)/i],
  ["command|cmd", /pass\w*[-_]?(?:command|cmd)/i],
  ["cookie", /cookie2?\\?["']?:|document\.cookie\s{0,4}=/i],
  ["priv ", /\bpriv\s+(?:aes|3?des)/i],
  ["://", /:\/\/[^\s/:]*:[^\s/]*[@#]/],
  ["copy ", /\bcopy\s[^\s(;]{1,120}\s?\(/i],
  ["mc ", /\bmc\s+alias/],
  ["bcp ", /\s-P/],
  ["user", /\s--?(?:proxy-)?user\b/],
  ["basic|bearer", /\b(?:basic|bearer)\b/i],
  ["assword", /assword[^\n]{0,40}\n[^\n]{0,10}send\s/],
  ["mongo|ldap", /\s-[pw][ \t]/],
];

const LITERALS =
  "sensitive|masked| -u|mysql|mariadb|redis-cli|pscp|psftp|plink|ipmitool|smbclient|rpcclient|rabbitmqctl|securestring|ugfzc3dvcmq6|pre-shared|key-string|@tcp(|@unix(|private-lines|$1$|$5$|$6$|$2a$|$2b$|$2x$|$2y$|apr1$|$y$|gy$|$7$|$argon2|scrypt$|jdbc:|sqlplus|wifi:|community|pragma|identified|sp_add|mosquitto_|sqlcmd|cqlsh|kadmin|snmp|xfreerdp|lftp|vault |from-literal|ssh-keygen|#define|curl |reg_|schtasks|psexec|twine|nuget|nmcli|put-parameter|<<<|basic_auth|basicauth|auth(|credential(|credentials(|masterauth|setuser|addauth|keymaterial|rtmp|influx |doctl|snyk |ngrok |mix hex|conan |openssl |skopeo|buildah|crane |oras |nerdctl|cosign|rabbitmqadmin|beeline|smbmap|netexec|nxc |crackmapexec|evil-winrm|add-mask|bundle_|validationkey|auth-pass|getconnection(|pdo(|connect(|unsafeplaintext(|{plain|{clear|{sha|{ssha|{md5|{smd5|{crypt|-crypt}|{argon2|{blf|{pbkdf2|createuser|message-digest|xauth|ceph |rbd |rados |nsupdate|virsh|pulumi |bundle config|rejected value|invalid value|contrase|mot de passe|tacacs|radius|config set|insecure-pass|__construct(|ldap_bind(|type=execve|crypt(|nickserv|,p=|inline:|noecho|hidden:|proxy_set_header".split(
    "|",
  );

/** Beyond ASCII, the first letters of words, or what they have and few others. */
const WIDE: ReadonlySet<string> = new Set("비암パ密пПłŁöÖñÑ");

const WORDS: readonly LoudWord[] = [
  ...TEXT_WORDS.map((word) => ({ word, check: isInSecretName, isName: true as const })),
  ...CHECKED.flatMap(([words, pattern]) => words.split("|").map((word) => ({ word, check: near(pattern) }))),
  ...LITERALS.map((word) => ({ word })),
];

/** By three characters of it: letters without their case, digits alike, and a few others. */
const CLASSES = new Uint8Array(128).fill(31);
for (let letter = 0; letter < 26; letter += 1) {
  CLASSES[0x41 + letter] = letter + 1;
  CLASSES[0x61 + letter] = letter + 1;
}
for (const code of Buffer.from("0123456789")) CLASSES[code] = 27;
for (const code of Buffer.from(" \t\r\n")) CLASSES[code] = 29;
CLASSES[0x2d] = 28;
CLASSES[0x24] = 30;

const PLACES = 1 << 15;
const IS_KNOWN = new Uint8Array(PLACES);

interface Anchor extends LoudWord {
  readonly offset: number;
}

const ANCHORS = createGroups<number, Anchor>();

function addAnchor(word: LoudWord, triple: string, offset: number): void {
  const [a = 0, b = 0, c = 0] = Buffer.from(triple).map((code) => CLASSES[code] ?? 0);
  const place = (a << 10) | (b << 5) | c;
  IS_KNOWN[place] = 1;
  ANCHORS.add(place, { ...word, offset });
}

for (const word of WORDS) {
  const offset = findRarest(word.word);
  addAnchor(word, word.word.slice(offset, offset + 3), offset);
}
// After two letters any other may follow.
for (const next of " -$0.abcdefghijklmnopqrstuvwxyz")
  addAnchor({ word: "pw", check: isInSecretName, isName: true }, `pw${next}`, 0);

/**
 * The next word that may indicate a secret, in a part of a text; undefined if there is none. One table lookup for each character.
 *
 * @param units the characters of the part, which begins at `base`
 */
export function findLoudWord(
  text: string,
  units: Uint16Array,
  { base, from, to }: { readonly base: number; readonly from: number; readonly to: number },
): LoudPlace | undefined {
  let place = 0;
  for (let at = Math.max(0, from - 2); at < to; at += 1) {
    const code = unitAt(units, at);
    if (code > 127) {
      if (WIDE.has(String.fromCharCode(code)) && at >= from) return { at: base + at, isNear: false };
      place = 0;
      continue;
    }
    place = ((place << 5) | unitAt8(CLASSES, code)) & (PLACES - 1);
    const word = unitAt8(IS_KNOWN, place) === 0 || at < from ? undefined : findWordAt(text, base + at - 2, place);
    if (word !== undefined)
      return {
        at: base + at,
        isNear: word.isName === true && !OPENS.test(text.slice(base + at, base + at + LONGEST_NAME)),
      };
  }
  return undefined;
}

function unitAt8(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}

/** After a name, a bracket that contains its value, or a word that is more than a name. */
const OPENS = /^[\w.-]{0,60}["'\]\\]{0,4}\s{0,8}[:=]{0,2}\s{0,4}[[({]|^\w{0,20}(?:AUTH|cred)/i;

function findWordAt(text: string, at: number, place: number): LoudWord | undefined {
  return ANCHORS.of(place).find(({ word, offset, check }) => {
    const start = at - offset;
    if (start < 0 || !isWordAt(text, start, word)) return false;
    return check === undefined || check(text, start, start + word.length);
  });
}

/** Whatever the case of its letters is, and whatever space its blanks are. */
function isWordAt(text: string, start: number, word: string): boolean {
  for (let index = 0; index < word.length; index += 1) {
    const code = text.charCodeAt(start + index);
    const small = code >= 0x41 && code <= 0x5a ? code | 0x20 : code >= 0x09 && code <= 0x0d ? 0x20 : code;
    if (small !== word.charCodeAt(index)) return false;
  }
  return true;
}
