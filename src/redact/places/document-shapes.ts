import type { SecretClass } from "../formats/classes.ts";
import { COMMAND_SHAPES } from "./command-shapes.ts";
import { CONSOLE_SHAPES } from "./console-shapes.ts";
import { PROGRAM_SHAPES } from "./program-shapes.ts";
import { REPORT_SHAPES } from "./report-shapes.ts";
import { SENTENCE_SHAPES } from "./sentence-shapes.ts";
import { SETTINGS_SHAPES } from "./settings-shapes.ts";
import { SQL_SHAPES } from "./sql-shapes.ts";

/** A notation with a specific place for a secret. */
export interface DocumentShape {
  /** What every text with one has; most texts have none of all these. */
  readonly hint: RegExp;
  /** Group `value`; its characters do not occur after it in the match. */
  readonly pattern: RegExp;
  readonly secretClass: SecretClass;
}

/**
 * Where programs, protocols and configuration files have a secret that neither a name nor its looks indicate; each according to the manual
 * of the program or the RFC of the protocol.
 */
export const DOCUMENT_SHAPES: readonly DocumentShape[] = [
  ...COMMAND_SHAPES,
  ...CONSOLE_SHAPES,
  ...PROGRAM_SHAPES,
  ...REPORT_SHAPES,
  ...SENTENCE_SHAPES,
  ...SETTINGS_SHAPES,
  // Command lines: mysql(1), sshpass(1), redis-cli, docker-login(1), openssl-passphrase-options(1), `net user`.
  {
    hint: /\bm(?:ysql|ariadb)/,
    pattern: /\bm(?:ysql(?:admin|dump)?|ariadb)\b[^\n]{0,300}?\s-p(?<value>[^\s'"]+)/g,
    secretClass: "password",
  },
  { hint: /\bsshpass\b/, pattern: /\bsshpass\s+-p\s{0,4}['"]?(?<value>[^\s'"]+)/g, secretClass: "password" },
  {
    hint: /\bredis-cli\b/,
    pattern: /\bredis-cli\b[^\n]{0,300}?\s(?:-a|--pass)[ \t]{1,4}['"]?(?<value>[^\s'"|`]+)/g,
    secretClass: "password",
  },
  {
    hint: /\blogin\b/,
    pattern:
      /\b(?:docker|podman|helm|oc|az)\b[^\n]{0,80}\blogin\b[^\n]{0,300}?\s-p[ \t]{1,4}['"]?(?<value>[^\s'"|`]+)/g,
    secretClass: "password",
  },
  {
    hint: /\b(?:pscp|psftp|plink)\b/,
    pattern: /\b(?:pscp|psftp|plink)\b[^\n]{0,200}?\s-pw[ \t]{1,4}['"]?(?<value>[^\s'"|`]+)/g,
    secretClass: "password",
  },
  {
    hint: /\b(?:ldap\w+|ipmitool|mongo\w*)\s/,
    pattern:
      /\b(?:ldap\w+[^\n]{0,200}?\s-w|ipmitool\b[^\n]{0,200}?\s-P|mongo(?:sh|dump|restore|export|import)?\b[^\n]{0,200}?\s-p)[ \t]{1,4}['"]?(?<value>[^\s'"|`-][^\s'"|`]{3,})/g,
    secretClass: "password",
  },
  {
    hint: /\b(?:smbclient|rpcclient|rabbitmqctl)\s/,
    pattern:
      /\b(?:(?:smb|rpc)client\b[^\n]{0,200}?\s-U[ \t]{0,4}['"]?[^\s%'"]+%|rabbitmqctl[ \t]+(?:add_user|change_password)[ \t]+\S+[ \t]+['"]?)(?<value>[^\s'"|`]{4,})/g,
    secretClass: "password",
  },
  {
    hint: /\bpass:/,
    pattern: /(?<=\s-(?:pass|passin|passout)\s+['"]?pass:)(?<value>[^\s'"]+)/g,
    secretClass: "password",
  },
  {
    hint: /\bnet\s+user\b/i,
    pattern: /\bnet[ \t]+user[ \t]+[^\s/|`]+[ \t]+(?<value>[^\s/*|`]\S{3,})/gi,
    secretClass: "password",
  },
  {
    hint: /SecureString/i,
    pattern: /\bConvertTo-SecureString\s+(?:-String\s+)?["']?(?<value>[^\s"'$\\-][^\s"'\\]{3,})/gi,
    secretClass: "password",
  },
  // cloud-init's `chpasswd`, chpasswd(8): lines of `user:password`.
  {
    hint: /chpasswd/,
    pattern: /["'][a-z_][\w-]{0,31}:(?<value>[^"'\s]+)["']\s*\|\s*(?:sudo\s+)?chpasswd/g,
    secretClass: "password",
  },
  {
    hint: /chpasswd/,
    pattern: /(?<=chpasswd:(?:\s[^\n]*\n){0,20}[ \t]+(?:-[ \t]+)?["']?[a-z_][\w-]{0,31}:)(?<value>[^\s:"']{4,})/g,
    secretClass: "password",
  },
  // SASL (RFC 4616), FTP (RFC 959), POP3, IMAP (RFC 9051).
  {
    hint: /\bAUTH/,
    pattern: /\bAUTH(?:ENTICATE)?\s+(?:PLAIN|LOGIN|XOAUTH2|CRAM-MD5)\s+(?<value>[\w+/]{8,}={0,2})/g,
    secretClass: "password",
  },
  {
    hint: /\bPASS\s/,
    pattern: /(?<=^|[CS<>*]:?[ \t]|\n)PASS[ \t]+(?<value>[^\s"']{4,})(?=\s|$)/g,
    secretClass: "password",
  },
  {
    hint: /\bLOGIN\s/,
    pattern: /(?<=^|\n|[C>]:?[ \t])(?!AUTH\b)[\w.]{1,16}[ \t]+LOGIN[ \t]+\S+[ \t]+"?(?<value>[^\s"]{4,})/g,
    secretClass: "password",
  },
  // AUTH LOGIN (its prompt in base64), Redis, and Redis as it is on the wire.
  {
    hint: /334\s+UGFzc3dvcmQ6/,
    pattern: /\b334\s{1,4}UGFzc3dvcmQ6\s{1,4}(?:[C>]:?[ \t]{0,4})?(?<value>[\w+/]{4,200}={0,2})/g,
    secretClass: "password",
  },
  {
    hint: /\bAUTH\b/,
    pattern:
      /(?<=^|\n|>[ \t]?)AUTH[ \t]{1,4}(?!(?:PLAIN|LOGIN|XOAUTH2|CRAM-MD5|TLS|SSL|GSSAPI)\b)(?:[\w-]{1,60}[ \t]{1,4})?(?<value>(?=[^\s"']*\d)[^\s"']{6,200})(?=\s|$)/g,
    secretClass: "password",
  },
  {
    hint: /\bAUTH(?:\r|\\r)/,
    pattern:
      /\bAUTH(?:\r\n|\\r\\n)(?:\$\d{1,4}(?:\r\n|\\r\\n)\S{1,60}?(?:\r\n|\\r\\n))?\$\d{1,4}(?:\r\n|\\r\\n)(?<value>[^\s\\]{4,200})/g,
    secretClass: "password",
  },
  // Keys of IPsec and of routers; expect(1).
  {
    hint: /\bPSK\s|pre-shared-key|key-string/,
    pattern:
      /(?:\bPSK|\bpre-shared-key(?:\s{1,4}(?:ascii-text|hexadecimal|local|remote))?|\bkey-string(?:\s{1,4}\d)?)\s{1,4}\\{0,8}"?(?<value>(?=[^\s"']*\d)[^\s"\\]{4,200})/g,
    secretClass: "key",
  },
  {
    hint: /assword[^\n]{0,40}\n[^\n]{0,10}send\s/,
    pattern: /assword[^\n]{0,40}\n[^\n]{0,10}send\s{1,4}(?:--\s)?"(?<value>[^"\\\n]{4,200})/g,
    secretClass: "password",
  },
  // The name of a source of data in Go.
  {
    hint: /@(?:tcp|unix)\(/,
    pattern: /(?<![\w.-])[\w.-]{1,60}:(?<value>[^\s:@/"']{4,200})(?=@(?:tcp|unix)\()/g,
    secretClass: "password",
  },
  // A file of PuTTY's, version 2 and 3.
  {
    hint: /Private-Lines/,
    pattern: /Private-Lines:[ \t]*\d+\s+(?<value>[\w+/][\w+/=\s]*[\w+/=])/g,
    secretClass: "key",
  },
  // Hashes of passwords: crypt(5).
  {
    hint: /\$(?:\d|2[abxy]|apr1|y|gy|7|argon2\w{1,2}|scrypt)\$/,
    pattern: /(?<value>\$(?:[156]|2[abxy]|apr1|y|gy|7|argon2\w{1,2}|scrypt)\$[\w./$=,+-]{8,})/g,
    secretClass: "password",
  },
  // Oracle's thin driver.
  {
    hint: /jdbc:oracle/,
    pattern: /jdbc:oracle:\w{1,20}:[^\s/@"']{1,100}\/(?<value>[^\s@"']{1,200})(?=@)/g,
    secretClass: "password",
  },
  {
    hint: /\bsqlplus\b/,
    pattern: /\bsqlplus\b[^\n]{0,80}?\s[\w$#]+\/(?<value>[^\s@"'/]+)(?=@)/g,
    secretClass: "password",
  },
  // Names that are not in Latin letters: the shapes of named values know no others.
  {
    hint: /비밀번호|암호|パスワード|密[码碼]|пароль|contraseña|mot de passe|hasło|lösenord/i,
    pattern:
      /(?:비밀번호|암호|パスワード|密[码碼]|пароль|contraseña|mot de passe|hasło|lösenord)["']?[ \t]{0,4}[:=：][ \t]{0,4}["']?(?<value>(?=[^\s"']{0,200}\d|[\w!#$%*+./@^~-]{200})[\w!#$%*+./@^~-]{6,})/giu,
    secretClass: "password",
  },
  // A network's name and password as a QR code has them. To its end in any case: a search for a semicolon would begin again at each `P:` within it.
  {
    hint: /\bWIFI:/,
    pattern: /\bWIFI:(?:[^\s"]{0,200}?;)?P:(?<value>(?:(?=(?<part>[^\s;"\\]{1,1000}))\k<part>)+)/g,
    secretClass: "password",
  },
  // Switches and routers.
  { hint: /community/, pattern: /\bcommunity\s+(?<value>\S{4,})\s+(?=R[OW]\b)/gi, secretClass: "password" },
  {
    hint: /\b(?:password|secret)\s+\d\s/,
    pattern: /\b(?:password|secret)\s+\d\s+(?<value>[^\s"']{4,})/g,
    secretClass: "password",
  },
  ...SQL_SHAPES,
  // .netrc, .pgpass.
  {
    hint: /\bmachine\s/,
    pattern: /\bmachine\s+\S+\s+(?:login\s+\S+\s+)?password\s+(?<value>\S+)/g,
    secretClass: "password",
  },
  {
    hint: /:(?:\d{2,5}|\*):/,
    // Not the id of a request, of hexadecimal numbers (GitHub's).
    pattern:
      /^(?![\dA-F]{4,8}(?::[\dA-F]{4,8}){4}[ \t\r]*$)[\w.*-]+:(?:\d{2,5}|\*):[\w*-]+:[\w*-]+:(?<value>[^\s:]{4,})[ \t\r]*$/gm,
    secretClass: "password",
  },
];
