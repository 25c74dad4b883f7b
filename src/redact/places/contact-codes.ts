import { heldBy, readString, visitLeaves } from "../../json/leaves.ts";
import { TOKEN } from "../../json/scan.ts";
import { lastText } from "../../sequence/text-at.ts";
import { toPlainName } from "../names.ts";
import { isShortCode } from "../names/unlocking-codes.ts";

/**
 * Whether a `code` is one that someone got in a message: it is next to a phone number, an email address, or a kind of sign-in, and next to
 * nothing else than what signs in. Customers and errors have codes too, and more fields.
 */
export function isContactCode(members: readonly Member[]): boolean {
  return (
    members.some(({ name, value }) => isContact(toPlainName(name), value)) &&
    members.every(({ name }) => OF_SIGN_IN.test(toPlainName(name)))
  );
}

interface Member {
  readonly name: string;
  readonly value: string;
}

function isContact(name: string, value: string): boolean {
  if (PHONE.test(name)) return /^\+?[\d ()./-]{4,24}$/.test(value);
  if (EMAIL.test(name)) return /^[^\s@]+@[^\s@]+$/.test(value);
  if (name === "entityid") return /^(?:alarm_control_panel|lock)\./.test(value);
  return name === "granttype" || /^password(?:confirmation)?$/.test(name);
}

const PHONE = /(?:phone|mobile|msisdn)(?:number|no)?$|^(?:tel|phonee164)$/;
const EMAIL = /e?mail(?:address)?$/;

const OF_SIGN_IN =
  /^code$|(?:phone|mobile|msisdn|mail)(?:number|no|address)?$|^(?:tel|phonee164|entityid|login|user(?:name|id)?|account|identifier|granttype|(?:new|old|current)?password(?:confirmation|repeat)?|client(?:id|secret)|(?:country|dial|area|phone|calling)code|device(?:id|name|token|type)?|session(?:id)?|type|channel|method|purpose|scene|scope|remember(?:me)?|nonce|state|(?:[a-z]+)?token|locale|lang(?:uage)?|captcha|platform|realm|connection|audience)$/;

/** The same for an object of JSON, by its place in the text. Few bodies have such a code; only those are read. */
export type HasContact = (containers: readonly number[]) => boolean;

export function createHasContact(text: string): HasContact {
  let found: ReadonlyMap<number, readonly Member[]> | undefined;
  return (containers) => {
    // A list of customers.
    if (text.charAt(heldBy(containers, 2)) === "[") return false;
    return isContactCode((found ??= listMembers(text)).get(heldBy(containers)) ?? []);
  };
}

/** The members of objects, also those that are objects. */
function listMembers(text: string): ReadonlyMap<number, readonly Member[]> {
  const found = new Map<number, Member[]>();
  const add = (object: number, member: Member): void => {
    const members = found.get(object);
    if (members === undefined) found.set(object, [member]);
    else members.push(member);
  };
  visitLeaves(text, ({ kind, start, end, names, containers, isItem }) => {
    if (isItem) return add(heldBy(containers, 2), { name: lastText(names), value: "" });
    const value =
      kind === TOKEN.string ? readString(text, start, Math.min(end, start + LONGEST)) : text.slice(start, end);
    add(heldBy(containers), { name: lastText(names), value });
    if (containers.length > 1) add(heldBy(containers, 2), { name: lastText(names, 2), value: "" });
  });
  return found;
}

/** Characters of an address. */
const LONGEST = 256;

/** Whether the parameters of a query or a form have such a `code`. */
export function hasContactCode(pairs: readonly Member[]): boolean {
  return pairs.some(({ name, value }) => name === "code" && isShortCode(value)) && isContactCode(pairs);
}
