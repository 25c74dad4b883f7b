import { isScrambled } from "../../shapes/is-scrambled.ts";

/**
 * Whether a value named `sign` is a signature, as many services call it: a digest in hexadecimal digits, or base64 of one.
 */
export function isSignature(name: string, value: string): boolean {
  if (!/^sign$/i.test(name)) return false;
  // Words have hyphens and underscores too.
  return HEX.test(value) || (BASE64.test(value) && isScrambled(value.replaceAll(/[+/_=-]/g, " ")));
}

const HEX = /^[\da-f]{32,128}$/i;
const BASE64 = /^(?=[^A-Z]*[A-Z])(?=[^a-z]*[a-z])(?=\D*\d)[A-Za-z\d+/_-]{43,}={0,2}$/;
