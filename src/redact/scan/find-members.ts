import { readString, visitLeaves } from "../../json/leaves.ts";
import { TOKEN } from "../../json/scan.ts";
import type { SecretClass } from "../formats/classes.ts";
import { classOfHeader, classOfName } from "../names.ts";
import { SHORT_NUMBER } from "../names/public-values.ts";
import { isPlaceholder } from "../placeholder.ts";
import { classOfInner } from "../places/inner-members.ts";
import { findCut } from "./find-cut.ts";
import type { Leak } from "./find-leaks.ts";

/** Finds the members of JSON, and the headers, parameters and cookies of a HAR file, that are named like a secret. */
export function findMembers(text: string): Leak[] {
  if (!/^\s*[[{]/.test(text)) return [];
  const leaks: Leak[] = [];
  // A HAR file lists headers, parameters and cookies as objects of a name and a value.
  let pairName = "";
  visitLeaves(text, (leaf) => {
    const { start, end, kind, names } = leaf;
    const isString = kind === TOKEN.string;
    const value = isString ? readString(text, start, end) : text.slice(start, end);
    const member = names.at(-1) ?? "";
    if (member === "text" && isString && IS_CUT.test(text.slice(end, end + 300))) {
      for (const hit of findCut(text.slice(start + 1, end - 1))) {
        leaks.push({ ...hit, start: start + 1 + hit.start, end: start + 1 + hit.end });
      }
    }
    if (member === "name") pairName = value;
    const own = member === "value" ? classOfPair(pairName, names.at(-2)) : classOfName(member);
    const secretClass = own ?? classOfInner(leaf, value, text);
    if (secretClass === undefined || kind === TOKEN.word || isPlaceholder(bareCredentials(value))) return;
    if (kind === TOKEN.number && SHORT_NUMBER.test(value)) return;
    const quote = isString ? 1 : 0;
    leaks.push({ rule: `named-${secretClass}`, secretClass, start: start + quote, end: end - quote });
  });
  return leaks;
}

/** What a trace says behind the text of a body of which a limit left the beginning. */
const IS_CUT = /^[^{}]*"_truncated"\s*:\s*true/;

function classOfPair(name: string, list: string | undefined): SecretClass | undefined {
  if (list === "cookies") return "cookie";
  if (list !== "headers") return classOfName(name);
  return CREDENTIALS.test(name) ? "token" : (classOfHeader(name) ?? undefined);
}

const CREDENTIALS = /^(?:proxy-)?authorization$|^(?:set-)?cookie$/i;

/** `Bearer abc` without its scheme, `sid=abc; Path=/` without its name. */
function bareCredentials(value: string): string {
  return value.replace(/^(?:Bearer|Basic|Digest|Token|AWS4-HMAC-SHA256)\s+/i, "").replace(/^[\w.-]+=/, "");
}
