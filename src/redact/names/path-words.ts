/** Words in a path that a secret follows, whatever it looks like: a link to reset a password. */
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

/** The same for words that an id may follow as well, so that only what looks random is a secret: the address of a webhook. */
export const SECRET_PATH_PLACES: readonly string[] = [
  "hooks",
  "services",
  "share",
  "shared",
  "shares",
  "webhook",
  "webhooks",
];

/**
 * The same for words that a page name may follow, so that a value is a secret only if no one would choose it as a name:
 * `/login/joe/password/…`.
 */
export const SECRET_PATH_NAMES: readonly string[] = ["password", "passwd"];

/** How a segment begins that may be one of these, or a secret itself; in regular expressions they are used literally. */
export const PATH_BEGINNINGS: readonly string[] =
  "activ apikey confirm hook invit magic password private- reset service share token unsub verif webhook".split(" ");
