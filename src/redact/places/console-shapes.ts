import type { DocumentShape } from "./document-shapes.ts";

/** A quote, plain or within another text, and the value after it. */
const VALUE = String.raw`\\{0,8}["']?(?<value>[^\s"'\`|;&<>()\\$-][^\s"'\`|;&<>()\\]{2,200})`;

/** Further command lines, consoles and files of settings that have a place for a secret; each after the manual of the program. */
export const CONSOLE_SHAPES: readonly DocumentShape[] = [
  // curl(1): letters of other options in front of `-u`, a certificate's passphrase; cookies.
  {
    hint: /\bcurl\s/,
    pattern: new RegExp(
      String.raw`\bcurl\b[^\n|]{0,400}?\s(?:-[a-zA-Z]{1,8}u\s{0,4}\\{0,8}["']?[^\s:"']{1,100}:|(?:-E|--cert)\s{1,4}\\{0,8}["']?[^\s:"']{1,200}:)${VALUE}`,
      "g",
    ),
    secretClass: "password",
  },
  {
    hint: /\bcurl\s/,
    pattern: new RegExp(
      String.raw`\bcurl\b[^\n|]{0,400}?\s(?:-b|--cookie)[ =]{1,4}\\{0,8}["']?[\w.-]{1,60}=${VALUE}`,
      "g",
    ),
    secretClass: "cookie",
  },
  // PowerShell: a value that is piped or comes first.
  {
    hint: /ConvertTo-SecureString/i,
    pattern: /(?:["'](?<value>[^"'\n]{3,200})(?=["']\s{0,8}\|\s{0,8}ConvertTo-SecureString))/gi,
    secretClass: "password",
  },
  {
    hint: /ConvertTo-SecureString/i,
    pattern:
      /\bConvertTo-SecureString(?:\s{1,4}-(?:AsPlainText|Force|String))+\s{1,4}\\{0,8}["']?(?<value>[^\s"'$\\-][^\s"'\\]{3,200})/gi,
    secretClass: "password",
  },
  // Windows: the registry, tasks, shares.
  {
    hint: /\breg\s+add\b|\bREG_(?:SZ|EXPAND_SZ)\b/i,
    pattern:
      /\b\w{0,40}(?:Password|Passwd|Secret|Token|ApiKey)\w{0,20}\\{0,8}["']?\s{1,20}(?:\/t\s{1,4})?REG_\w{2,12}\s{1,20}(?:\/d\s{1,4})?\\{0,8}["']?(?<value>[^\s"'\\]{3,200})/gi,
    secretClass: "password",
  },
  {
    hint: /\b(?:schtasks|psexec|net)\b/i,
    pattern: new RegExp(
      String.raw`(?:\bschtasks\b[^\n]{0,300}?\s\/rp\s{1,4}|\bpsexec(?:64)?\b[^\n]{0,200}?\s-p\s{1,4}|\bnet\s{1,4}use\s(?=[^\n]{0,200}\/user:)(?:\s{0,4}(?:[A-Z]:|\\{2,8}[^\s]{1,100}|\/\S{1,60})){1,4}\s{1,4})(?!\/)${VALUE}`,
      "gi",
    ),
    secretClass: "password",
  },
  // twine(1), nuget, MinIO's client, cargo(1), nmcli(1), gh, flyctl, Barbican's and AWS' clients, httpie.
  {
    hint: /\b(?:twine|nuget|mc|cargo|nmcli|gh|fly(?:ctl)?|secret|ssm|secretsmanager|http|xh)\s/,
    pattern: new RegExp(
      String.raw`(?:\btwine\b[^\n]{0,200}?\s-p\s{1,4}|\bnuget\s{1,4}push\b[^\n]{0,200}?\s-k\s{1,4}|\bmc\s{1,4}alias\s{1,4}set\s{1,4}\S{1,60}\s{1,4}\S{1,200}\s{1,4}\S{1,100}\s{1,4}|\bcargo\s{1,4}login\s{1,4}|\bnmcli\b[^\n]{0,200}?\spassword\s{1,4}|\bgh\s{1,4}secret\s{1,4}set\b[^\n]{0,200}?\s(?:-b|--body)[\s=]{1,4}|\bfly(?:ctl)?\s{1,4}secrets\s{1,4}set\b[^\n]{0,200}?\s\w{1,60}=|\bsecret\s{1,4}store\b[^\n]{0,200}?\s(?:-p|--payload)[\s=]{1,4}|\bput-parameter\b(?=[^\n]{0,300}SecureString)[^\n]{0,300}?\s--value[\s=]{1,4}|\b(?:http|xh)s?\b[^\n]{0,100}?\s-A\s{1,4}bearer\s{1,4}-a\s{1,4})${VALUE}`,
      "g",
    ),
    secretClass: "secret",
  },
  // influx, doctl, snyk, ngrok, Hex, Conan, OpenSSL, Bitwarden, clients of registries, RabbitMQ, Beeline, tools of Windows' networks.
  {
    hint: /\b(?:influx|doctl|snyk|ngrok|mix|conan|openssl|bw|skopeo|buildah|crane|oras|nerdctl|cosign|rabbitmqadmin|beeline|smbmap|netexec|nxc|crackmapexec|evil-winrm)\s/,
    pattern: new RegExp(
      String.raw`\b(?:influx\b[^\n|]{0,200}?\s(?:-t|-p|--token)[\s=]{1,4}|doctl\b[^\n|]{0,200}?\s(?:-t|--access-token)[\s=]{1,4}|snyk\s{1,4}auth\s{1,4}(?=[^\s"']*\d)|ngrok\b[^\n|]{0,100}?\s(?:add-)?authtoken\s{1,4}|mix\s{1,4}hex\.\w{1,20}\b[^\n|]{0,200}?\s--key[\s=]{1,4}|conan\b[^\n|]{0,200}?\s-p\s{1,4}|openssl\s{1,4}(?:enc|dgst|aes|des)[\w-]{0,20}\b[^\n|]{0,200}?\s(?:-[kK]|-hmac|-iv)\s{1,4}|bw\s{1,4}unlock\s{1,4}(?=[^\s"']*\d)|bw\s{1,4}login\s{1,4}\S{1,100}@\S{1,100}\s{1,4}|(?:skopeo|buildah)\b[^\n|]{0,200}?\s--(?:src-|dest-)?creds[\s=]{1,4}[^\s:]{1,100}:|(?:crane|oras|nerdctl|cosign)\b[^\n|]{0,80}?\slogin\b[^\n|]{0,200}?\s-p\s{1,4}|(?:rabbitmqadmin|beeline|smbmap|netexec|nxc|crackmapexec|evil-winrm)\b[^\n|]{0,200}?\s-p\s{1,4})${VALUE}`,
      "g",
    ),
    secretClass: "secret",
  },
  // Values that a GitHub run is instructed to mask.
  {
    hint: /add-mask/,
    pattern: /(?:::|##\[)add-mask(?:::|\])(?<value>[^\s"']{4,1000})/g,
    secretClass: "secret",
  },
  // Bundler's settings: a name and a password, or a token, for a host.
  {
    hint: /\bBUNDLE_/,
    pattern:
      /\bBUNDLE_\w{1,100}__\w{1,100}["']?\s{0,4}[=:]\s{0,4}\\{0,8}["']?[^\s:"'/\\]{1,60}:(?!\/)(?<value>[^\s"'\\]{4,200})/g,
    secretClass: "password",
  },
  // ASP.NET's keys.
  {
    hint: /validationKey/,
    pattern: /\bvalidationKey\s{0,4}=\s{0,4}\\{0,8}["'](?<value>[A-Za-z\d]{16,300})(?=\\{0,8}["'])/g,
    secretClass: "key",
  },
  // Text that is piped to a program that prompts for it.
  {
    hint: /\becho\s/,
    pattern: new RegExp(
      String.raw`\becho\s{1,4}(?:-n\s{1,4})?${VALUE}(?=\\{0,8}["']?\s{0,8}\|\s{0,8}(?:[^\n|]{0,100}?--passwd-on-stdin|vercel\s{1,4}env\s{1,4}add\b|[^\n|]{0,60}?\bsecret\s{1,4}put\b))`,
      "g",
    ),
    secretClass: "secret",
  },
  // Redis, ZooKeeper, HAProxy; an "ACL SETUSER joe >…".
  {
    hint: /requirepass|masterauth|auth-pass|\bHELLO\s|\buser\s+\S+\s+on\s|\bSETUSER\b|\baddauth\b|insecure-password|chap_secret/i,
    pattern: new RegExp(
      String.raw`(?:\bsentinel\s{1,4}auth-pass\s{1,4}\S{1,60}\s{1,4}|\buser\s{1,4}\S{1,60}\s{1,4}on\s(?:[^\n]{0,200}?\s)?(?:>|#(?=[\da-f]{64}(?![\da-f])))|\bHELLO\s{1,4}[23]\s{1,4}AUTH\s{1,4}\S{1,60}\s{1,4}|\b(?:requirepass|masterauth|insecure-password|\w{0,20}chap_secret)\s{1,8}|\bSETUSER\s[^\n]{0,200}?\s>|\baddauth\s{1,4}digest\s{1,4}[^\s:]{1,60}:)${VALUE}`,
      "gi",
    ),
    secretClass: "password",
  },
  // Secrets of PPP (pppd(8)): `client server secret addresses`.
  {
    hint: /(?:^|: )\S+\s+(?:\*|"\*")\s+"/m,
    pattern:
      /(?:^|: )"?[\w@.\\*-]{1,100}"?[ \t]{1,20}"?[\w.*-]{1,100}"?[ \t]{1,20}"(?<value>[^"\n\\]{4,200})(?="[ \t]{1,20}[\d.*])/gm,
    secretClass: "password",
  },
  // Cisco, Juniper, Fortinet.
  {
    hint: /\b(?:server|snmp-server|set)\s/,
    pattern:
      /(?:\b(?:tacacs|radius)-server\s[^\n]{0,80}?\bkey\s{1,4}(?:\d\s{1,4})?|\bsnmp-server\s{1,4}user\s[^\n]{0,120}?\b(?:auth|priv)\s{1,4}(?:md5|sha|des|3des|aes)(?:\s{1,4}(?:128|192|256))?\s{1,4}|\bset\s{1,4}(?:password|passwd|psksecret|secret)\s{1,4}(?:ENC\s{1,4})?"?)(?<value>[^\s"']{4,300})/gi,
    secretClass: "password",
  },
  {
    hint: /\bpriv\s+(?:aes|3?des)/i,
    pattern: /\bpriv\s{1,4}(?:aes|3?des)(?:\s{1,4}(?:128|192|256))?\s{1,4}(?<value>[^\s"']{4,300})/gi,
    secretClass: "password",
  },
  {
    hint: /\bcommunity\s/,
    pattern:
      /\bsnmp\s{0,4}\{[^{}]{0,300}?\bcommunity\s{1,4}\\{0,8}"?(?<value>[^\s"{};\\]{4,64})(?=\\{0,8}"?\s{0,4}[{;])/g,
    secretClass: "password",
  },
  // OpenWrt's settings of a wireless network, whose `key` is the password unless there is none.
  {
    hint: /\boption\s+key\s/,
    pattern:
      /\boption\s{1,4}encryption\s{1,4}['"]?(?:psk|sae|wep)[\w+-]{0,20}['"]?(?:(?:\s|\\[nt]){1,8}option\s{1,4}(?!key\b)\w{1,40}\s{1,4}'[^'\n]{0,100}'){0,12}(?:\s|\\[nt]){1,8}option\s{1,4}key\s{1,4}\\{0,8}['"](?<value>[^'"\n\\]{8,63})(?=\\{0,8}['"])/g,
    secretClass: "password",
  },
  // FreeRADIUS' radtest(1): a password, and at the end the secret of the client.
  {
    hint: /\bradtest\s/,
    pattern: new RegExp(
      String.raw`\bradtest\s{1,4}(?:-\w\s{1,4}(?:\w{2,10}\s{1,4})?){0,4}[^\s-]\S{0,60}\s{1,4}${VALUE}`,
      "g",
    ),
    secretClass: "password",
  },
  {
    hint: /\bradtest\s/,
    pattern: new RegExp(
      String.raw`\bradtest\s{1,4}(?:-\w\s{1,4}(?:\w{2,10}\s{1,4})?){0,4}[^\s-]\S{0,60}\s{1,4}\S{1,200}\s{1,4}[\w.:-]{1,100}\s{1,4}\d{1,5}\s{1,4}${VALUE}`,
      "g",
    ),
    secretClass: "secret",
  },
  // Checks of monitoring programs: a user, then a password; a port has digits alone.
  {
    hint: /\bcheck_\w/,
    pattern: new RegExp(
      String.raw`\bcheck_\w{2,40}\b(?=[^\n|]{0,200}?\s-u\s)[^\n|]{0,200}?\s-p\s{1,4}(?!\d{1,5}(?:\s|$))${VALUE}`,
      "g",
    ),
    secretClass: "password",
  },
  // Elasticsearch's elasticsearch-reset-password.
  {
    hint: /successfully reset/,
    pattern:
      /\bPassword for the \[[\w.-]{1,60}\] user successfully reset\.(?:\s|\\[nr]){1,8}New value:\s{1,4}(?<value>[^\s"\\]{6,200})/g,
    secretClass: "password",
  },
  // A parameter of TeamCity, which says that it is a password.
  {
    hint: /rawValue=/,
    pattern:
      /\bvalue=\\{0,8}["'](?<value>[^"'<>\n\\]{1,400})(?=\\{0,8}["'][^<>]{0,100}>\s{0,40}<type\s{1,4}rawValue=\\{0,8}["']password\b)/g,
    secretClass: "password",
  },
  // Windows' list of networks, and its file of one.
  {
    hint: /Key Content|<keyMaterial>/,
    pattern: /(?:\bKey Content\s{0,20}:\s{0,4}|<keyMaterial>)(?<value>[^\s<>]{4,200})/g,
    secretClass: "password",
  },
  // A password with an `@` or a `#` of its own, which a URL may not have: the last `@` ends it.
  {
    hint: /:\/\/[^\s/:]*:[^\s/]*[@#]/,
    pattern:
      /\b[a-z][\w+.-]{2,20}:\/\/[^\s:@/"'<>]{0,60}:(?<value>[^\s"'<>/?]{0,100}[@#][^\s"'<>/]{1,100})(?=@[\w.-]{1,100}(?::\d{1,5})?(?:[/\s"'?]|$))/g,
    secretClass: "password",
  },
  // Quotes around a value of a connection string, and Oracle's thin driver.
  {
    hint: /\b(?:pwd|password)\s*=\s*\\*["'{]/i,
    pattern:
      /\b(?:pwd|password)\s{0,4}=\s{0,4}(?:'(?<value>[^'\n]{4,200})(?='\s{0,4}(?:;|$))|"(?:[^"\n]{4,200})"\s{0,4}(?:;|$))/gi,
    secretClass: "password",
  },
  {
    hint: /jdbc:oracle/,
    pattern: /jdbc:oracle:\w{1,20}:[^\s/@"']{1,100}\/\\{0,8}"(?<value>[^\s"\\]{1,200})(?=\\{0,8}"@)/g,
    secretClass: "password",
  },
  // The last part of the URL to which a video is streamed.
  {
    hint: /\brtmps?:/,
    pattern: /\brtmps?:\/\/[^\s"'<>]{1,200}\/(?<value>(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{12,200})(?=[\s"'<>?]|$)/g,
    secretClass: "key",
  },
  // Validation messages of Spring; PostgreSQL and GraphQL quote a value that they reject.
  {
    hint: /rejected value \[|got invalid value/,
    pattern:
      /(?:\bfield '\w{0,40}(?:password|passwd|secret|token|pin|otp)\w{0,10}': rejected value \[|Variable \\{0,8}"\$\w{0,40}(?:password|secret|token|pin|otp)\\{0,8}" got invalid value \\{0,8}")(?<value>[^\]"\\\n]{3,200})/gi,
    secretClass: "password",
  },
];
