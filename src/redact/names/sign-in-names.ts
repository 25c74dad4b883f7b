import type { SecretClass } from "../formats/classes.ts";

/** Secrets in a sign-in (OAuth 2.0, OpenID Connect), and anything elsewhere. */
export const SIGN_IN_NAMES: Readonly<Record<string, SecretClass>> = { code: "code", state: "token", nonce: "token" };

/** A neighboring name that indicates a sign-in. */
export const SIGN_IN_COMPANIONS: ReadonlySet<string> = new Set([
  "redirecturi",
  "granttype",
  "clientid",
  "codeverifier",
  "responsetype",
  "idtoken",
  "sessionstate",
]);

/** A `code` that is a number or a word is an error code; the code of a sign-in is random. */
export const PUBLIC_CODE = /^.{0,5}$|^[A-Z_]+$|^[A-Z]{1,4}[-_]?\d{3,6}$|^[A-Za-z]+(?:[ _.-][A-Za-z]+)+$/s;
