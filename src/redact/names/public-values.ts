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
