import { groupText } from "../../sequence/group-text.ts";
import { matchedText } from "../../sequence/matched-text.ts";
import { isNoWord } from "../../shapes/made-by-machine.ts";
import { findCsvCells } from "../../trace/bodies/csv-cells.ts";
import type { SecretClass } from "../formats/classes.ts";
import { type FormatHit, isShortenedFormat } from "../formats/find-formats.ts";
import { piecesOf } from "../long-pieces.ts";
import { classOfHeader, classOfVariable, isSecretName, toPlainName } from "../names.ts";
import { isAttributeName } from "../names/attribute-name.ts";
import { isSchemeName } from "../names/is-scheme-name.ts";
import { PUBLIC_NAMES } from "../names/member-names.ts";
import { isCount } from "../names/public-values.ts";
import { isShownMember } from "../names/shown-members.ts";
import { isSignature } from "../names/signs.ts";
import { isStreamKey } from "../names/stream-key.ts";
import { isPlaceholder, mayBeAlias } from "../placeholder.ts";
import { maskHits } from "../vault/replace-hits.ts";
import type { Vault } from "../vault/vault.ts";
import { findAnchored, findBlockValues } from "./block-values.ts";
import { DOCUMENT_SHAPES } from "./document-shapes.ts";
import { findInShapes } from "./find-in-shapes.ts";
import { createGuardedTest } from "./guarded-test.ts";
import { LITERAL_SHAPES } from "./literal-shapes.ts";
import { blankPrefixes } from "./log-prefixes.ts";
import { findLoudParts } from "./loud-parts.ts";
import { TEXT_WORDS } from "./loud-words.ts";
import { findMarkupCells } from "./markup-cells.ts";
import type { NamedShape } from "./named-shape.ts";
import { type Characters, charactersIn, mayMatch } from "./needed-characters.ts";
import { findRecoveryCodes } from "./recovery-codes.ts";
import { findResultCells } from "./result-cells.ts";
import { findSqlValues } from "./sql-values.ts";
import { findCells } from "./table-cells.ts";
import { findTold } from "./told-values.ts";
import { placeOfValue } from "./value-place.ts";
import { findSecretData } from "./yaml-secrets.ts";

/** Masks what `findNamed` finds. */
export function maskNamed(text: string, vault: Vault): string {
  return text.length > LONGEST_WHOLE || mayHoldNamed(text) ? maskHits(text, findNamed(text), vault) : text;
}

/** A part of each name that indicates a secret, and what separates its value. */
export const MAY_HOLD = new RegExp(
  [
    String.raw`\\(?:u0022|x22)`,
    String.raw`(?:${TEXT_WORDS.join("|")}|pw|basic|login|community|machine|user|sensitive|masked|(?<=\s)-u)[\w.-]{0,40}\]?(?:\\{0,8}["']\]?)?[*_]{0,3}(?:\s{0,8}[=:|,;<>)/?+-]|\s{1,8}\S)`,
    /^[ \t]{0,400}(?:-[ \t]{1,80})?kind:[ \t]{0,80}["']?Secret(?:List)?\b|\$(?:\d|2[abxy]|apr1|argon2\w{1,2})\$|SecureString|chpasswd|redis-cli|pscp|psftp|plink|ldap|ipmitool|mongo|smbclient|rpcclient|rabbitmqctl|net\s{1,80}user|jdbc:oracle|Private-Lines|mysql|mariadb|sqlplus|WIFI:|AUTH\b|PSK\b|pre-shared|key-string|334\s|assword|@(?:tcp|unix)\(|contrase|mot de|hasło|lösenord|vault\s|from-literal|ssh-keygen|#define|passw?d?\w{0,400}[-_]?(?:command|cmd)|(?:auth|credentials?|login|basic)\(|\becho\s|\bprintf\s|<<<|sqlcmd|mosquitto_|cqlsh|kadmin|snmp|xfreerdp|lftp|\b(?:un)?zip\s|\bbcp\s|\b7za?\s|\b(?:un)?rar\s|\bhttps?\s|비밀번호|암호|パスワード|密[码碼]|пароль|schtasks|psexec|net\s{1,80}use|twine|nuget\s|cargo\s|mc\s{1,80}alias|put-parameter|secret\s|requirepass|masterauth|auth-pass|__construct\(|ldap_bind|EXECVE|crypt\(|NickServ|,p=|inline:|input_value|NoEcho|hidden:|SETUSER|\son\s[^\n]{0,200}[>#]|add-mask|BUNDLE_|bundle\s|pulumi|getConnection|PDO|mysqli|connect\(|unsafePlainText|\{[A-Z\d-]{3,14}\}|\]:\d|createUser|community|message-digest|XAUTH|ceph|rbd\s|rados|nsupdate|virsh|influx|doctl|snyk\s|ngrok|mix\s|conan|openssl|composer\s|bw\s|skopeo|buildah|crane|oras|nerdctl|cosign|beeline|smbmap|netexec|nxc\s|crackmapexec|evil-winrm|addauth|REG_\w|rtmps?:|Key Content|keyMaterial|rejected value|\byour\s[^\n]{0,100}(?:code|otp|pin|token|password)\b|(?:^|: )\S{1,400}\s{1,80}"?\*"?\s{1,80}"|jdbc:|:\/\/[^\s/:]{0,1000}:[^\s/]{0,4000}[@#]|\scurl\s|^curl\s|xh\s|IDENTIFIED|insert\s|replace\s|copy\s|:(?:\d{2,5}|\*):[\w*-]+:[\w*-]+:[^\s:]{4}|jwt\.|jsonwebtoken\.|hmac|authenticate\(|\t(?:TRUE|FALSE)\t|stats\s{1,80}auth|cache_peer|cleartext\s|keyvault\s|-object\s|\btokens\s{0,4}=?\s{0,4}\{|simple\(|(?:key|tokens?)\b[^\n]{0,60}\s(?:[a-z]{5,9}[ ]?:|to[ :])|as[ ](?:your|the)[ ]|\bcred(?:ential)?s?[ ]?[:=]|Key \d|HELLO\s|\bradtest|\bcheck_\w|\bCONN(?:ECT)?\s|(?:mysql|postgresql|mongodb|s3|s3Cluster|gcs|iceberg|hudi|deltaLake)\(|option\s{1,4}key|rawValue|\bkey[*_]{1,3}/
      .source,
  ].join("|"),
  "im",
);

/** Whether there may be any of it. */
export const mayHoldNamed = createGuardedTest("named", MAY_HOLD);

/** Finds values next to a name that indicates a secret: `"password": "…"`, `X-Auth-Token: …`, `OS_PASSWORD=…`. */
export function findNamed(text: string): FormatHit[] {
  if (text.length <= LONGEST_WHOLE) return findNamedEverywhere(text);
  const near = findLoudParts(text).flatMap((part) =>
    placeHits(findInPieces(text.slice(part.start, part.end), findNear), (offset) => offset + part.start),
  );
  return [...near, ...findWithBare(text, findFar)];
}

/** One value may be megabytes long. */
function findInPieces(text: string, find: Find): FormatHit[] {
  return Array.from(piecesOf(text)).flatMap(({ text: piece, toWhole, from, to }) =>
    placeHits(findWithBare(piece, find), toWhole).filter(({ start }) => start >= from && start < to),
  );
}

function placeHits(hits: readonly FormatHit[], place: (offset: number) => number): FormatHit[] {
  return hits.map(({ rule, secretClass, start, end }) => ({ rule, secretClass, start: place(start), end: place(end) }));
}

type Find = (text: string, present: Characters) => FormatHit[];

/** The same, searching the whole text, however long it is. */
export function findNamedEverywhere(text: string): FormatHit[] {
  return findWithBare(text, (own, present) => [...findNear(own, present), ...findFar(own, present)]);
}

/** In a text, and in the messages after the times of a log. */
function findWithBare(text: string, find: Find): FormatHit[] {
  const found = find(text, charactersIn(text));
  const bare = blankPrefixes(text);
  return bare === text ? found : [...found, ...find(bare, charactersIn(bare))];
}

/** Characters. In longer texts, only parts are searched. */
const LONGEST_WHOLE = 1024;

/** The indication and the value are in one line, or in a few. */
function findNear(text: string, present: Characters): FormatHit[] {
  // Most shapes have signs and words that most texts do not have.
  const cells = [...findBlockValues(text, present), ...findTold(text, present)]
    .filter(({ name, value }) => classOf(name) !== undefined && !isPlaceholder(value))
    .map(({ name, start, end }) => toHit(classOf(name), start, end));
  const shaped = SHAPES.flatMap((shape) => (mayMatch(shape.pattern, present) ? findShape(text, shape) : []));
  return [...shaped, ...cells, ...findCookies(text, present), ...findInShapes(text, DOCUMENT_SHAPES, present)];
}

/** The indication may be in the first line of a text. */
function findFar(text: string, present: Characters): FormatHit[] {
  const isSecretColumn = (column: string): boolean => classOf(column) !== undefined;
  const cells = [
    ...findCells(text),
    ...findResultCells(text, present),
    ...findCsvCells(text, isSecretColumn),
    ...findSqlValues(text, isSecretColumn, present),
    ...findAnchored(text),
  ]
    .filter(({ name, value }) => classOf(name) !== undefined && !isPlaceholder(value))
    .map(({ name, start, end }) => toHit(classOf(name), start, end));
  const markup = findMarkupCells(text, present)
    .filter(({ name, value }) => classOf(name) !== undefined && isNoWord(value) && !isPlaceholder(value))
    .map(({ name, start, end }) => toHit(classOf(name), start, end));
  const manifests = findSecretData(text, present)
    .filter(({ value }) => !isPlaceholder(value))
    .map(({ start, end }) => toHit("secret", start, end));
  return [...cells, ...markup, ...manifests, ...findRecoveryCodes(text, present)];
}

/** A value without a secret's name may contain one: `failed: password=…`. */
function findShape(text: string, shape: NamedShape): FormatHit[] {
  const hits: FormatHit[] = [];
  const { pattern } = shape;
  let nested = 0;
  let lastEnd = -1;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const hit = toLeak(match, shape);
    if (hit !== undefined) {
      hits.push(hit);
      continue;
    }
    const { start, end } = placeOfValue(match);
    nested = end === lastEnd ? nested + 1 : 0;
    lastEnd = end;
    if (nested < MOST_NESTED) pattern.lastIndex = start;
    else hits.push(toHit("secret", start, end));
  }
  return hits;
}

/** Names in one value, `a=b=c=…`. Each is read to its end, which takes minutes in a megabyte of them; what has more is masked unread. */
const MOST_NESTED = 300;

/** Words that prose uses with schemes. */
const PUBLIC = String.raw`Credential=|username\*?=|[Oo][Aa]uth|OpenID|RFC|HTTP|SHA|Base64|\S{0,60}(?:\(|\.(?:$|\s))`;

export const SHAPES: readonly NamedShape[] = [
  ...LITERAL_SHAPES,
  // JSON, also within JSON strings, where each quote has a backslash; Python and YAML.
  {
    pattern:
      /(?<quote>\\{0,64}["'])(?<name>[\w.-]{2,60})\k<quote>\s*(?:=>\s*(?:\[\s{0,4}(?=\\{0,8}["'][^"'\\\n]{1,400}\\{0,8}["']\s{0,4}[\],]))?|[:=]\s*)[uUbBfFrR]{0,2}(?<open>\\*["'])(?<value>[^"'\\\n]+)\k<open>/g,
    isPlain: false,
  },
  // Programs, GraphQL, YAML, shells: the value alone has quotes.
  {
    pattern:
      /(?<![\w.-])\.?(?<name>[A-Za-z][\w.-]{1,60})\s{0,8}(?:=>|:=|[:=])\s{0,8}[uUbB]?(?<open>\\*["'])(?<value>[^"'\\\s]{4,})\k<open>/g,
    isPlain: true,
  },
  // Headers with a scheme, also one that few know; a scheme alone.
  {
    pattern: /(?<name>\b(?:Proxy-)?Authorization)["']?\s*[:=]\s*["']?(?:Bearer|Basic|Token)\s+(?<value>[\w.~+/=-]+)/gi,
    isPlain: true,
  },
  {
    pattern:
      /(?<name>\b(?:Proxy-)?Authorization)["']?\s{0,4}[:=]\s{0,4}["']?[A-Za-z][\w-]{1,30}\s{1,4}(?!RFC ?\d|HTTP\/\d|[Oo][Aa]uth-?2)(?<value>[\w.~+/-]{16,}={0,2})(?![\w=])/gi,
    isPlain: true,
  },
  // An unknown scheme, and a value that a person may have chosen.
  {
    pattern: new RegExp(
      String.raw`(?<name>\b(?:[Pp]roxy-|PROXY-)?(?:[Aa]uthorization|AUTHORIZATION))\\{0,8}["']?\s{0,4}[:=]\s{0,4}\\{0,8}["']?[A-Za-z][\w-]{1,30}[ \t]{1,4}(?=\S{0,60}\d)(?!${PUBLIC})(?<value>(?=\S{0,60}[!@#$%^&*+~?]\S|\S{0,60}[a-z]\S{0,60}[A-Z]|\S{0,60}[A-Z]\S{0,60}[a-z])[^\s"'\`<>,;\\]{10,200})`,
      "g",
    ),
    isPlain: true,
  },
  { pattern: /\b(?:Bearer|Basic)\s+(?<value>[\w.~+/=-]{10,})/g, isPlain: true, secretClass: "token" },
  // Headers, variables, parameters, YAML.
  {
    pattern:
      /(?<![\w.-])(?<name>_{0,2}[A-Za-z][\w.-]{1,100})(?:\]?[ \t]?[:?+]?=[ \t]?|::?\*{0,2}[ \t]?(?:[&!]{1,2}[\w.-]{1,40}[ \t]+)?)(?<value>[^\s"'`<>&|,;(){}[\]\\]{6,})(?![({[])/g,
    isPlain: true,
  },
  // A line of a configuration file: everything that follows belongs to the value, except in forms.
  {
    pattern:
      /^[ \t]*(?:export[ \t]+|-[ \t]+)?(?<name>[A-Za-z][\w.-]{1,60})[ \t]*[:=][ \t]*(?!\S*&[\w.%[\]-]+=)(?<value>[^\s"'`<>()[\]{}\\][^\s<>()[\]{}\\]{5,})[ \t\r]*$/gm,
    isPlain: true,
  },
  // YAML: a name in quotes, a value on the next line.
  {
    pattern: /^[ \t]*(?:-[ \t]+)?["'](?<name>[\w.-]{2,60})["']:[ \t]+(?<value>[^\s"'`<>()[\]{}\\,;]{6,})[ \t\r]*$/gm,
    isPlain: true,
  },
  {
    pattern:
      /^[ \t]*(?:-[ \t]+)?["']?(?<name>[\w.-]{2,60})["']?(?::[ \t]*[|>][-+\d]*|[ \t]*=[ \t]*\\)[ \t]*\r?\n[ \t]+(?<value>[^\s"'`<>()[\]{}\\,;]{6,})[ \t\r]*$/gm,
    isPlain: true,
  },
  // A name and a value in turn: YAML, rows of a table.
  {
    pattern:
      /^[ \t]*(?:-[ \t]+)?["']?(?:name|key|id|label|param|path|variable|field)["']?:[ \t]*["']?(?<name>[\w./-]{2,100})["']?[ \t]*\r?\n[ \t]+["']?(?:value|val|content)["']?:[ \t]*["']?(?<value>[^\s"'#][^\s"']{3,})/gm,
    isPlain: true,
  },
  {
    pattern: /^"?(?<name>[A-Za-z][\w.-]{1,60})"?[,;\t]"?(?<value>[^\s"'`,;<>(){}[\]\\]{6,})"?[ \t\r]*$/gm,
    isPlain: true,
  },
  // What is marked next to its value: YAML, Terraform.
  {
    pattern:
      /^[ \t]*(?:-[ \t]+)?["']?(?:is_?)?(?:sensitive|secret|masked)["']?[ \t]*[:=][ \t]*true[ \t\r]*\n[ \t]+["']?(?:value|default)["']?[ \t]*[:=][ \t]*["']?(?<value>[^\s"'#][^\s"']{3,})/gm,
    isPlain: true,
    secretClass: "secret",
  },
  {
    pattern:
      /^[ \t]*(?:-[ \t]+)?["']?(?:value|default)["']?[ \t]*[:=][ \t]*["']?(?<value>[^\s"'#][^\s"']{3,})["']?[ \t\r]*\n[ \t]+["']?(?:is_?)?(?:sensitive|secret|masked)["']?[ \t]*[:=][ \t]*true\b/gm,
    isPlain: true,
    secretClass: "secret",
  },
  // PHP: serialize(), define().
  {
    pattern:
      /\bs:\d+:(?<quote>\\*")(?:(?:[\0\n]|\\{1,8}(?:u0000|n))[\w\\*]{1,100}?(?:[\0\n]|\\{1,8}(?:u0000|n)))?(?<name>[\w.-]{2,60})\k<quote>;s:\d+:\k<quote>(?<value>[^"\\\n]+)\k<quote>/g,
    isPlain: false,
  },
  // A session: `user|s:3:"joe";`.
  { pattern: /(?<![\w.-])(?<name>[\w.-]{2,60})\|s:\d+:(?<quote>\\*")(?<value>[^"\\\n]+)\k<quote>;/g, isPlain: false },
  {
    pattern: /\bdefine\(\s*(?<quote>["'])(?<name>\w{2,60})\k<quote>\s*,\s*["'](?<value>[^"'\\\n]{4,})/g,
    isPlain: true,
  },
  // Files of web servers and of containers.
  {
    pattern: /^[ \t]*(?:SetEnv|ENV|ARG|setenv)[ \t]+(?<name>[A-Za-z]\w{1,60})[ \t]+["']?(?<value>[^\s"']{6,})/gm,
    isPlain: true,
  },
  // XML: the content of an element of that name, or next to an element with that name.
  {
    pattern: /<(?:\w{1,30}:)?(?<name>[A-Za-z][\w.-]{1,60})(?:\s[^<>]*)?>\s{0,80}(?<value>[^\s<>]{6,})\s{0,80}<\//g,
    isPlain: true,
  },
  // Marked text, which is there for the signs of markup in it. Taken a part at a time, which is not given back: a value may have megabytes.
  {
    pattern:
      /<(?:\w{1,30}:)?(?<name>[A-Za-z][\w.-]{1,60})(?:\s[^<>]*)?>\s{0,80}<!\[CDATA\[\s{0,20}(?:[^\s\]]{1,100}\s{1,20}){0,8}?(?<value>(?=[^\s]{6})(?:(?=(?<part>(?:[^\s\]<]|<(?!!\[)|\](?!\]>)){1,1000}))\k<part>)+)\s{0,20}\]\]>/g,
    isPlain: true,
  },
  {
    pattern:
      /<(?<name>[A-Za-z][\w.-]{1,60})>\s{1,80}(?:[^\s<>]{1,100}\s{1,20}){1,8}?(?<value>[^\s<>]{6,})\s{0,80}<\/\k<name>>/g,
    isPlain: true,
  },
  {
    pattern:
      /\b(?:[Nn]ame|[Kk]ey)=(?<quote>["'])(?<name>[\w.:-]{2,60})\k<quote>[^<>]{0,200}>\s{0,80}(?<value>[^\s<>]{6,})\s{0,80}<\//g,
    isPlain: true,
  },
  // Command lines; OpenSSL names the source of a password (openssl-passphrase-options(1)).
  {
    pattern:
      /(?<![\w-])--?(?<name>[A-Za-z][\w.-]{2,60})(?:=|[ \t]+)["']?(?:pass:)?(?!fd:\d+(?![^\s"'`])|env:(?:[A-Z_][A-Z\d_]*|[a-z_][a-z\d_]*)(?![^\s"'`])|file:(?:[^\s"'`]{0,300}[./\\]|[A-Za-z_-]{1,300}(?![^\s"'`])))(?<value>[^\s"'`-][^\s"'`]{5,})/g,
    isPlain: true,
  },
  {
    pattern: /(?<=\s)(?:-[uU]|--(?:proxy-)?user)(?:[ \t]*|=)["']?[^\s:"'/]+:(?<value>[^\s"':/]{6,})/g,
    isPlain: true,
    secretClass: "password",
  },
  // A name with its type.
  {
    pattern:
      /\b(?<name>[A-Za-z]\w{1,60})\s{0,4}:\s{0,4}[A-Za-z]\w{1,30}\??\s{0,4}=\s{0,4}(?<open>\\*["'])(?<value>[^"'\\\s]{4,})\k<open>/g,
    isPlain: true,
  },
  // Lisp, C, keys of a map.
  {
    pattern:
      /(?:[(#:]|#define[ \t]|\(setq[ \t]|\(def[ \t])(?<name>[A-Za-z][\w-]{1,60})[ \t]{1,8}(?:\.[ \t]{1,8})?(?<open>\\*")(?<value>[^"\\\s]{4,})\k<open>/g,
    isPlain: true,
  },
  {
    pattern:
      /(?<quote>\\{0,64}["'])(?<name>[\w.-]{2,60})\k<quote>\]?\s{0,4}[=,]\s{0,4}\k<quote>(?<value>[^"'\\\s]{4,})\k<quote>/g,
    isPlain: true,
  },
  // Filters, `config set`, a name and a value in braces, what a password is for.
  {
    pattern: /\b(?<name>[A-Za-z][\w.-]{1,60})[ \t]{1,4}(?:eq|like)[ \t]{1,4}\\*["'](?<value>[^"'\\\n]{4,})/g,
    isPlain: true,
  },
  {
    pattern:
      /\bconfig(?:ure)?[ \t]+(?:set|add)[ \t]+[^\s"']{0,100}?(?<name>[A-Za-z_][\w-]{1,60})[ \t]+["']?(?<value>[^\s"']{6,})/g,
    isPlain: true,
  },
  {
    pattern: /\bname:[ \t]{0,4}["']?(?<name>[\w.-]{2,60})["']?,[ \t]{0,4}value:[ \t]{0,4}["']?(?<value>[^\s"',}]{4,})/g,
    isPlain: true,
  },
  {
    pattern:
      /\b(?<name>[Pp]ass(?:word|phrase|code)|[Tt]oken|[Ss]ecret)[ \t]+(?:is[ \t]+\w{1,20}[ \t]+)?(?:for|of)[ \t]+[^\n:=]{1,60}[:=][ \t]{0,4}["']?(?<value>[^\s"'`<>|,;(){}[\]\\]{6,})/g,
    isPlain: true,
  },
  // Pairs: tuples and lists of programs.
  {
    pattern:
      /[([]\s{0,8}(?<quote>\\{0,64}["'])(?<name>[\w.-]{2,60})\k<quote>\s{0,8},\s{0,8}[uUbBrR]?\k<quote>(?<value>[^"'\\\n]{4,})\k<quote>\s{0,8}[)\]]/g,
    isPlain: true,
  },
  // An event that is called a secret, and its data.
  {
    pattern:
      /^event:[ \t]*(?<name>[\w.-]{2,60})[ \t]*\r?\n(?:(?:id|retry):[^\n]{0,200}\n)?data:[ \t]*"?(?<value>[^\s"'{[<]{8,})"?[ \t\r]*$/gm,
    isPlain: true,
  },
  // Sentences, and tables without a frame.
  {
    pattern: /\b(?<name>[A-Za-z][\w-]{1,60})[ \t]+is:?[ \t]+["'`]?(?<value>[^\s"'`<>|,;(){}[\]\\]{6,})/g,
    isPlain: true,
  },
  { pattern: /^[ \t]*(?<name>[A-Za-z][\w-]{1,60})[ \t]*\|[ \t]*(?<value>[^\s|`]{6,})[ \t\r]*$/gm, isPlain: true },
  { pattern: /\|[ \t]*(?<name>[A-Za-z][\w-]{1,60})[ \t]*\|[ \t]*(?<value>[^\s|`]{6,})[ \t]*\|/g, isPlain: true },
];

/** The letter of an escaped line break is read as the first of a name: `\nnextPageToken`. */
function nameOf(match: RegExpExecArray): string {
  const name = groupText(match, "name");
  const isEscaped = match.input.charAt(match.index - 1) === "\\" && /^[nrt]/.test(name);
  return isEscaped && PUBLIC_NAMES.has(toPlainName(name.slice(1))) ? name.slice(1) : name;
}

function toLeak(match: RegExpExecArray, { isPlain, secretClass }: NamedShape): FormatHit | undefined {
  const [name, value] = [nameOf(match), groupText(match, "value")];
  const found = secretClass ?? classOf(name.slice(name.lastIndexOf("/") + 1)) ?? classByValue(name, value);
  if (found === undefined || isCount(value, found) || isPlaceholder(value) || (isPlain && isWordOrReference(value)))
    return undefined;
  const resource =
    match.input.charAt(match.index - 1) === ":"
      ? matchedText(RESOURCE, match.input.slice(Math.max(0, match.index - LONGEST_RESOURCE), match.index))
      : "";
  if (resource !== "" && (!resource.includes("urn:") || isWordOrReference(value))) return undefined;
  // A part of a path: `/auth=none/part-0000.parquet`.
  const isPart = isPlain && match.input.charAt(match.index - 1) === "/" && value.includes("/");
  if (isPart && isWordOrReference(value.slice(0, value.indexOf("/")))) return undefined;
  // What only a header is called so for may be the key of a table.
  const mayBeWord = !isNoWord(value) && !LONG_NUMBER.test(value);
  if (secretClass === undefined && mayBeWord && !/^(?:proxy-)?auth/i.test(name) && !isSecretName(name))
    return undefined;
  const { start, end } = placeOfValue(match);
  if ((/^key$/i.test(name) && isAttributeName(value)) || isShortenedFormat(match.input, { start, end }))
    return undefined;
  if (isShownMember(name, value, match.input.slice(end, end + LONGEST_GAP))) return undefined;
  return isScheme(name, value, match.input.slice(end, end + NEAR)) ? undefined : toHit(found, start, end);
}

function classByValue(name: string, value: string): SecretClass | undefined {
  if (isStreamKey(name, value)) return "key";
  return isSignature(name, value) ? "signature" : undefined;
}

/** What precedes the name of a resource that is a secret: `arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db`. */
const RESOURCE = /(?:^|[^\w:])(?:arn|crn|urn):[\w.:/*-]{0,200}:$/i;

/** Characters. */
const LONGEST_RESOURCE = 220;

/** `Authorization: EG1-HMAC-SHA256 REDACTED-token-1`: what a scheme precedes are the credentials. */
function isScheme(name: string, value: string, behind: string): boolean {
  return /^(?:proxy-)?authorization$/i.test(name) && isSchemeName(value) && CREDENTIALS.test(behind);
}

/** In the same value: what comes after a quote or in the next line belongs to something else, except a variable of a shell (`'EG1 '"$TOKEN"`). */
const CREDENTIALS = /^(?:[ \t]|\\?u\{20\})[ \t]*(?:["']?[^\s"']|'"\$)/;

/** Characters. */
const NEAR = 40;

/** Characters, with the indentation of the next line. */
const LONGEST_GAP = 120;

function isWordOrReference(value: string): boolean {
  if (LONG_NUMBER.test(value)) return false;
  // Base64 with its padding is not a word.
  if (/^(?:[\w+/-]{4}){2,}(?:[\w+/-]{2}==|[\w+/-]{3}=)$/.test(value)) return false;
  return !isNoWord(value.replace(CHARACTER, "")) || REFERENCE.test(value);
}

/** Digits alone may be a key in hexadecimal. */
const LONG_NUMBER = /^\d{24,}$/;

/** How HTML writes a character after a word; its digits do not count. */
const CHARACTER = /&#\d{1,5}$/;

/** References of programs and templates to other places: `req.body.password1`. */
const REFERENCE =
  /^(?:var|local|data|module|req|request|self|this|process\.env|os\.environ|config|settings|params|args|options|env|props|ctx|opts|body|form|secrets|steps|inputs)\.[A-Za-z_][\w.]*$/;

function toHit(secretClass: SecretClass = "secret", start: number, end: number): FormatHit {
  return { rule: `named-${secretClass}`, secretClass, start, end };
}

/** The pairs of `Cookie: …` and `Set-Cookie: …` in a log; attributes are none. */
function findCookies(text: string, present: Characters): FormatHit[] {
  if (!mayMatch(COOKIES, present)) return [];
  return Array.from(text.matchAll(COOKIES)).flatMap(({ index, 0: line, 1: pairs = "" }) =>
    Array.from(
      pairs.matchAll(/(?:^|;[ \t]*)(?!(?:path|domain|expires|max-age|samesite)=)[\w.$-]+=(?<value>[^;\s,]+)/gi),
      (pair) => {
        const { start, end } = placeOfValue(pair);
        const offset = index + line.length - pairs.length;
        const value = groupText(pair, "value");
        return isNoWord(value) && !isPlaceholder(value) ? toHit("cookie", offset + start, offset + end) : undefined;
      },
    ).filter((hit) => hit !== undefined),
  );
}

const COOKIES = /\b(?:cookie2?\\?["']?:|document\.cookie[ \t]{0,4}=)[ \t]*\\?["'`]?([^\n"'`\\]+)/gi;

function classOf(name: string): SecretClass | undefined {
  // An alias ends as a name does.
  if (mayBeAlias(name)) return undefined;
  return /^(?:proxy-)?authorization$/i.test(name) ? "token" : (classOfVariable(name) ?? classOfHeader(name));
}
