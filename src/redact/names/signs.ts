/**
 * Whether a value named `sign` is a signature, as many services call it: a digest in hexadecimal digits, or base64 of one.
 */
export function isSignature(name: string, value: string): boolean {
  return /^sign$/i.test(name) && /^(?:[\da-f]{32,128}|(?=[^\d]*\d)[A-Za-z\d+/_-]{43,}={0,2})$/i.test(value);
}
