import { findAll } from "../../sequence/find-all.ts";
import { isScrambled } from "../../shapes/is-scrambled.ts";

/**
 * Whether a value is shown although its name is one of a secret: the ID of a resource of Twilio (`"sid": "SM…"`), a part of a text with
 * what a language model thought of it (`"token": " Hello", "logprob": -0.3`), where something is pinned, and the signature of a function.
 *
 * @param behind the text after the value
 * @param before the text before it, if it may say what the value is
 */
export function isShownMember(name: string, value: string, behind: string, before = ""): boolean {
  if (name === "sid") return TWILIO_ID.test(value);
  if (name === "token") return isPartOfText(value, behind);
  if (name === "pin") return SIDE.test(value);
  if (name === "secret")
    return RESOURCE.test(value) && NOT_THERE.test(behind) && !value.split(/[-.]/).some(isScrambled);
  if (name === "pass") return /^\d{1,7}$/.test(value) ? FAILED.test(behind) : /^[A-Z][a-z]+ pass$/.test(value);
  if (name === "auth") return MAIL_SCHEME.test(value);
  if (name === "bearer") return /^[A-Z][a-z]+ [A-Z][\w ]*$/.test(value);
  if (name === "sig") return SIGNED_BY.test(behind) || KEY_BEFORE.test(before);
  return name === "signature" && DECLARATION.test(value) && !findAll(value, LONG_RUN).some(isScrambled);
}

/** What a language model says next, and the symbol of a currency. */
function isPartOfText(value: string, behind: string): boolean {
  if (LOGPROB.test(behind) || SIGNS.test(value)) return true;
  return (WORD.test(value) && !isScrambled(value)) || (/^[A-Z]{2,6}$/.test(value) && CURRENCY.test(behind));
}

/** No token has only these. */
const SIGNS = /^[\p{P}\p{S}]{1,3}$/u;

/** Behind a blank, as words of a text are. */
const WORD = /^[ \n][\p{L}\p{P}]{0,20}\d{0,4}$/u;

const CURRENCY = /^\\{0,8}"?\s{0,40},\s{0,40}\\{0,8}"(?:contract|decimals|chain|network|balance|amount|price|symbol)/i;

/** Kubernetes names a secret that it does not find. */
const RESOURCE = /^[a-z\d](?:[a-z\d.-]{0,61}[a-z\d])?$/;
const NOT_THERE = /^\\{0,8}["'`]\s(?:not found|already exists|is forbidden|does not exist)/;

/** Numbers of tests. */
const FAILED = /^"?\s{0,40},\s{0,40}\\{0,8}"(?:fail|error|skip)/;

/** How to sign in to send mail (RFC 4954), which is no value of a secret. */
const MAIL_SCHEME = /^(?:login|plain|cram-?md5|xoauth2|scram-sha-(?:1|256)|start_?tls)$/i;

/** The ID of a public key after what it verifies: signatures of packages (docs.npmjs.com/about-registry-signatures), TUF, in-toto. */
const SIGNED_BY = /^\\{0,8}"?\s{0,40},\s{0,40}\\{0,8}"keyid\\{0,8}"/;

const KEY_BEFORE =
  /"keyid\\{0,8}"\s{0,4}:\s{0,4}\\{0,8}"[^"]{0,100}"\s{0,40},\s{0,40}\\{0,8}"sig\\{0,8}"\s{0,4}:\s{0,4}\\{0,8}"?$/;

/** Where a layout fixes something, and pins of a board. */
const SIDE = /^(?:GPIO_?\d{1,2}|LED_BUILTIN|top|bottom|left|right|center|middle|start|end|front|back|none)$/;

/** Of a function in a program: parameters in parentheses, which no encoding of a signature has. */
const DECLARATION = /^[\w $.:,<>[\]?*&~-]{1,200}\([^()"]{0,400}\)/;

/** Of names of types and parameters, in which random letters and digits would be seen. */
const LONG_RUN = /[A-Za-z\d]{12,}/g;

/** twilio.com/docs/glossary/what-is-a-sid: two letters for the kind of the resource. */
const TWILIO_ID = /^[A-Z]{2}[\da-f]{32}$/;

/** platform.openai.com/docs/api-reference/chat/object: within a string of JSON too. */
const LOGPROB =
  /^\\{0,8}"?(?:\s|\\{1,8}[nrt]){0,40},(?:\s|\\{1,8}[nrt]){0,40}\\{0,8}"logprob\\{0,8}"(?:\s|\\{1,8}[nrt]){0,4}:/;
