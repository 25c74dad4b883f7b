import type { SecretClass } from "../formats/classes.ts";
import { isCsrfName, isCsrfToken } from "./csrf-tokens.ts";
import { isKeyInHex } from "./keys-in-hex.ts";
import { classOfOpaque, isOpaqueName } from "./opaque-values.ts";
import { isSignature } from "./signs.ts";
import { isUnlockingCode, isUnlockingName } from "./unlocking-codes.ts";

/**
 * The class of a value whose name alone does not decide, but does together with the form of the value.
 *
 * @param around the text around it, if there is one
 */
export function classByShape(name: string, value: string, around?: string): SecretClass | undefined {
  if (isCsrfToken(name, value)) return "token";
  if (isKeyInHex(name, value)) return "key";
  if (isSignature(name, value)) return "signature";
  const near = around?.slice(0, NEAR);
  return isUnlockingCode(name, value, near) ? "password" : classOfOpaque(name, value, near);
}

/** Characters of the text around a value that are looked at, since a form of thousands of fields is around each of them. */
const NEAR = 4096;

/** Whether nothing else is a secret with this name, however random it looks: a path may be. */
export function isDecidedByShape(name: string): boolean {
  return (
    /^(?:sign|form_?key)$/i.test(name) ||
    isUnlockingName(name) ||
    (isOpaqueName(name) && !/(?:^key|ticket)$/i.test(name))
  );
}

/** Whether the form of a value with this name may decide, beyond names that are ambiguous anyway. */
export function hasTellingShape(name: string): boolean {
  return isCsrfName(name) || isUnlockingName(name) || isOpaqueName(name);
}
