import type { DocumentShape } from "./document-shapes.ts";

/** Options of htpasswd(1), and the number that `-C` takes. */
const FLAGS = String.raw`(?:\s{1,4}-(?:\w{0,8}C\s{1,4}\d{1,2}|\w{1,9}))`;

const WORD = String.raw`\s{1,4}[^\s-]\S{0,200}`;

/** A quote, plain or within another text, and the value after it. */
const VALUE = String.raw`\\{0,8}["']?(?<value>[^\s"'\`|;&<>()\\$-][^\s"'\`|;&<>()\\]{2,200})`;

/** The beginning of a string in a program, and the string. */
const STRING = String.raw`[rbu]?\\{0,8}["']`;

const QUOTED = String.raw`${STRING}(?<value>[^"'\n\\]{3,200})`;

/** Where command lines and one-line programs have a secret that no option name indicates; each according to the manual of its program. */
export const COMMAND_SHAPES: readonly DocumentShape[] = [
  // htpasswd(1), mosquitto_passwd(1): with `-b` the password is the last word; `-n` names no file.
  {
    hint: /_?passwd\s/,
    pattern: new RegExp(
      String.raw`\b(?:htpasswd|htdbm|mosquitto_passwd)(?=${FLAGS}*?\s{1,4}-\w{0,8}b)(?:(?=${FLAGS}*?\s{1,4}-\w{0,8}n)${FLAGS}{1,9}${WORD}|(?!${FLAGS}*?\s{1,4}-\w{0,8}n)${FLAGS}{1,9}${WORD}${WORD})\s{1,4}${VALUE}`,
      "g",
    ),
    secretClass: "password",
  },
  // restic, borg, rclone, BorgBackup's BORG_PASSCOMMAND: a command that prints the password, and contains it.
  {
    hint: /pass\w{0,40}[-_]?(?:command|cmd)/i,
    pattern: new RegExp(
      String.raw`pass(?:word|phrase)?[-_]?(?:command|cmd)\\{0,8}["']?(?:\s{1,4}|\s{0,4}[=:,]\s{0,4})(?:\\{0,8}["'])?(?:/\S{0,40}/)?(?:echo|printf)\s{1,4}(?:-\w{1,3}\s{1,4})?(?:\\{0,8}["']?%s\\{0,8}["']?\s{1,4})?${VALUE}`,
      "gi",
    ),
    secretClass: "password",
  },
  // Text that is piped to a program that reads a password from its input.
  {
    hint: /\becho\s|\bprintf\s/,
    pattern: new RegExp(
      String.raw`\b(?:echo|printf)\s{1,4}(?:-\w{1,3}\s{1,4})?(?:\\{0,8}["']?%s(?:\\{1,2}n)?\\{0,8}["']?\s{1,4})?${VALUE}(?=\\{0,8}["']?\s{0,8}\|\s{0,8}(?:sudo\s[^\n|]{0,60}?-\w{0,4}S\b|runas\s|[^\n|]{0,200}?(?:--?pass\w{0,10}-(?:stdin|fd)\b|\bpasswd\b[^\n|]{0,40}?--stdin|\bcryptsetup\b|\bkinit\b|--with-token\b|\bsecret\s{1,4}(?:create|set)\b|\bsmbpasswd\b[^\n|]{0,40}?-\w{0,4}s|\bwg\s{1,4}(?:set|pubkey)\b|[^\n|]{0,100}?--data-file[= ]-|\S{0,60}keystore\s{1,4}add\b)))`,
      "g",
    ),
    secretClass: "password",
  },
  {
    hint: /<<</,
    pattern: new RegExp(
      String.raw`(?<=(?:--?pass\w{0,10}-(?:stdin|fd)\b[^\n<]{0,40}|--with-token\b[^\n<]{0,40}|\b(?:sudo\s{1,4}-S|kinit|cryptsetup)\b[^\n<]{0,100})<<<\s{0,4})${VALUE}`,
      "g",
    ),
    secretClass: "password",
  },
  // Python, Ruby, JavaScript: a user and a password as a pair.
  {
    hint: /(?:auth|cred)\w{0,40}\\{0,8}["']?\s{0,4}[=:]\s{0,4}[([]/i,
    pattern: new RegExp(
      String.raw`(?:auth|basic_?auth|cred(?:ential)?s?|login|userpass)\\{0,8}["']?\s{0,4}(?:=\s{0,4}[([]|:\s{0,4}[([](?=[^)\]\n]{0,200},[^)\]\n]{0,200}\d))\s{0,8}${STRING}[^"'\n\\]{0,100}\\{0,8}["']\s{0,8},\s{0,8}${QUOTED}(?=\\{0,8}["']\s{0,8},?\s{0,8}[)\]])`,
      "gi",
    ),
    secretClass: "password",
  },
  {
    hint: /bearer_?auth\(|\bbasicAuth\s/i,
    pattern: new RegExp(
      String.raw`(?:\bbearer_?auth\(\s{0,8}|\bbasicAuth\s{1,4}\\{0,8}"[^"\n\\]{0,100}\\{0,8}"\s{1,4})${STRING}(?<value>[^"'\n\\\s]{6,200})(?=\\{0,8}["'])`,
      "gi",
    ),
    secretClass: "password",
  },
  {
    hint: /user-secrets\s/,
    pattern: new RegExp(
      String.raw`\bdotnet\s{1,4}user-secrets\s{1,4}set\s{1,4}\\{0,8}["']?[\w:.-]{2,100}\\{0,8}["']?\s{1,4}${VALUE}`,
      "g",
    ),
    secretClass: "secret",
  },
  {
    hint: /(?:Auth|Credentials?|\.login|\.auth|basic_auth)\(/,
    pattern: new RegExp(
      String.raw`(?:\b(?:HTTP)?(?:Basic|Digest|Proxy|HttpNtlm|Ntlm|NTLM)Auth|\b(?:UsernamePassword|Plain|Network)Credentials?|\bset_credentials|\bPlainAuthProvider|\.login|\.auth|\bbasic_auth)\(\s{0,8}${STRING}[^"'\n\\]{0,100}\\{0,8}["']\s{0,8},\s{0,8}${QUOTED}(?=\\{0,8}["']\s{0,8}[,)])`,
      "g",
    ),
    secretClass: "password",
  },
  // Terraform before 0.12 and `terraform state show`: what these resources make is a secret whatever it is called.
  {
    hint: /\brandom_password\b/,
    pattern:
      /\brandom_password\b[^\n]{0,100}\n(?:[ \t]{1,40}(?![ \t]|(?:result|bcrypt_hash)\b)[^\n]{0,200}\n){0,20}[ \t]{1,40}(?:result|bcrypt_hash)\s{0,20}=\s{0,4}\\{0,8}"?(?<value>[^\s"(\\][^\s"\\]{3,200})/g,
    secretClass: "password",
  },
  // mosquitto_pub(1), sqlcmd, bcp, cqlsh, zip(1), unzip(1), kadmin(1), snmpcmd(1), xfreerdp(1), lftp(1), 7-Zip, httpie.
  {
    hint: /\b(?:mosquitto_|sqlcmd|bcp|cqlsh|(?:un)?zip|kadmin|snmp\w{2,}|xfreerdp|lftp|7za?|unrar|rar|https?)\s|\bmosquitto_\w+\s/,
    pattern: new RegExp(
      String.raw`(?:\b(?:mosquitto_(?:pub|sub|rr)|sqlcmd|bcp|(?:un)?zip)\b[^\n|]{0,200}?\s-P\s{0,4}|\b(?:cqlsh\b[^\n|]{0,200}?\s-p|kadmin(?:\.local)?\b[^\n|]{0,200}?\s-w|snmp(?:get|walk|bulkwalk|set|trap|table)\b[^\n|]{0,200}?\s-[AXc])\s{1,4}|\bxfreerdp\b[^\n|]{0,200}?\s/p:|\blftp\b[^\n|]{0,200}?\s-u\s{1,4}[^\s,"']{1,60},|\b(?:7za?|unrar|rar)(?=\s)[^\n|]{0,200}?\s-p|\bhttps?(?=\s)[^\n|]{0,200}?\s(?:-a|--auth)\s{1,4}\\{0,8}["']?[^\s:"']{1,60}:)${VALUE}`,
      "g",
    ),
    secretClass: "password",
  },
  {
    hint: /\bvault\s|--from-literal|\bssh-keygen\s/,
    pattern: new RegExp(
      String.raw`(?:\bvault\s{1,4}login\s{1,4}(?:token=)?(?=[^\s"']*\d)|(?<=\bvault\s{1,4}(?:kv\s{1,4}put|write)\s[^\n|]{0,200}\s[\w.-]{1,60}=)|(?<=\bsecret\s[^\n|]{0,200})--from-literal[= ][^\s=]{1,60}=|\bssh-keygen\b[^\n|]{0,200}?\s-[NP]\s{1,4})${VALUE}`,
      "g",
    ),
    secretClass: "secret",
  },
];
