/**
 * Whether a word may be a scheme of `Authorization` (RFC 9110, section 11.1), known or not: words, and short names of algorithms and versions
 * such as `EG1-HMAC-SHA256`. A word with digits within it (`s3cr3t`) is rather what was to be kept secret.
 */
export function isSchemeName(word: string): boolean {
  return word.length <= LONGEST && word.split(/[-_.+]/).every((part) => PART.test(part));
}

/** Characters. */
const LONGEST = 60;

const PART =
  /^(?:[A-Za-z]{0,30}|[A-Z]{1,5}\d{1,3}|[Vv]?\d{1,3}|(?:[A-Za-z]{0,16})(?:auth|sha|hmac|aws|base|key|token|basic|bearer|login|api|rsa|v)\d{1,3})$/i;
