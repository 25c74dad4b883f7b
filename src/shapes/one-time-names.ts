/**
 * What shows by its name that a value is newly generated. Names are compared word by word: `xsrfToken`, `X-XSRF-Token` and `xsrf_token` are
 * one.
 */

/**
 * Whether this is generated for one request alone, by its sender: it names nothing that existed before, and selects nothing. The request is
 * the same with another one.
 */
export function isOneTime(name: string, value: string): boolean {
  if (isCacheBuster(name)) return true;
  const words = toWords(name);
  return ONE_TIME.test(words) || (OF_AUTHORIZATION.test(words) && isOpaque(value));
}

/** Names of parameters that bypass a cache. */
export function isCacheBuster(name: string): boolean {
  return /^(?:_|_dc|_?cb|_r|_t|_ts|_?rnd|_?rand(?:om)?|no_?cache|_?cache[_-]?bust(?:er)?|_?buster)$/i.test(name);
}

/**
 * Names of what is made up and then handed around: ids of sessions and requests, places in a list, entity tags. Whether a value is
 * made up, it has to show itself (`isOpaque`).
 */
export function isMadeUpName(name: string): boolean {
  return MADE_UP.test(toWords(name));
}

/** Whether a value was not chosen by a person: it is not a word, a small number, or a sentence. */
export function isOpaque(value: string): boolean {
  if (value.length < 6 || /[\s{}<>]/.test(value)) return false;
  if (/^\d+$/.test(value)) return value.length >= 8;
  if (/\d/.test(value)) return /[A-Za-z]/.test(value);
  return value.length >= 16 && /[a-z][A-Z]|[A-Z]{2}[a-z]|=$/.test(value);
}

/** `x-csrf-token` of any way to write it. */
function toWords(name: string): string {
  const apart = name.replaceAll(/([a-z\d])([A-Z])/g, "$1-$2").replaceAll(/[_.\s-]+/g, "-");
  return apart.replace(/^-/, "").toLowerCase();
}

const ONE_TIME = new RegExp(
  [
    "^[rt]$",
    "^(?:oauth-)?(?:ts|timestamp|time|date)$",
    "^(?:x-(?:amz|goog)-)?(?:date|sig(?:nature)?|credential)$",
    "(?:^|-)c?nonce$",
    "^(?:x-)?(?:csrf|xsrf)-?(?:middleware)?-?(?:token)?$|^request-verification-token$|^authenticity-token$",
    "^(?:x-)?(?:idempotency|client-request|request|correlation|trace|span)-?(?:id|key)$",
  ].join("|"),
);

/** What a client makes up when it begins an authorization (RFC 6749, RFC 7636). */
const OF_AUTHORIZATION = /^(?:state|code-(?:challenge|verifier))$/;

const MADE_UP = new RegExp(
  `(?:^|-)(?:${[
    "[cs]?nonce|salt|seed|jti|ulid|ksuid|guid|uuid|e-?tag|traceparent|tracestate|boundary|state|challenge|verifier|sid|sig|signature",
    "cursor",
    "(?:csrf|xsrf)(?:-?token)?|authenticity-token|middleware-?token",
    "(?:next|prev|previous|page|pagination|continuation|continue|sync|delta|resume|skip|session|verification|form|request|upload|watch|scroll)(?:-page)?-?(?:token|key|marker)",
    "(?:request|req|trace|span|correlation|transaction|operation|activity|event|message|session|scroll|connection|invocation|idempotency)-?(?:id|key)",
  ].join("|")})$`,
);
