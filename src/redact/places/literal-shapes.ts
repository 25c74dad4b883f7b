import { ESCAPED_MEMBER } from "./escaped-quotes.ts";
import type { NamedShape } from "./named-shape.ts";

/** Literals of programs, and values on lines of their own, after a name. */
export const LITERAL_SHAPES: readonly NamedShape[] = [
  // Three quotes, backticks, raw and other marked strings, what is cast or wrapped: `password = @"…"`, `Some("…")`.
  {
    pattern:
      /(?<![\w.-])(?<name>[A-Za-z][\w.-]{1,60})\s{0,8}(?:=>|:=|::|[:=])\s{0,8}(?:[rRfF@$]{1,2}|<\w{1,30}>|Some\(|&\w{1,40}[ \t]|!{1,2}\w{1,20}[ \t])?(?<open>\\*(?:"""|'''|''|["'`]))\s{0,2}(?<value>[^"'`\\\s]{4,})\s{0,2}\k<open>/g,
    isPlain: true,
  },
  // Words in quotes.
  {
    pattern:
      /(?<![\w.-])(?<name>[A-Za-z][\w.-]{1,60})\s{0,8}(?:=>|:=|[:=])\s{0,8}(?<open>\\*["'])(?:[^"'\\\n]|''){0,40}?(?<value>(?<=[\s"'])[^"'\\\s]{8,})(?:[ \t][^"'\\\n]{0,40})?\k<open>/g,
    isPlain: true,
  },
  // A call that is given it, and blocks of settings: `setPassword("…")`, `password "…"`, `{password, "…"}`.
  {
    pattern:
      /(?<![\w])(?<name>(?!(?:get|has|is|find|read|require|resolve|parse|remove|delete|check|log)[A-Z_])[A-Za-z]\w{1,60})\(\s{0,8}(?<open>\\{0,8}["'`])(?<value>[^"'`\\\s]{4,})\k<open>\s{0,4}\)/g,
    isPlain: true,
  },
  {
    pattern: /(?<![\w.-])(?<name>[A-Za-z][\w.-]{1,60})[ \t]{1,4}(?<open>\\*["'])(?<value>[^"'\\\s]{8,})\k<open>/g,
    isPlain: true,
  },
  {
    pattern: /\{\s{0,4}(?:<<")?(?<name>\w{2,60})(?:">>)?\s{0,4},\s{0,4}(?:<<)?\\*"(?<value>[^"\\\s]{4,})\\*"/g,
    isPlain: true,
  },
  // PHP: print_r(), var_dump().
  { pattern: /\[(?<name>[\w.-]{2,60})\][ \t]{0,4}=>[ \t]{0,4}(?<value>[^\s"'()]{4,})/g, isPlain: true },
  {
    pattern: /\[\\*"(?<name>[\w.-]{2,60})\\*"\]=>\s{0,20}string\(\d{1,6}\)\s\\*"(?<value>[^"\\\n]{4,})/g,
    isPlain: true,
  },
  // phpinfo() as text; settings of Logstash.
  {
    pattern:
      /^[ \t]*(?<name>[A-Za-z][\w.-]{1,60})[ \t]{1,8}=>[ \t]{1,8}(?<value>[^\s"'`<>(){}[\]\\,;]{6,})(?=[ \t\r]*$|[ \t]+=>)/gm,
    isPlain: true,
  },
  // Emphasized, with the colon within or behind: `**Token:** …`.
  {
    pattern:
      /(?<![\w*_-])[*_]{1,3}(?<name>[A-Za-z][\w. -]{1,60}?)(?:[:=][*_]{1,3}|[*_]{1,3}[ ]?[:=])[ \t]{0,4}["'`]{0,3}(?<value>[^\s"'`<>|,;(){}[\]\\*]{6,})/g,
    isPlain: true,
  },
  // JMeter's arguments have a name before or after the value.
  {
    pattern:
      /\bArgument\.value\\{0,8}["']>(?<value>[^\s<>]{4,})<\/(?=(?:(?!elementProp)[\s\S]){0,400}?\bArgument\.name\\{0,8}["']>(?<name>[\w.-]{2,60})<)/g,
    isPlain: true,
  },
  {
    pattern:
      /\bArgument\.name\\{0,8}["']>(?<name>[\w.-]{2,60})<\/(?:(?!elementProp)[\s\S]){0,400}?\bArgument\.value\\{0,8}["']>(?<value>[^\s<>]{4,})(?=<)/g,
    isPlain: true,
  },
  // Properties of Java.
  { pattern: /(?<![\w-])-D(?<name>[A-Za-z][\w.-]{2,60})=\\{0,8}["']?(?<value>[^\s"'`]{4,})/g, isPlain: true },
  {
    pattern:
      /^[ \t]*(?<name>[A-Za-z][\w.-]{1,60})[ \t]*[:=][ \t]*(?<value>(?:[^\s<>()[\]{}\\]|\\[:=#!]){6,})[ \t\r]*$/gm,
    isPlain: true,
  },
  // The same anywhere, behind a name of several parts.
  {
    pattern:
      /(?<![\w.-])(?<name>[A-Za-z][\w-]{1,40}(?:\.[\w-]{1,40}){1,6})[ \t]{1,20}(?<value>[^\s"'`<>(){}[\]\\;,|=:]{8,})(?!\S)/g,
    isPlain: true,
  },
  // Two words in a line.
  {
    pattern: /^[ \t]*(?<name>[A-Za-z][\w.-]{1,60})[ \t]+(?<value>[^\s"'`<>(){}[\]\\;,|=:]{8,});?[ \t\r]*$/gm,
    isPlain: true,
  },
  // Continued on the next line, after a space: LDIF (RFC 2849).
  {
    pattern:
      /^(?<name>[A-Za-z][\w;.-]{1,60})::?[ ](?=\S{0,100}(?:\r?\n \S{0,100})?\d)(?<value>[^\s"'`<>(){}[\],;]{1,100}(?:\r?\n [^\s:]{1,100}(?=\r?\n|$)){1,40})/gm,
    isPlain: false,
  },
  // On the next line: YAML; a here document of Terraform, and the default of a variable.
  {
    pattern:
      /^[ \t]*(?:-[ \t]+)?["']?(?<name>[\w.-]{2,60})["']?:[ \t]*\r?\n[ \t]+(?<value>[^\s"'`<>(){}[\]\\,;:#-][^\s"'`<>(){}[\]\\,;:]{5,})[ \t\r]*$/gm,
    isPlain: true,
  },
  // The value in an object of its own: YAML.
  {
    pattern:
      /^(?<indent>[ \t]{0,40})(?:-[ \t]+)?["']?(?<name>[\w.-]{2,60})["']?:[ \t]*\r?\n\k<indent>[ \t]{1,8}(?:value|inline_(?:string|bytes)|plain(?:_?text)?|literal|raw|string_?value):[ \t]*["']?(?<value>[^\s"'#|>{[&*!][^\s"']{5,})/gim,
    isPlain: true,
  },
  // The default for a missing environment variable: `process.env.API_KEY || "…"`, `os.getenv("API_KEY", "…")`,
  // `${API_KEY:-…}`.
  {
    pattern:
      /\b(?<name>[A-Z][A-Z\d_]{2,60})\\{0,8}["'`]?\]?\s{0,4}(?:\)?\s{0,4}(?:\|\||\?\?|\?:|or\b|\{)|,)\s{0,4}\\{0,8}["'`](?<value>[^\s"'`\\]{6,})\\{0,8}["'`]/g,
    isPlain: true,
  },
  { pattern: /\$\{(?<name>[A-Z][A-Z\d_]{2,60}):[-=]\\{0,8}["']?(?<value>[^\s"'`{}\\]{6,})/g, isPlain: true },
  // Bicep, Visual Basic, fish; an arrow.
  {
    pattern:
      /\b(?:param|Const|Dim|Private|Public)[ \t]+(?<name>[A-Za-z]\w{1,60})[ \t]+(?:As[ \t]+)?[Ss]tring[ \t]*=[ \t]*\\{0,8}["'](?<value>[^\s"'\\]{4,})/g,
    isPlain: true,
  },
  {
    pattern: /\bset[ \t]+-[a-zA-Z]{1,4}[ \t]+(?<name>[A-Za-z]\w{1,60})[ \t]+\\{0,8}["']?(?<value>[^\s"'`\\;|&]{6,})/g,
    isPlain: true,
  },
  {
    pattern:
      /(?<![\w.-])(?<name>[A-Za-z][\w.-]{1,60})[ \t]{0,4}(?:->|→|⇒)[ \t]{0,4}\\{0,8}["']?(?<value>[^\s"'`<>(){}[\]\\]{6,})/g,
    isPlain: true,
  },
  // CEF: the name of a field is in another field, before or after it.
  {
    pattern:
      /\b(?<field>c(?:s|n|fp)\d)Label=(?<name>[\w.-]{2,60})[ \t](?:[^\n]{0,200}?[ \t])?\k<field>=(?<value>[^\s=]{6,})/g,
    isPlain: true,
  },
  {
    pattern:
      /\b(?<field>c(?:s|n|fp)\d)=(?<value>[^\s=]{6,})(?=[ \t](?:[^\n]{0,200}?[ \t])?\k<field>Label=(?<name>[\w.-]{2,60})(?![\w.-]))/g,
    isPlain: true,
  },
  {
    pattern: /^\?[ \t]+["']?(?<name>[\w.-]{2,60})["']?[ \t]*\r?\n[ \t]*:[ \t]+["']?(?<value>[^\s"']{6,})/gm,
    isPlain: true,
  },
  {
    pattern:
      /(?<![\w.-])(?<name>[A-Za-z][\w.-]{1,60})[ \t]*=[ \t]*<<[-~]?["']?\w{1,20}["']?[ \t\r]*\n[ \t]*(?<value>\S{6,})/g,
    isPlain: true,
  },
  {
    pattern:
      /\bvariable\s{1,4}\\*"(?<name>[\w-]{2,60})\\*"\s{0,4}\{[^{}]{0,400}?\bdefault\s{0,8}=\s{0,8}\\*"(?<value>[^"\\\s]{4,})/g,
    isPlain: true,
  },
  // Tags in a line of a log: what an attribute is called by another.
  {
    pattern:
      /<[A-Za-z][^<>]{0,400}?\s(?:\w{1,20}:)?(?:name|key|id|property|var|type(?==\\*["']password))=\\*["'](?<name>[\w.:/-]{2,60})\\*["'][^<>]{0,400}?\s(?:\w{1,20}:)?(?:value|content)=\\*["'](?<value>[^"'<>\\\s]{4,})/g,
    isPlain: true,
  },
  {
    pattern:
      /<[A-Za-z][^<>]{0,400}?\s(?:\w{1,20}:)?(?:value|content)=\\*["'](?<value>[^"'<>\\\s]{4,})(?=\\*["'][^<>]{0,400}?\s(?:\w{1,20}:)?(?:name|key|id|property|type(?==\\*["']password))=\\*["'](?<name>[\w.:/-]{2,60})\\*["'])/g,
    isPlain: true,
  },
  {
    pattern: /<key>(?<name>[\w.-]{2,60})<\/key>\s{0,80}<(?:string|data)>\s{0,80}(?<value>[^\s<>]{6,})/g,
    isPlain: true,
  },
  {
    pattern:
      /<(?<open>(?:[a-z]{2,12}-){0,3}[Nn]ame|[Kk]ey)>\s{0,20}(?<name>[\w.-]{2,100})\s{0,20}<\/\k<open>>\s{0,80}(?:<(?:[a-z]{2,12}-){1,3}type>[\w.]{0,60}<\/(?:[a-z]{2,12}-){1,3}type>\s{0,80})?<(?:(?:[a-z]{2,12}-){0,3}[Vv]alue|string)>\s{0,80}(?<value>[^\s<>]{6,})/g,
    isPlain: true,
  },
  {
    pattern: /<(?<name>[A-Za-z][\w.-]{1,60})>\s{0,80}<[Vv]alue>\s{0,20}(?<value>[^\s<>]{6,})\s{0,20}<\/[Vv]alue>/g,
    isPlain: true,
  },
  { pattern: ESCAPED_MEMBER, isPlain: false },
  // A name and a value in quotes, outside of markup: messages of TeamCity.
  {
    pattern:
      /\bname=(?<open>\\*["'])(?<name>[\w.-]{2,60})\k<open>[ \t]{1,4}value=\k<open>(?<value>[^"'\\\s]{4,})\k<open>/g,
    isPlain: true,
  },
  // A page that shows one in a separate element: `<p>Your API token:</p><pre><code>…`.
  {
    pattern:
      /(?<![\w-])(?<name>[A-Za-z][\w-]{1,60})(?:[ \t]is)?:\s{0,8}(?:<\/?[A-Za-z][^<>]{0,80}>\s{0,20}){1,6}(?<value>[^\s<>"'&]{8,})(?=\s{0,20}<)/g,
    isPlain: true,
  },
  // A value that a server rejected, below the name of its field.
  {
    pattern:
      /(?<=^|\n|\\n)[ \t]{0,8}(?:\w{1,40}\.){0,4}(?<name>[\w-]{2,60})[ \t\r]{0,4}(?:\n|\\n)[^\n]{0,200}?\binput(?:_value)?=(?<open>\\*["'])(?<value>[^"'\\\n]{4,})/g,
    isPlain: true,
  },
  // Options that are separate from their values: auditd(8).
  { pattern: /\ba\d{1,3}="--?(?<name>[A-Za-z][\w-]{2,60})"\sa\d{1,3}="(?<value>[^"\n]{4,200})/g, isPlain: true },
  // Headers that a server adds.
  {
    pattern:
      /\b(?:proxy_set_header|add_header|fastcgi_param|uwsgi_param|proxy_pass_header|header_up|request_header|(?:RequestHeader|Header)[ \t]+(?:set|add|append|setifempty)|(?:set|add)-header)[ \t]+\\*["']?(?<name>[\w-]{2,60})\\*["']?[ \t]+\\*["']?(?<value>[^\s"';\\]{6,})/g,
    isPlain: true,
  },
  // A default that a template hides: Heat, CloudFormation.
  {
    pattern:
      /^(?<indent>[ \t]{1,40})(?:hidden|NoEcho):[ \t]*["']?[Tt]rue["']?[ \t\r]*\n(?:\k<indent>\w[^\n]{0,300}\n){0,6}?\k<indent>[Dd]efault:[ \t]*["']?(?<value>[^\s"'#][^\s"']{3,})/gm,
    isPlain: true,
    secretClass: "secret",
  },
  {
    pattern:
      /^(?<indent>[ \t]{1,40})[Dd]efault:[ \t]*["']?(?<value>[^\s"'#][^\s"']{3,})["']?[ \t\r]*\n(?:\k<indent>\w[^\n]{0,300}\n){0,6}?\k<indent>(?:hidden|NoEcho):[ \t]*["']?[Tt]rue\b/gm,
    isPlain: true,
    secretClass: "secret",
  },
  // Names of two words, also emphasised: `**API key:** …`.
  {
    pattern:
      /(?<![\w-])(?<name>(?:api|access|auth|secret|signing|private|master|encryption|client|bearer|refresh|session|admin|root|app|database|db|user)[ ](?:key|token|secret|password|passphrase|passwd|pass|pwd))(?:[*_`]{1,3})?[ ]?[:=](?:[*_`]{1,3})?[ \t]{0,4}["'`*]{0,3}(?<value>[^\s"'`<>|,;(){}[\]\\*]{6,})/gi,
    isPlain: true,
  },
  // Sentences.
  {
    pattern:
      /(?<![\w-])(?<name>[Pp]ass(?:word|phrase|code)|[Tt]oken|[Ss]ecret)[ \t](?<value>(?=[\w.~+/!@#$%^&*-]*\d)(?=[\w.~+/!@#$%^&*-]*[a-z])(?=[\w.~+/!@#$%^&*-]*[A-Z])[\w.~+/!@#$%^&*-]{12,})(?![=:])/g,
    isPlain: true,
  },
  {
    pattern:
      /(?<![\w-])(?<name>[Pp]assword|[Pp]assphrase|[Tt]oken)\b(?!-ur[il][=:][ \t]?https?:\/\/)[^\n:]{0,80}:[ \t]{0,4}(?:\n\s{0,20})?(?<value>[^\s"'`<>|,;(){}[\]\\]{8,})[ \t\r]*$/gm,
    isPlain: true,
  },
  {
    pattern:
      /\b(?:verification|security|confirmation|one-time|activation|recovery|reset|login|backup)[ \t](?:code|key|pin)(?:[ \t]is)?:?[ \t]{1,4}(?<value>(?=\S{0,40}\d)[\w-]{4,60})/gi,
    isPlain: false,
    secretClass: "password",
  },
];
