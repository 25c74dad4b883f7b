import { matchParts } from "../../sequence/match-parts.ts";

/**
 * The telling part of a name that is not telling as a whole: `db_pw`, `authTok`, `passwordForAdmin`,
 * `config.secret_key_base`. Undefined if there is none.
 */
export function tellingPart(name: string): string | undefined {
  if (SHORT_PASSWORD.test(name)) return "pw";
  if (SHORT_TOKEN.test(name)) return "token";
  if (SHORT_SECRET.test(name)) return "secret";
  const owned = matchParts(OWNED, name)[1] ?? matchParts(OWNED_CAMEL, name)[1];
  if (owned !== undefined) return owned;
  const [, last] = matchParts(LAST, name);
  return last === undefined || OWN_MEANING.test(last) ? undefined : last;
}

const SHORT_PASSWORD = /[_.-]pw$|[a-z]P[wW]$|_PW$/;

const SHORT_TOKEN =
  /(?:^|[_.-])(?:auth|access|refresh|api|bearer|session|csrf|bot)[_.-]?tok$|(?:uth|ccess|efresh|pi|earer|ession|ot)Tok$/i;

const SHORT_SECRET = /(?:^|[_.-])(?:client|consumer|shared)[_.-]?sec$/i;

/** Whose it is: `password_for_admin`. */
const OWNED =
  /^(.*(?:password|passwd|secret|token|senha|contrase(?:ñ|n)a|mot_?de_?passe|passwort|kennwort|wachtwoord))[_.-](?:for|of|de|do|da|del|du|di|des|von|van|für|fuer|voor|para|pour)[_.-]/i;
const OWNED_CAMEL = /^(.*(?:[pP]assword|[pP]asswd|[sS]ecret|[tT]oken))For(?=[A-Z])/;

/** After the names of its containers. */
const LAST = /[.:/]([\w-]{2,60})$/;

/** Words that mean something else after the name of a file, a board, or a page. */
const OWN_MEANING = /^(?:sig|signature|pin|auth)$/i;
