import type { DocumentShape } from "./document-shapes.ts";

/** A quoted value of a call, within another text too. */
const ARGUMENT = String.raw`\\{0,8}["'](?<value>(?=[^"'\n\\]*\d)[^"'\n\\]{3,200})(?=\\{0,8}["'])`;
const OTHER = String.raw`(?:\\{0,8}["'][^"'\n\\]{0,200}\\{0,8}["']|[^"'\n,()]{1,60})`;

/** What traces of programs, logs of what was run, and records of protocols show of a secret; each after the program's source or the RFC. */
export const REPORT_SHAPES: readonly DocumentShape[] = [
  // PHP's traces: `PDO->__construct('mysql:…', 'joe', '…')`, `Auth->attempt('joe', '…')`, `ldap_bind(Resource id #1, 'cn=joe', '…')`.
  {
    hint: /->__construct\(|\bldap_bind\(/,
    pattern: new RegExp(
      String.raw`\b(?:(?:PDO|mysqli)->__construct|ldap_bind)\(\s{0,8}${OTHER}\s{0,8},\s{0,8}${OTHER}\s{0,8},\s{0,8}${ARGUMENT}`,
      "g",
    ),
    secretClass: "password",
  },
  {
    hint: /(?:login|logon|auth\w{0,40}|attempt|sign_?in|\.basic|[Bb]asic_?[Aa]uth\w{0,40})\(/i,
    pattern: new RegExp(
      String.raw`(?:(?:->|::)(?:login|logon|auth(?:enticate)?|attempt|sign_?[Ii]n)|\b[Cc]redentials\.basic|\b\w{0,20}[Bb]asic_?[Aa]uth\w{0,12})\(\s{0,8}${OTHER}\s{0,8},\s{0,8}${ARGUMENT}`,
      "g",
    ),
    secretClass: "password",
  },
  // auditd(8): each argument of what was run by itself.
  {
    hint: /\btype=EXECVE\b/,
    pattern:
      /\ba0="(?:\S{0,60}\/)?(?:mysql\w{0,10}|mariadb|sshpass)"[^\n]{0,300}?\sa\d{1,3}="-p(?<value>[^\s"]{4,200})/g,
    secretClass: "password",
  },
  // lftp(1).
  {
    hint: /\bopen\s+-/,
    pattern: /\bopen\s{1,4}(?:-[a-tv-z]\S{0,20}\s{1,4}){0,3}-u\s{1,4}[^\s,"']{1,60},(?<value>[^\s"'\\|;]{4,200})/g,
    secretClass: "password",
  },
  // pgcrypto, MySQL's encryption.
  {
    hint: /\bcrypt\(/,
    pattern: /\bcrypt\(\s{0,4}[NE]?\\{0,8}'(?<value>(?=[^'\n\\]*\d)[^'\n\\]{4,200})(?=\\{0,8}'\s{0,4},)/g,
    secretClass: "password",
  },
  {
    hint: /\b(?:pgp_sym_|AES_)(?:EN|DE)CRYPT\(/i,
    pattern:
      /\b(?:pgp_sym_|AES_)(?:EN|DE)CRYPT\([^\n,()]{1,200},\s{0,4}[NE]?\\{0,8}'(?<value>(?=[^'\n\\]*\d)[^'\n\\]{4,200})(?=\\{0,8}')/gi,
    secretClass: "password",
  },
  // Services of IRC.
  {
    hint: /\bIDENTIFY\s/i,
    pattern:
      /\b(?:NickServ|AuthServ|Q@\S{1,60})\b[^\n]{0,20}?\bIDENTIFY\s{1,4}(?:(?=\S{1,40}\s{1,4}\S*\d)[\w[\]|-]{1,40}\s{1,4})?(?<value>(?=\S*\d)[^\s"'\\]{6,100})/gi,
    secretClass: "password",
  },
  // What proves a secret: Digest (RFC 7616), Hawk, OAuth 1 (RFC 5849), SCRAM (RFC 5802).
  {
    hint: /\b(?:Digest|Hawk|OAuth|MAC)\s+\\*\w{2,30}=/,
    pattern:
      /(?:\b(?:Digest|Hawk|OAuth|MAC)\s{1,4}|,\s{0,4})(?:nonce|cnonce|response|opaque|rspauth|mac|oauth_signature|oauth_token)=\\{0,8}"(?<value>[\w+/=.~%:-]{8,300})(?=\\{0,8}")/g,
    secretClass: "signature",
  },
  {
    hint: /,r=[^,\s]{8,200},p=/,
    pattern: /\bc=[\w+/]{4,60}={0,2},r=[^,\s"']{8,200},p=(?<value>[\w+/]{8,200}={0,2})/g,
    secretClass: "signature",
  },
  // Keys of a call's stream (RFC 4568).
  {
    hint: /\binline:/,
    pattern: /\bcrypto:\d{1,9}\s{1,4}\w{1,60}\s{1,4}inline:(?<value>[\w+/]{16,200}={0,2})/g,
    secretClass: "key",
  },
];
