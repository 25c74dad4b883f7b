import { findAll } from "../../sequence/find-all.ts";
import { isScrambled } from "../../shapes/is-scrambled.ts";

/**
 * Whether a value is shown although its name is one of a secret: the ID of a resource of Twilio (`"sid": "SM…"`), a part of a text with
 * what a language model thought of it (`"token": " Hello", "logprob": -0.3`), where something is pinned, and the signature of a function.
 *
 * @param behind the text after the value
 */
export function isShownMember(name: string, value: string, behind: string): boolean {
  if (name === "sid") return TWILIO_ID.test(value);
  if (name === "token") return LOGPROB.test(behind);
  if (name === "pin") return SIDE.test(value);
  if (name === "auth") return MAIL_SCHEME.test(value);
  return name === "signature" && DECLARATION.test(value) && !findAll(value, LONG_RUN).some(isScrambled);
}

/** How to sign in to send mail (RFC 4954), which is no value of a secret. */
const MAIL_SCHEME = /^(?:login|plain|cram-?md5|xoauth2|scram-sha-(?:1|256)|start_?tls)$/i;

/** Where a layout fixes something. */
const SIDE = /^(?:top|bottom|left|right|center|middle|start|end|front|back|none)$/;

/** Of a function in a program: parameters in parentheses, which no encoding of a signature has. */
const DECLARATION = /^[\w $.:,<>[\]?*&~-]{1,200}\([^()"]{0,400}\)/;

/** Of names of types and parameters, in which random letters and digits would be seen. */
const LONG_RUN = /[A-Za-z\d]{12,}/g;

/** twilio.com/docs/glossary/what-is-a-sid: two letters for the kind of the resource. */
const TWILIO_ID = /^[A-Z]{2}[\da-f]{32}$/;

/** platform.openai.com/docs/api-reference/chat/object: within a string of JSON too. */
const LOGPROB =
  /^\\{0,8}"?(?:\s|\\{1,8}[nrt]){0,40},(?:\s|\\{1,8}[nrt]){0,40}\\{0,8}"logprob\\{0,8}"(?:\s|\\{1,8}[nrt]){0,4}:/;
