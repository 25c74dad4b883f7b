import type { SecretClass } from "./formats/classes.ts";

/**
 * What is a secret, as data. Names are compared without case and without anything that is no letter or digit, so that
 * `accessToken`, `access_token` and `Access-Token` are one.
 */

/** Members, fields, query parameters and variables whose value is a secret, beyond those with an ending below. */
export const SECRET_NAMES: Readonly<Record<SecretClass, readonly string[]>> = {
  password: [
    "pw",
    "passcode",
    "pin",
    "pincode",
    "otp",
    "otpcode",
    "mfa",
    "totp",
    "recoverycode",
    "backupcode",
    "securityanswer",
  ],
  token: [
    "jwt",
    "bearer",
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
  cookie: ["sid", "phpsessid", "connectsid"],
  key: [
    "sshkey",
    "fernetkey",
    "sslkey",
    "encryptedkey",
    "awsaccesskeyid",
    "accesskeyid",
    "accountkey",
    "encryptionkey",
    "signingkey",
    "masterkey",
    "secretkeybase",
  ],
  secret: [
    "credential",
    "credentials",
    "codeverifier",
    "connectionstring",
    "webhookurl",
    "mnemonic",
    "seedphrase",
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

/** The same for names that are this or end so: `admin_password`, `X-Amz-Security-Token`. */
export const SECRET_ENDINGS: readonly (readonly [ending: string, secretClass: SecretClass])[] = [
  ["password", "password"],
  ["passwd", "password"],
  ["pass", "password"],
  ["pwd", "password"],
  ["passphrase", "password"],
  ["token", "token"],
  ["secret", "secret"],
  ["sessionid", "cookie"],
  ["apikey", "key"],
  ["privatekey", "key"],
  ["secretkey", "key"],
  ["accesskey", "key"],
  ["amzsignature", "signature"],
  ["googsignature", "signature"],
  ["amzcredential", "key"],
  ["googcredential", "key"],
];

/** What may follow such an ending: `password2`, `apiKeyValue`, `private_key_pem`. */
export const SECRET_QUALIFIER = /(?:\d+|value|confirm|confirmation|repeat|again|pem|base64|b64|string|text|hash)$/;

/** Names that end so and are no secrets: places in a list, and what lets pass. */
export const PUBLIC_NAMES: ReadonlySet<string> = new Set([
  "bypass",
  "compass",
  "pagetoken",
  "nextpagetoken",
  "previouspagetoken",
  "prevpagetoken",
  "nexttoken",
  "continuationtoken",
  "synctoken",
  "nextsynctoken",
]);

/** Variables of the environment, as they are written, that are named like a secret and hold a folder or a program. */
export const PUBLIC_VARIABLES: ReadonlySet<string> = new Set([
  "PWD",
  "OLDPWD",
  "GIT_ASKPASS",
  "SSH_ASKPASS",
  "SUDO_ASKPASS",
]);

/** Members whose own name says nothing, by the end of their path: a Keystone token used to sign in, or issued (v2). */
export const SECRET_PATHS: Readonly<Record<string, SecretClass>> = {
  "auth.identity.token.id": "token",
  "access.token.id": "token",
};

/** Secrets in a sign-in (OAuth 2.0, OpenID Connect), and anything elsewhere. */
export const SIGN_IN_NAMES: Readonly<Record<string, SecretClass>> = { code: "code", state: "token", nonce: "token" };

/** A name beside them that tells a sign-in. */
export const SIGN_IN_COMPANIONS: ReadonlySet<string> = new Set([
  "redirecturi",
  "granttype",
  "clientid",
  "codeverifier",
  "responsetype",
  "idtoken",
]);

/** A `code` that is a number or a word says what went wrong; what a sign-in hands over is random. */
export const PUBLIC_CODE = /^.{0,5}$|^[A-Z_]+$|^[A-Za-z]+(?:[ _.-][A-Za-z]+)+$/s;

/** Headers whose whole value is a secret, beyond those with a rule of their own, the names above and the endings below. */
export const SECRET_HEADERS: Readonly<Record<string, SecretClass>> = {
  "x-client-data": "token",
  "x-session": "cookie",
  "x-hub-signature-256": "signature",
  "cf-access-jwt-assertion": "token",
  "cf-access-client-id": "key",
};

export const SECRET_HEADER_ENDINGS: readonly (readonly [ending: string, secretClass: SecretClass])[] = [
  ["-key", "key"],
  ["-signature", "signature"],
];

/** Headers that end so and are no secrets. */
export const PUBLIC_HEADERS: ReadonlySet<string> = new Set([
  "sec-websocket-key",
  "accept-signature",
  "idempotency-key",
  "x-idempotency-key",
  "surrogate-key",
  "cache-key",
  "x-cache-key",
  "x-ms-continuation-token",
]);

/** Words in a path behind which a secret stands, whatever it looks like: a link to reset a password. */
export const SECRET_PATH_WORDS: readonly string[] = [
  "activate",
  "activation",
  "apikey",
  "confirm",
  "confirmation",
  "invitation",
  "invitations",
  "invite",
  "invites",
  "magic",
  "magiclink",
  "passwordreset",
  "reset",
  "resetpassword",
  "token",
  "tokens",
  "unsubscribe",
  "verification",
  "verify",
];

/** The same where an id stands there too, so that only what looks random is one: the address of a webhook. */
export const SECRET_PATH_PLACES: readonly string[] = [
  "hooks",
  "services",
  "share",
  "shared",
  "shares",
  "webhook",
  "webhooks",
];

/** Headers of HTTP and of the services known best that hold no secret, however random their value looks. */
export const SHOWN_HEADERS: ReadonlySet<string> = new Set([
  "accept",
  "accept-charset",
  "accept-encoding",
  "accept-language",
  "accept-patch",
  "accept-post",
  "accept-ranges",
  "access-control-allow-credentials",
  "access-control-allow-headers",
  "access-control-allow-methods",
  "access-control-allow-origin",
  "access-control-expose-headers",
  "access-control-max-age",
  "access-control-request-headers",
  "access-control-request-method",
  "age",
  "allow",
  "alt-svc",
  "cache-control",
  "connection",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-length",
  "content-location",
  "content-range",
  "content-type",
  "date",
  "etag",
  "expect",
  "expires",
  "host",
  "if-match",
  "if-modified-since",
  "if-none-match",
  "if-range",
  "if-unmodified-since",
  "keep-alive",
  "last-modified",
  "link",
  "location",
  "openstack-api-version",
  "origin",
  "pragma",
  "prefer",
  "proxy-connection",
  "proxy-status",
  "range",
  "referer",
  "retry-after",
  "server",
  "strict-transport-security",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "upgrade-insecure-requests",
  "user-agent",
  "vary",
  "via",
  "warning",
  "x-content-type-options",
  "x-frame-options",
  "x-openstack-nova-api-version",
  "x-openstack-request-id",
  "x-ratelimit-limit",
  "x-ratelimit-remaining",
  "x-ratelimit-reset",
  "x-request-id",
]);

/** Names of other headers whose value looks random and tells no secret: ids, hashes, where a request went through. */
export const SHOWN_HEADER_ENDINGS =
  /(?:id(?:-\d)?|ray|trace|traceparent|tracestate|baggage|hash|digest|md5|sha\d*|checksum|revision|version|timing|served-by|cache|policy|integrity|accept|key|by|server|agent)$/i;

/**
 * Openings that tell the kind of a secret and nothing else; they stay in front of the alias. That of Slack's does not: other
 * scanners take it together with the alias for a token.
 */
export const PUBLIC_PREFIX =
  /^(?:gAAAAAB|eyJ|gh[pousr]_|github_pat_|glpat-|[sr]k_(?:live|test)_|npm_|ya29\.|AIza|SG\.|AKIA|ASIA)(?=.{8})/s;

/** The beginning of a secret of a known format at the end of a text that was cut, where no pattern for the whole fits. */
export const CUT_FORMAT =
  /(?:gAAAAA|eyJ[\w-]{4}|gh[pousr]_|github_pat_|glpat-|xox[abprs]-|[sr]k_(?:live|test)_|npm_|ya29\.|AIza|SG\.|AKIA|ASIA|sk-ant-)[\w.+/=-]*$|-----BEGIN [A-Z ]*PRIVATE KEY[^]*$/;

/** Values that are no secrets whatever they are called; asterisks are what a service shows in place of one. */
export const HARMLESS = /^(?:true|false|null|none|undefined|yes|no|on|off|\*+)$/i;

/** No token and no key is so short. */
export const SHORT_NUMBER = /^\d{1,5}$/;

/**
 * Values that are masked where they are met and nowhere else, although long enough. Cookies say `deleted` or `default`;
 * a password may be `password`, and an alias for each member of that name would tell it, and spoil the page.
 */
export const COMMON_WORDS: ReadonlySet<string> = new Set([
  "password",
  "passwd",
  "secret",
  "credentials",
  "signature",
  "session",
  "authorization",
  "undefined",
  "default",
  "deleted",
  "expired",
  "invalid",
  "enabled",
  "disabled",
  "accepted",
  "rejected",
  "active",
  "inactive",
  "public",
  "private",
  "english",
]);
