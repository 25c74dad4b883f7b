import type { JsonLeaf } from "../../json/leaves.ts";
import { heldBy } from "../../json/leaves.ts";
import { TOKEN } from "../../json/scan.ts";
import { lastText } from "../../sequence/text-at.ts";
import { beginsWithUuid, isNoWord } from "../../shapes/made-by-machine.ts";
import type { SecretClass } from "../formats/classes.ts";
import { classOfList, classOfName } from "../names.ts";

/**
 * How a member is classified by the name of its object, if its own name does not decide: `"password": {"old": "…"}`, `"secrets": {"db":
 * "…"}`. Objects with such names also contain the expiry, the proof, and the name of a secret.
 */
export function classOfInner(
  { kind, names, containers, isItem }: JsonLeaf,
  value: string,
  text: string,
): SecretClass | undefined {
  const around = names.at(-2);
  if (around === undefined || kind === TOKEN.word) return undefined;
  const own = lastText(names);
  // `"recovery": {"codes": ["…"]}`
  if (isItem && /^codes$/i.test(own) && classOfList(around + own) === "password")
    return (isNoWord(value) || /^\d{6,12}$/.test(value)) && !(NUMBERED.test(around) && NUMBER.test(value))
      ? "password"
      : undefined;
  if (!isObjectOfName(text, heldBy(containers)))
    return ITEMS.test(own) && classOfList(around) === "password" ? "password" : undefined;
  // MongoDB's extended JSON.
  if (own === "base64" && around === "$binary") return classOfName(lastText(names, 3));
  const secretClass = classOfName(around);
  if (secretClass !== undefined && (WRAPPERS.test(own) || (HOST.test(own) && !isReference(value))))
    return isNoWord(value) ? secretClass : undefined;
  if (NOT_OF_TOKENS.test(own) && secretClass !== "password") return undefined;
  if (secretClass !== undefined && STATES.test(own)) {
    return secretClass === "password" || isNoWord(value) ? secretClass : undefined;
  }
  // `"secrets": {"DB": {"raw": "…"}}`
  const outer = VALUES.test(own) ? classOfList(lastText(names, 3)) : undefined;
  if (outer !== undefined && isNoWord(value)) return outer;
  const listClass = kind === TOKEN.string ? classOfList(around) : undefined;
  const isKnown = listClass === undefined || PUBLIC_MEMBER.test(own) || isReference(value);
  return isKnown || !(listClass === "password" || isNoWord(value)) ? undefined : listClass;
}

/** What has codes of other kinds, too: of modes and errors. */
const NUMBERED = /(?:backup|verification)$/i;

/** A word or letters with a number, a date: `FULL01`, `E10001`, `20261130`. */
const NUMBER = /^(?:[A-Z]{1,6}[-_]?\d{1,5}|[a-z]{3,}[-_]?\d{1,3}|(?:19|20)\d\d[01]\d[0-3]\d)$/;

/** The name of a value where all values are objects: XML as JSON, Firestore, DynamoDB. A label is not a secret. */
const WRAPPERS =
  /^(?:[$_#@]+(?:text|t|value)?|text|content|data|raw|exact(?:_?match)?|equal_?to|(?:inline_?)?(?:string|bytes)(?:_?value)?|literal|s)$/i;

/** For whom it is: `"bearer": {"repo.example.org": "…"}`. */
const HOST = /^(?=[\w.-]{4,80}$)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,12}$/i;

/** The names of a value in an object of a list of secrets. */
const VALUES = /^(?:raw|computed|value|plain(?:_?text)?)$/i;

/** Name of a code in an object of a list of codes, and of the reply to a security question. */
const ITEMS = /^(?:code|answer)$/i;

/** The former, current, or future value of a secret. */
const STATES =
  /^(?:old|new|current|previous|next|access|refresh|primary|secondary|plain|cleartext|digest|from|to|before|after)$/i;

/** For images and money, which also have such fields, they are not secret. */
const NOT_OF_TOKENS = /^(?:digest|from|to|before|after)$/i;

/** What an object reveals about its secrets. */
const PUBLIC_MEMBER =
  /(?:id|ids|at|date|time|type|kind|name|ref|url|uri|href|path|file|policy|version|status|hint|description)$/i;

/** A time, an id, an address, a path. */
function isReference(value: string): boolean {
  return /^(?:\d{4}-\d\d-\d\d|arn:|[./~])|:\/\//i.test(value) || beginsWithUuid(value);
}

/** Whether an object is the value of a member, and no item of a list. */
function isObjectOfName(text: string, start: number): boolean {
  let index = start - 1;
  while (index > 0 && text.charCodeAt(index) <= 0x20) index -= 1;
  return text.charCodeAt(index) === TOKEN.colon;
}
