import { toPlainName } from "../names.ts";

/** Whether a method of a remote call may be given secrets that have no names: `login(user, password)`. */
export function takesSecrets(method: string): boolean {
  return findMethod(method) !== undefined;
}

/** Whether a parameter is one, by its place, from 0. A version or a number is none. */
export function isSecretParameter(method: string, place: number, value: string): boolean {
  const found = findMethod(method);
  return found !== undefined && found.places.includes(place) && !/^[\d.]*$/.test(value);
}

function findMethod(method: string): SecretMethod | undefined {
  const name = lastPart(method);
  return FAMILIES.find(({ pattern }) => pattern.test(method)) ?? METHODS.find(({ pattern }) => pattern.test(name));
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

/** Of blogs: an ID, a user, and a password, in Blogger's and its aliases after a key (codex.wordpress.org/XML-RPC_WordPress_API). */
const FAMILIES: readonly SecretMethod[] = [
  { pattern: /^wp\.getUsersBlogs$/i, places: [1] },
  { pattern: /^(?:blogger|metaWeblog)\.get(?:UsersBlogs|UserInfo)$/i, places: [2] },
  { pattern: /^(?:blogger\.|metaWeblog\.(?:deletePost|[gs]etTemplate)$)/i, places: [3] },
  { pattern: /^(?:wp|metaWeblog|mt)\.(?!supported)/i, places: [2] },
];

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
