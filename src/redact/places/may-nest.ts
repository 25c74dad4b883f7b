import { decodeRuns } from "../vault/decode-runs.ts";

/** Whether a string in JSON text may hold something with names of its own; cheap, and seldom true in vain. */
export function mayNest(json: string): boolean {
  return MAY_NEST.test(json) || decodeRuns(json).length > 0;
}

/**
 * JSON in a string, XML, a URL with a query or a user, a path behind a word, an escape that hides a letter, `name=value` or an option in a
 * sentence, a pair that is a header, a scheme.
 */
const MAY_NEST =
  /\\["u]|%[2-7][\da-f]|:\/\/[^"\s:?@#;]*(?::(?!\/\/)[^"\s:?@#;]*)*[?@#;]|\/(?:activ|apikey|confirm|hook|invit|magic|password|reset|service|share|token|unsub|verif|webhook)[^/"]*\/|"\s{0,8}<[?!a-z]|(?:pass|pwd|pw|pin|otp|mfa|secret|token|key|auth|cred|jwt|csrf|xsrf|assertion|saml|sid|session|verifier|connection|hook|cv[vc]|card|iban|ssn|sig|hmac|cookie|mnemonic|phrase|answer|code)[\w.-]{0,40}(?:\s{0,4}(?:[=:|]|=>)|\s(?:is\b|[^\s"]*\d))|(?:bearer|basic|\s-[ua])\s|\["(?:x-|cookie|set-cookie|authorization)/i;
