import type { SecretClass } from "../formats/classes.ts";

/** Values that are not secret, whatever their name; asterisks and earlier redactions are shown instead of a secret. */
export const HARMLESS =
  /^(?:true|false|null|none|undefined|yes|no|on|off|\*{1,1000}|[[<{(*_]{1,4}(?:redacted|filtered|masked|removed|hidden|scrubbed|sanitized)[\])}>*_]{1,4})$/i;

/** Whether a value with a secret's name only describes requirements or origin of a secret. */
export function isPublicValue(value: string): boolean {
  return isPublicWord(value) || PUBLISHABLE.test(value) || isValidationText(value) || MARK.test(value);
}

/** Dots in place of a secret; what marks the beginning and the end of a text for a language model: `<s>`, `<|im_end|>`, `[PAD]`. */
const MARK = /^(?:[•●·]+|<\/?[a-z]{1,8}>|<\|[a-z_-]{1,30}\|>|\[[A-Z]{2,12}\])$/;

/** Keys that Stripe, Clerk, and Mapbox issue for public pages. */
const PUBLISHABLE = /^pk(?:_(?:live|test)_\w+|\.eyJ[\w.-]+)$/;

/**
 * Words that settings and schemas have in place of a secret, and that reveal nothing about it: a way to sign in, an algorithm, a type, a
 * version, what `fetch` does with credentials, rules of validation.
 */
function isPublicWord(value: string): boolean {
  if (value.length > LONGEST_WORD || !MAY_BE_PUBLIC.test(value)) return false;
  return SCHEME.test(value) || ALGORITHM.test(value) || TYPE.test(value) || VERSION.test(value) || isRule(value);
}

const LONGEST_WORD = 200;

/** Nothing else is in any of these: most values are spared. */
const MAY_BE_PUBLIC = /^(?:[\^~<>=]{0,2}v?\d{1,4}\.|v\d{1,3}$|\w{2,30}(?:[|:(!.\s[-]|$))/;

const SCHEME =
  /^(?:oauth(?:[ _-]?[12](?:\.\d)?a?)?(?:[ _-]?bearer)?|openid(?:[ _-]?connect)?|oidc|saml(?:[ _-]?v?2)?(?:\.0)?|m?tls[12]?(?:[.v_-]\d)*|x\.?509|ldaps?|kerberos5?|ntlm(?:v2)?|digest|basic|bearer|api[ _-]?key|jwt|webauthn\d?|fido[ _-]?2?|u2f|[th]otp|sms|e-?mail|push|cookies?|header|query|http|include|omit|same-origin)$/i;

const ALGORITHM =
  /^(?:(?:hmac|rsa|ecdsa|pbkdf2|aws4|dsa)?[-_ ]?(?:with[-_ ]?)?(?:hmac[-_ ]?)?(?:sha|md|crc|blake)-?\d[-_\d/bs]{0,7}(?:[-_ ]?with[-_ ]?\w{3,12})?|(?:hs|rs|es|ps)(?:256|384|512)|eddsa|ed25519|base(?:16|32|36|58|62|64|85)[-_]?(?:url|encoded?|string)?|aes[-_]?(?:128|192|256)?(?:[-_](?:gcm|cbc|ctr|ecb|ccmp))?|(?:ccmp|gcmp|tkip)(?:-?(?:128|256))?|(?:tls|ssl)_\w{2,20}_with_\w{3,50}|rsa[-_]?\d{0,4}|utf-?(?:8|16)(?:mb4)?|pbkdf2|[bs]crypt|argon2(?:id|i|d)?)$/i;

const TYPE =
  /^(?:string|str|text|integer|int(?:8|16|32|64)?|number|float|boolean|bool|object|array|uuid|bytea|varchar\d*|char\d*|byte)(?:\(\d{1,5}\))?(?:\[\])?[!?]?$|^ID!?$/i;

const VERSION = /^[~^<>=]{0,2}v?\d{1,4}(?:\.\d{1,4}){1,3}(?:[-+][a-z]{1,10}[.\d]{0,6})?$|^v\d{1,3}$/i;

/** `required|string|min:8`, as Laravel and others have them. */
const RULES =
  /^(?:(?:required|nullable|string|sometimes|bail|confirmed|present|filled|min|max|size|between|digits|alpha(?:_num|_dash)?|regex|unique|exists|same|different|in|integer|numeric|current_password|password)(?:[_a-z]{0,30})(?::[^|\s]{0,60})?(?:\||$))+$/;

/** One word alone may be a password. */
function isRule(value: string): boolean {
  return /[|:]|^required$/.test(value) && RULES.test(value);
}

/**
 * Whether a value with a secret's name is a sentence about its requirements, as in forms and their errors: no word of
 * it looks machine-generated.
 */
function isValidationText(value: string): boolean {
  if (value.length > LONGEST_SENTENCE) return false;
  const isSentence = (/\S\s+\S+\s+\S/.test(value) && DEMAND.test(value)) || (/\s/.test(value) && COMPLAINT.test(value));
  return isSentence && hasWordsAlone(value);
}

/** Characters. */
const LONGEST_SENTENCE = 2000;

/** Messages of Rails and others after the name of a field. Two words of any kind may be a passphrase. */
const COMPLAINT =
  /^(?=\S+\s)(?:(?:is|are|was|has(?: already)? been|can(?:'|’)?t be|cannot be|must be|doesn(?:'|’)?t) )?(?:not |too |already )?(?:invalid|valid|blank|empty|missing|required|allowed|present|taken|used|in use|reserved|wrong|incorrect|correct|match|expired|confirmed|accepted|short|long|weak|common|similar|simple)[.!]?$/i;

const DEMAND =
  /\b(?:must|should|required|cannot|at least|at most|characters?|too (?:short|long|weak|common)|invalid|incorrect|enter (?:your|the|a)|choose|minimum|maximum|field|please|does not match|do not match|was not)\b/i;

/** Letters in words, and numbers of a few digits. */
function hasWordsAlone(value: string): boolean {
  return value
    .split(/[\s/|,;:()[\]{}"'`=<>-]+/)
    .every((word) => /^(?:[\p{L}\p{M}’.!?…_@]*|[%$^~v]?[\d.+]{1,6})$/u.test(word));
}

/** No token and no key is so short. */
export const SHORT_NUMBER = /^\d{1,5}$/;

/** Whether a value is a number of tokens or keys, and none itself: a password may be a few digits. */
export function isCount(value: string, secretClass: SecretClass): boolean {
  return secretClass !== "password" && secretClass !== "secret" && secretClass !== "user" && SHORT_NUMBER.test(value);
}

/**
 * Values that are masked in place and nowhere else, although long enough. Cookies contain `deleted` or `default`; a password may be
 * `password`, and an alias for each member of that name would reveal it, and spoil the page.
 */
export const COMMON_WORDS: ReadonlySet<string> = new Set([
  "passwd",
  "credentials",
  "signature",
  "session",
  "authorization",
  "default",
  "deleted",
  "expired",
  "invalid",
  "enabled",
  "disabled",
  "accepted",
  "rejected",
  "active",
  "inactive",
  "public",
  "private",
  "english",
]);
