import type { DocumentShape } from "./document-shapes.ts";

/** Names of such a value. */
const CODE = String.raw`(?:pass)?code|otp|pin|token|password|(?:(?:api|access|secret)[ -])?key|secret`;

/** Up to a few words before it: `your Google verification`. Excludes codes that are public. */
const words = (most: number): string =>
  String.raw`(?:(?!(?:zip|post(?:al)?|country|area|dial(?:ing)?|promo\w{0,6}|discount|coupon|voucher|referral|invite|error|status|exit|response|return|source|qr|bar|colou?r|currency|language|product|item|order)\b)[\w.'&-]{1,24}[ ]){0,${most}}`;

/** What a program may be configured with in place of a secret: algorithms, encodings, pins of a board, dates. */
const NAMES = String.raw`(?:oauth|openid|sha|md|base|utf|x|ed|ecdsa|rsa|aes|[hrep]s|http|rfc|gpio|win|ipv|\d{4}-\d\d)[\d_-]{0,10}(?:-[a-z]{2,4})?(?![\w-])`;

const MEASURES = String.raw`(?:ms|millis\w*|sec(?:ond)?s?|min(?:ute)?s?|hours?|days?|weeks?|months?|years?|char(?:acter)?s?|bytes?|bits?|digits?|letters?|times)\b`;

/** Letters and digits, also in groups; no name, date or number of things. */
const VALUE = String.raw`(?<value>(?=[\w-]{0,40}\d)(?!${NAMES})[A-Za-z\d][\w-]{2,78}[A-Za-z\d])(?![\w@-]|[.:/]\w|[ ]?(?:${MEASURES}|%))`;

/** Marks and tags around it: `<b>482913</b>`, `**482913**`. */
const BEFORE = String.raw`(?:<\w{1,10}(?:\s[^<>]{0,80})?>\s{0,4}|\\?["'*\x60([]){0,3}`;
const BEHIND = String.raw`(?:\s{0,4}</\w{1,10}>|\\?["'*\x60)\]]){0,3}`;

const SIGN_IN = String.raw`(?:log|sign|verif|confirm|complet|reset|authent|access|activat|finish|unlock|recover)`;

/** What is handed over in a message of a program, of any characters; no date, version or algorithm, and none that is masked already. */
const TOLD = String.raw`(?<value>(?=[^\s"'\`<>,;()]{0,80}\d)(?![^\s"'\`<>,;()]{0,80}\*\*)(?!${NAMES}|(?:argon|bcrypt|scrypt|pbkdf|v\d)|https?:)[^\s"'\`<>,;()\\]{7,200}[^\s"'\`<>,;()\\.:?!])`;

/** @param opening A part that each such sentence has: a pattern this long takes milliseconds to compile, and a trace is full of tokens and codes. */
const aSentence = (opening: RegExp, pattern: string): DocumentShape => ({
  hint: opening,
  pattern: new RegExp(pattern, "gi"),
  secretClass: "password",
});

/** Sentences by which mails, text messages and consoles hand over a code, a PIN or a token to sign in with. */
export const SENTENCE_SHAPES: readonly DocumentShape[] = [
  // "Your code for Acme is: 482913"
  aSentence(
    /\byour[ ]/i,
    String.raw`\byour[ ]${words(3)}(?:${CODE})(?:[ ](?:for|to)[ ][^\s:][^\n:.]{0,40}?)?(?:[ ]is:?|:)\s{1,6}${BEFORE}${VALUE}`,
  ),
  // "OTP 482913", "2FA code is 482913"; Erlang's OTP has versions.
  aSentence(
    /\bt?otp\b|\b(?:one[ -]?time|2fa|mfa|two-factor|authentication|sms)[ ]/i,
    String.raw`(?<!erlang/)\b(?:t?otp|(?:one[ -]?time|2fa|mfa|two-factor|authentication|sms)[ ](?:${CODE}))(?:[ ]is:?|[ ]?[:=])?\s{1,6}${BEFORE}${VALUE}`,
  ),
  aSentence(/[ ]is[ ]your[ ]/i, String.raw`(?<![\w.-])${VALUE}(?=${BEHIND}[ ]is[ ]your[ ]${words(4)}(?:${CODE})\b)`),
  aSentence(
    /[ ]as[ ](?:your|the)[ ]/i,
    String.raw`\buse[ ]${BEFORE}${VALUE}(?=${BEHIND}[ ]as[ ](?:your|the)[ ]${words(3)}(?:${CODE})\b)`,
  ),
  // "Incorrect API key provided: …", "Access token was successfully created: …", "Admin password changed to …"
  aSentence(
    /\b(?:provided|given|received|supplied|created|generated|issued|rejected)[ ]?:|[ ](?:changed|set|reset|updated|initialized)[ ]to[ :]/i,
    String.raw`\b(?:key|token|password|passphrase|secret|credential)\b(?:[ ][\w']{1,16}){0,4}?[ ]?(?:\b(?:provided|given|received|supplied|created|generated|issued|rejected)[ ]?:|\b(?:changed|set|reset|updated|initialized)[ ]to:?)[ ]{1,2}${BEFORE}${TOLD}`,
  ),
  // "Set the password to "…" for joe"
  aSentence(
    /\b(?:set|change|reset|update)[ ]/i,
    String.raw`\b(?:set|change|reset|update)[ ](?:(?:the|your|his|her|their|its|a|new|root|admin|user|api|access)[ ]){0,3}(?:key|token|password|passphrase|secret)[ ](?:(?:for|of)[ ]\S{1,60}[ ])?to:?[ ]{1,2}${BEFORE}${TOLD}`,
  ),
  // "creds: joe / …"
  aSentence(
    /\bcred(?:ential)?s[ ]?[:=][ ]/i,
    String.raw`\bcred(?:ential)?s[ ]?[:=][ ]{1,2}[\w.@+-]{1,60}[ ]{0,2}[/|:][ ]{0,2}${TOLD}`,
  ),
  // "Use token … to log in", "Sign in with code …"
  aSentence(
    /\b(?:use|enter|type|paste|provide|submit)[ ]/i,
    String.raw`\b(?:use|enter|type|paste|provide|submit)[ ]${words(3)}(?:${CODE}):?[ ]${BEFORE}${VALUE}(?=${BEHIND}[ ](?:to|for)[ ](?:[a-z]{1,12}[ ]){0,2}?${SIGN_IN})`,
  ),
  aSentence(
    /\b(?:sign|log)[ -]?in[ ](?:with|using|by)[ ]/i,
    String.raw`\b(?:sign|log)[ -]?in[ ](?:with|using|by)[ ]${words(3)}(?:${CODE}):?[ ]${BEFORE}${VALUE}`,
  ),
];
