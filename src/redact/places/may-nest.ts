import { decodeRuns } from "../vault/decode-runs.ts";

/**
 * Whether a string in JSON text may hold something with names of its own, or say that another one is a secret; cheap, and seldom true
 * in vain.
 */
export function mayNest(json: string): boolean {
  return MAY_NEST.test(json) || decodeRuns(json).length > 0;
}

/**
 * JSON in a string, XML, a URL with a query or a user, a path behind a word, an escape that hides a letter, `name=value` or an option in a
 * sentence, a pair that is a header, a scheme.
 */
const MAY_NEST =
  /\\["u]|%[2-7][\da-f]|:\/\/[^"\s:?@#;]*(?::(?!\/\/)[^"\s:?@#;]*)*[?@#;]|\/(?:activ|apikey|confirm|hook|invit|magic|password|reset|service|share|token|unsub|verif|webhook)[^/"]*\/|"\s{0,8}<[?!a-z]|(?:pass|pwd|pw|pin|otp|mfa|secret|token|key|auth|cred|jwt|csrf|xsrf|assertion|saml|sid|session|verifier|connection|hook|cv[vc]|card|iban|ssn|sig|hmac|cookie|mnemonic|phrase|answer|code|sensitive|masked)[\w.-]{0,40}(?:\s{0,4}(?:[=:|<;,]|=>|\\[nrt])|\s(?:is\b|[^\s"]*\d))|(?:pass|passwd|pwd|secret|token|key|auth|cred)[\w.-]{0,40}'\s{0,4}(?:=>|[=:,])|\$(?:\d|2[abxy]|apr1|argon2\w{1,2})\$|chpasswd|sshpass|redis-cli|securestring|jdbc:oracle|community|net\s+user|login\s|:\d{2,5}:[\w*]|(?:pass|passwd|password|passphrase|pwd|secret|token|key|otp|pin|pw|jwt|code|credentials?|signature|sig|cookie|authorization)\d?"\s{0,8}(?:[,}\]]|$)|"(?:is_?)?(?:sensitive|secret|masked|confidential)"\s{0,8}:\s{0,8}(?:"?t|1)|"\w{0,8}method"\s{0,8}:\s{0,8}"[\w.-]*(?:login|logon|signin|sign_in|auth|pass|execute_?kw|unlock|privkey)|kind"?\s{0,8}:\s{0,8}\\?["']?secret|(?:bearer|basic|\s-[ua])\s|\["(?:x-|cookie|set-cookie|authorization)/i;
