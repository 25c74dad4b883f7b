import type { SecretClass } from "./classes.ts";
import { classOfName } from "./names.ts";
import { SIGN_IN_COMPANIONS, SIGN_IN_NAMES } from "./rules.ts";
import type { Vault } from "./vault.ts";

/** Masks the values of `name=value&…`: a query, a fragment used as one, or a form. Everything else stays as it is. */
export function maskPairs(text: string, vault: Vault): string {
  const isSignIn = SIGN_IN_COMPANIONS.test(text);
  return text.replaceAll(/([^=&;]+)=([^&;]+)/g, (pair: string, name: string, value: string) => {
    const secretClass = classOfPair(decode(name), isSignIn);
    return secretClass === undefined ? pair : `${name}=${vault.mask(decode(value), secretClass)}`;
  });
}

/** `code`, `state` and `nonce` mean a secret only in a sign-in. */
export function classOfPair(name: string, isSignIn: boolean): SecretClass | undefined {
  return classOfName(name) ?? (isSignIn && Object.hasOwn(SIGN_IN_NAMES, name) ? SIGN_IN_NAMES[name] : undefined);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    // Not every `%` is an escape.
    return text;
  }
}
