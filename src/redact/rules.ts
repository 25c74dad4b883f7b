import type { SecretClass } from "./classes.ts";

/**
 * What is a secret, as data. Names are compared without case and without anything that is no letter or digit, so that
 * `accessToken`, `access_token` and `Access-Token` are one. Sources: docs/notes/redaction.md.
 */

/** Members, fields, query parameters and variables whose value is a secret. */
export const SECRET_NAMES: Readonly<Record<SecretClass, readonly string[]>> = {
  password: ["password", "passwd", "pwd", "pass", "passphrase", "passcode", "pin", "otp", "mfa", "totp"],
  token: [
    "token",
    "jwt",
    "csrf",
    "xsrf",
    "authorization",
    "auth",
    "assertion",
    "clientassertion",
    "samlrequest",
    "samlresponse",
    "relaystate",
  ],
  cookie: ["sessionid", "sid", "phpsessid", "jsessionid", "connectsid"],
  key: ["sshkey", "fernetkey", "sslkey", "encryptedkey", "awsaccesskeyid"],
  secret: [
    "secret",
    "credential",
    "credentials",
    "codeverifier",
    "connectionstring",
    "webhookurl",
    "userdata",
    "personality",
    "configdrive",
    "cvv",
    "cvc",
    "cardnumber",
    "iban",
    "ssn",
  ],
  signature: ["signature", "sig", "hmac"],
  code: [],
  user: [],
};

/** The same for names that end so: `admin_password`, `X-Amz-Security-Token`. */
export const SECRET_ENDINGS: readonly (readonly [ending: string, secretClass: SecretClass])[] = [
  ["password", "password"],
  ["passwd", "password"],
  ["adminpass", "password"],
  ["passphrase", "password"],
  ["token", "token"],
  ["secret", "secret"],
  ["apikey", "key"],
  ["privatekey", "key"],
  ["secretkey", "key"],
  ["accesskey", "key"],
  ["amzsignature", "signature"],
  ["googsignature", "signature"],
  ["amzcredential", "key"],
  ["googcredential", "key"],
];

/** Names that end so and are no secrets: places in a list, and things about a secret. */
export const PUBLIC_NAMES: ReadonlySet<string> = new Set([
  "pagetoken",
  "nextpagetoken",
  "previouspagetoken",
  "prevpagetoken",
  "nexttoken",
  "continuationtoken",
  "synctoken",
  "nextsynctoken",
]);

/** A `code`, `state` or `nonce` is a secret where it is one of a sign-in: beside one of these names. */
export const SIGN_IN_NAMES: Readonly<Record<string, SecretClass>> = { code: "code", state: "token", nonce: "token" };
export const SIGN_IN_COMPANIONS = /redirect_uri|grant_type|client_id|response_type|id_token/;

/** Paths of members whose own name says nothing: a Keystone token used to sign in. */
export const SECRET_PATHS: Readonly<Record<string, SecretClass>> = { "auth.identity.token.id": "token" };

/** Headers whose whole value is a secret, beyond those with a scheme of their own and the endings below. */
export const SECRET_HEADERS: Readonly<Record<string, SecretClass>> = {
  "x-auth-key": "key",
  "x-client-data": "token",
  apikey: "key",
  "cf-access-jwt-assertion": "token",
  "cf-access-client-id": "key",
};

export const SECRET_HEADER_ENDINGS: readonly (readonly [ending: string, secretClass: SecretClass])[] = [
  ["-token", "token"],
  ["-secret", "secret"],
  ["-password", "password"],
  ["-key", "key"],
  ["-signature", "signature"],
];

/** Headers that end so and are no secrets. */
export const PUBLIC_HEADERS: ReadonlySet<string> = new Set([
  "sec-websocket-key",
  "idempotency-key",
  "x-idempotency-key",
  "surrogate-key",
  "cache-key",
  "x-cache-key",
]);

/** Headers that hold URLs. */
export const URL_HEADERS: ReadonlySet<string> = new Set([
  "location",
  "content-location",
  "referer",
  "link",
  "origin",
  "refresh",
]);

/** Openings that tell the kind of a secret and nothing else; they stay in front of the alias. */
export const PUBLIC_PREFIX =
  /^(?:gAAAAAB|eyJ|gh[pousr]_|github_pat_|glpat-|xox[abprs]-|sk_live_|sk_test_|rk_live_|npm_|ya29\.|AKIA|ASIA)(?=.)/;

/** Cheap first look at a body: without one of these there is no name above in it. */
export const NAME_STEMS =
  /pass|pwd|token|secret|key|auth|sig|cred|jwt|csrf|xsrf|code|nonce|assert|saml|relay|session|sess|"sid"|connect|webhook|user_?data|person|config_?drive|"(?:pin|otp|mfa|totp|cvv|cvc|iban|ssn|hmac|state)"|card|hmac|\\u/i;
