import type { DocumentShape } from "./document-shapes.ts";

/** A quote, plain or within another text, and the value after it. */
const VALUE = String.raw`\\{0,8}["']?(?<value>[^\s"'\`|;&<>()\\$-][^\s"'\`|;&<>()\\]{2,200})`;

const STRING = String.raw`[rbuN]?\\{0,8}["'][^"'\n\\]{0,200}\\{0,8}["']`;

/** What a name may begin with. */
const OF_NAME = String.raw`[\w.-]{0,40}[_.-]`;

/** A `pin`, alone or after what it opens or whose it is. */
const OF_PIN = String.raw`(?:(?:${OF_NAME})?(?:user|card|sim|atm|so|admin|device|wps|bluetooth|pairing|access|security|login|wallet|parental|voicemail|door|gate|alarm|lock|unlock|keypad|reset|new|old|current)[_.-]?)?pin`;

const SET_TO = String.raw`["']?[ \t]{0,8}[:=][ \t]{0,8}["']?`;

/** Files of settings, calls and command lines that have a place of their own for a secret; each after the manual of the program. */
export const SETTINGS_SHAPES: readonly DocumentShape[] = [
  // Codes of a few digits on a line of their own; a stock has more than four. A pin may be one of a board or a map, or of an address in India.
  {
    hint: /(?:pin|code)["']?[ \t]*[:=]/i,
    pattern: new RegExp(
      String.raw`^[ \t]*(?:-[ \t]{1,8})?["']?(?:(?:${OF_PIN}|(?:${OF_NAME})?(?:access|door|gate|alarm|unlock|keypad)_?code)${SET_TO}(?=\d{4,8}(?!\d))|(?:${OF_NAME})?security_?code${SET_TO}(?=\d{3,4}(?!\d)))(?<value>\d{3,8})(?=["']?[ \t\r]*$)`,
      "gim",
    ),
    secretClass: "password",
  },
  // Calls with an address, a user and a password: JDBC, PDO, mysqli, DBI, PyMySQL, MySQLdb.
  {
    hint: /\b(?:getConnection|PDO|mysqli(?:_connect|_real_connect)?|connect)\(/,
    pattern: new RegExp(
      String.raw`\b(?:getConnection|PDO|mysqli(?:_connect)?|DBI->connect|(?:pymysql|MySQLdb)\.connect)\(\s{0,8}(?:${STRING}|[\w.$]{1,60})\s{0,8},\s{0,8}${STRING}\s{0,8},\s{0,8}\\{0,8}["'](?<value>[^"'\n\\]{3,200})(?=\\{0,8}["'])`,
      "g",
    ),
    secretClass: "password",
  },
  {
    hint: /\bunsafePlainText\(/,
    pattern: /\bunsafePlainText\(\s{0,8}\\{0,8}["'](?<value>[^"'\n\\]{3,200})/g,
    secretClass: "secret",
  },
  // Password schemes of LDAP and Dovecot.
  {
    hint: /\{(?:PLAIN|CLEAR|S?SHA|S?MD5|CRYPT|ARGON2|BLF|PBKDF2)/,
    pattern:
      /\{(?:PLAIN|CLEAR(?:TEXT)?|S?SHA(?:256|384|512)?|S?MD5|(?:\w{2,12}-)?CRYPT|ARGON2ID?|PBKDF2(?:-\w{2,10})?)(?:\.(?:b64|hex))?\}(?<value>[^\s"':,;\\]{4,400})/g,
    secretClass: "password",
  },
  // Postfix (smtp_sasl_password_maps), Net-SNMP, OSPF, Ceph, BIND's nsupdate, strongSwan, libvirt, Salt.
  {
    hint: /^[ \t]*\[[\w.-]+\]:\d/m,
    pattern: /^[ \t]*\[[\w.-]{1,100}\]:\d{2,5}[ \t]{1,20}[^\s:]{1,100}:(?<value>[^\s"']{4,200})/gm,
    secretClass: "password",
  },
  {
    hint: /\b(?:createUser|r[ow]community6?|message-digest-key|XAUTH)\s/,
    pattern: new RegExp(
      String.raw`\b(?:createUser\s{1,4}(?:-e\s{1,4}\S{1,60}\s{1,4})?\S{1,60}\s{1,4}(?:MD5|SHA(?:-?\d{3})?)\s{1,4}|r[ow]community6?\s{1,4}|message-digest-key\s{1,4}\d{1,3}\s{1,4}md5\s{1,4}(?:\d\s{1,4})?|XAUTH\s{1,4})${VALUE}`,
      "g",
    ),
    secretClass: "password",
  },
  {
    hint: /\bcreateUser\s/,
    pattern: new RegExp(String.raw`\bcreateUser\s[^\n]{0,200}?\s(?:DES|AES(?:-?\d{3})?)\s{1,4}${VALUE}`, "g"),
    secretClass: "password",
  },
  {
    hint: /\bkey\s*=\s*AQ/,
    pattern: /\bkey\s{0,4}=\s{0,4}(?<value>AQ[\w+/]{36}==)/g,
    secretClass: "key",
  },
  {
    hint: /\b(?:ceph|rbd|rados|nsupdate|virsh)\s|\.set_?password\s/,
    pattern: new RegExp(
      String.raw`(?:\b(?:ceph|rbd|rados)\b[^\n|]{0,200}?\s--key[\s=]{1,4}|\bnsupdate\b[^\n|]{0,100}?\s-y\s{1,4}(?:hmac-\w{2,10}:)?[^\s:]{1,100}:|\bvirsh\s{1,4}secret-set-value\b[^\n|]{0,200}?\s--base64[\s=]{1,4}|\b\w{1,30}\.set_?password\s{1,4}[^\s(]{1,60}\s{1,4})${VALUE}`,
      "g",
    ),
    secretClass: "key",
  },
  // What Redis prints about its clients (MONITOR), and receives.
  {
    hint: /\bAUTH\\{0,8}"\s/i,
    pattern:
      /\bAUTH\\{0,8}"\s{1,4}(?:\\{0,8}"[^"\s\\]{1,60}\\{0,8}"\s{1,4})?\\{0,8}"(?<value>[^"\s\\]{3,200})(?=\\{0,8}"(?!\s{1,4}\\{0,8}"))/gi,
    secretClass: "password",
  },
  // Pulumi's settings that are marked, Bundler's of a host.
  {
    hint: /\bpulumi\s+config\s+set\b/,
    pattern: new RegExp(
      String.raw`\bpulumi\s{1,4}config\s{1,4}set\s(?=[^\n]{0,300}--secret\b)(?:\s{0,4}--?\w\S{0,60}){0,4}\s{1,4}[\w:.-]{1,100}\s{1,4}(?:--secret\s{1,4})?${VALUE}`,
      "g",
    ),
    secretClass: "secret",
  },
  {
    hint: /\bbundle\s+config\b/,
    pattern: new RegExp(
      String.raw`\bbundle\s{1,4}config\s[^\n|]{0,100}?\s?[\w-]{1,60}(?:\.[\w-]{1,60}){1,6}\s{1,4}[^\s:"']{1,60}:(?!//)${VALUE}`,
      "g",
    ),
    secretClass: "password",
  },
];
