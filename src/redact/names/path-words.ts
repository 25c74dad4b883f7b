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

/** The same where a page of that name may stand, so that only what nobody would choose is one: `/login/joe/password/…`. */
export const SECRET_PATH_NAMES: readonly string[] = ["password", "passwd"];

/** How a segment begins that may be one of these, or a secret itself; in regular expressions they stand as they are. */
export const PATH_BEGINNINGS: readonly string[] =
  "activ apikey confirm hook invit magic password private- reset service share token unsub verif webhook".split(" ");
