import type { DocumentShape } from "./document-shapes.ts";

/** A quote, plain or within another text, and the value after it. */
const VALUE = String.raw`\\{0,8}["']?(?<value>[^\s"'\`|;&<>()\\$-][^\s"'\`|;&<>()\\]{2,200})`;

const STRING = String.raw`[rbuN]?\\{0,8}["'\`][^"'\`\n\\]{0,200}\\{0,8}["'\`]`;

/** An argument of a call that has a digit: names of algorithms and of arguments seldom do. */
const ARGUMENT = String.raw`[rbuN]?\\{0,8}["'\`](?![\w-]{0,20}(?:sha|md|aes|rs|hs|es|utf|[oO]?[aA]uth)-?\d{1,3}\\{0,8}["'\`])(?<value>(?=[^"'\`\n\\]{0,200}\d)[^"'\`\n\\\s]{6,200})(?=\\{0,8}["'\`])`;

/** Letters and a digit: a user and its group (`1000:1000`, `www-data:www-data`) have none or no letter. */
const CHOSEN = String.raw`(?<value>(?=[^\s"'\\]{0,100}\d)(?=[^\s"'\\]{0,100}[A-Za-z])[^\s"'\\/:@]{6,200})`;

/** Calls of programs, files that list users, cookies as tools keep them, and records of what was run; each after the manual or the source. */
export const PROGRAM_SHAPES: readonly DocumentShape[] = [
  // JSON Web Tokens and HMAC: the key is the second argument, in Python's hmac the first.
  {
    hint: /\b(?:jwt|jsonwebtoken)\.(?:sign|verify|encode|decode)\(/i,
    pattern: new RegExp(
      String.raw`\b(?:jwt|jsonwebtoken)\.(?:sign|verify|encode|decode)\([^\n]{0,300}?[}\w)],\s{0,8}${ARGUMENT}`,
      "gi",
    ),
    secretClass: "key",
  },
  {
    hint: /\bcreateHmac\(|\bhmac\.new\(|hash_hmac\(/,
    pattern: new RegExp(
      String.raw`(?:\bcreateHmac\(\s{0,8}${STRING}\s{0,8},\s{0,8}|\bhmac\.new\(\s{0,8}|\bhash_hmac\(\s{0,8}${STRING}\s{0,8},[^,\n]{1,100},\s{0,8})${ARGUMENT}`,
      "g",
    ),
    secretClass: "key",
  },
  // httr and httr2 of R; reqwest of Rust, which wraps the password.
  {
    hint: /\bauthenticate\(|basic_auth\(/,
    pattern: new RegExp(
      String.raw`\b(?:authenticate\(\s{0,8}${STRING}|(?:req_auth_)?basic_auth\(\s{0,8}(?:${STRING}|[\w.&]{1,60}))\s{0,8},\s{0,8}(?:Some\(\s{0,4})?${ARGUMENT}`,
      "g",
    ),
    secretClass: "password",
  },
  // A cookie jar as curl, wget and yt-dlp keep it (curl.se/docs/http-cookies.html).
  {
    hint: /\t(?:TRUE|FALSE)\t/,
    pattern:
      /(?:^|\s)(?:#HttpOnly_)?\.?[\w-]{1,63}(?:\.[\w-]{1,63}){0,10}\t(?:TRUE|FALSE)\t[^\t\n]{1,300}\t(?:TRUE|FALSE)\t\d{1,13}\t[^\t\n]{1,200}\t(?<value>[^\t\r\n]{6,4096})/g,
    secretClass: "cookie",
  },
  // A user and a password with a colon in between: HAProxy, Squid, a configuration of curl.
  {
    hint: /\bstats\s+auth\s|\bcache_peer\s|\buser\\*"?\s*=\s*\\*"[^":]*:/,
    pattern: new RegExp(
      String.raw`(?:\bstats\s{1,4}auth\s{1,4}[^\s:"']{1,60}:|\bcache_peer\s[^\n]{0,200}?\slogin=[^\s:"']{1,60}:|\b(?:proxy-)?user\s{0,4}=\s{0,4}\\{0,8}"[^\s:"'\\]{1,60}:)${CHOSEN}`,
      "g",
    ),
    secretClass: "password",
  },
  // Users of tac_plus, Junos.
  {
    hint: /\bcleartext\s|plain-text-password-value\s/,
    pattern: new RegExp(String.raw`(?:=\s{0,4}cleartext|\bplain-text-password-value)\s{1,4}${VALUE}`, "g"),
    secretClass: "password",
  },
  // Azure's client, QEMU, Neo4j.
  {
    hint: /\bkeyvault\s+secret\s+set\s/,
    pattern: new RegExp(String.raw`\bkeyvault\s{1,4}secret\s{1,4}set\s[^\n|]{0,200}?--value[\s=]{1,4}${VALUE}`, "g"),
    secretClass: "secret",
  },
  {
    hint: /-object\s+secret,/,
    pattern: /-object\s{1,4}secret,(?:[\w-]{1,40}=[^\s,"']{0,100},){0,6}data=(?<value>[^\s,"'\\]{4,200})/g,
    secretClass: "secret",
  },
  {
    hint: /\bPASSWORD\s+FROM\s/i,
    pattern: /\bSET\s{1,8}PASSWORD\s{1,8}FROM\s{1,8}\\{0,8}["'](?<value>[^"'\n\\]{1,200})(?=\\{0,8}["']\s{1,8}TO\s)/gi,
    secretClass: "password",
  },
  {
    hint: /\bPASSWORD\s+FROM\s/i,
    pattern:
      /\bSET\s{1,8}PASSWORD\s{1,8}FROM\s{1,8}(?:\\{0,8}["'][^"'\n\\]{1,200}\\{0,8}["']|\$\w{1,60})\s{1,8}TO\s{1,8}\\{0,8}["'](?<value>[^"'\n\\]{1,200})/gi,
    secretClass: "password",
  },
  // Tokens of an agent by what they are for: Consul. What is far before comes last, because it is read at each character otherwise.
  {
    hint: /\btokens\s{0,4}=?\s{0,4}\{/,
    pattern:
      /\b\w{2,40}\s{0,4}=\s{0,4}\\{0,8}"(?=[^\s"\\]{0,100}\d)(?<=\btokens\s{0,4}=?\s{0,4}\{[^{}]{0,460})(?<value>[^\s"\\]{8,200})/g,
    secretClass: "token",
  },
  // A bind of LDAP as servers and tools print it.
  {
    hint: /\bauthentication=simple\(/,
    pattern: /\bauthentication=simple\((?<value>[^\s()]{3,200})(?=\))/g,
    secretClass: "password",
  },
  // What strace(1) and debuggers print of a command line: each argument in quotes.
  {
    hint: /["'](?:-[uU]|--(?:proxy-)?user)\\*["']\s*,/,
    pattern: new RegExp(
      String.raw`["'](?:-[uU]|--(?:proxy-)?user)\\{0,8}["']\s{0,4},\s{0,4}\\{0,8}["'][^\s:"'\\]{1,100}:${CHOSEN}`,
      "g",
    ),
    secretClass: "password",
  },
  // Credentials of a repository (getcomposer.org/doc/articles/authentication-for-private-packages.md).
  {
    hint: /\bcomposer\s/,
    pattern: new RegExp(
      String.raw`\bcomposer\s[^\n]{0,80}?\b(?:http-basic\.\S{1,100}\s{1,4}\S{1,100}|(?:github-oauth|gitlab-oauth|gitlab-token|bearer)\.\S{1,100})\s{1,4}${VALUE}`,
      "g",
    ),
    secretClass: "password",
  },
  // What Vault prints when it is initialized; Elasticsearch's setup.
  {
    hint: /\b(?:Unseal|Recovery) Key \d|\bPASSWORD \w+ = /,
    pattern: /(?:\b(?:Unseal|Recovery) Key \d{1,2}:[ \t]{1,4}|\bPASSWORD \w{1,60} = )(?<value>[^\s"'\\]{6,200})/g,
    secretClass: "key",
  },
];
