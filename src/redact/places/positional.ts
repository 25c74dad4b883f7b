import { toPlainName } from "../names.ts";

/** Whether a method of a remote call may be given secrets that have no names: `login(user, password)`. */
export function takesSecrets(method: string): boolean {
  return METHODS.some(({ pattern }) => pattern.test(lastPart(method)));
}

/** Whether a parameter is one, by its place, from 0. A version or a number is none. */
export function isSecretParameter(method: string, place: number, value: string): boolean {
  const name = lastPart(method);
  const found = METHODS.find(({ pattern }) => pattern.test(name));
  return found !== undefined && found.places.includes(place) && !/^[\d.]*$/.test(value);
}

/** `common.authenticate`, `session.login_with_password` */
function lastPart(method: string): string {
  return toPlainName(method.slice(method.lastIndexOf(".") + 1));
}

interface SecretMethod {
  /** The last part of its name, in lowercase letters and digits only. */
  readonly pattern: RegExp;
  readonly places: readonly number[];
}

/** The name of a database may come first, as in Odoo. */
const METHODS: readonly SecretMethod[] = [
  { pattern: /^executekw$/, places: [2] },
  { pattern: /(?:set|change|reset|update)(?:user)?pass(?:word|wd)?$/, places: [1, 2] },
  {
    pattern: /^(?:walletpassphrase|importprivkey|personalimportrawkey|unlock|login(?:with|by)(?:api)?(?:token|key))$/,
    places: [0],
  },
  { pattern: /^personal(?:unlockaccount|newaccount|sign|sendtransaction|signtransaction)$/, places: [0, 1] },
  { pattern: /(?:login|logon|signin|auth|authenticate)(?:user|withpassword)?$/, places: [1, 2] },
];
