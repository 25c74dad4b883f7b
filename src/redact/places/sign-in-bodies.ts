import { heldBy, readString, visitLeaves } from "../../json/leaves.ts";
import { TOKEN } from "../../json/scan.ts";
import { lastText } from "../../sequence/text-at.ts";
import { toPlainName } from "../names.ts";

/** Whether a JSON body signs in or changes a password, and is no list of texts: by the objects that contain a value of it. */
export type SignsIn = (containers: readonly number[]) => boolean;

/** Short bodies do, and objects that name a user, a client, or a host. Few bodies have a value that needs this check; only those are read. */
export function createSignsIn(text: string): SignsIn {
  let found: Found | undefined;
  return (containers) => {
    const { strings, accounts } = (found ??= findAccounts(text));
    return strings < FEWEST_TEXTS || containers.some((one) => accounts.has(one));
  };
}

/** Strings of a list of texts. */
const FEWEST_TEXTS = 8;

interface Found {
  /** Number of the members that are strings. */
  readonly strings: number;
  readonly accounts: ReadonlySet<number>;
}

function findAccounts(text: string): Found {
  let strings = 0;
  const accounts = new Set<number>();
  visitLeaves(text, ({ kind, start, end, names, containers, isItem }) => {
    if (isItem || kind !== TOKEN.string || end - start > LONGEST_NAME) return;
    strings += 1;
    const member = lastText(names);
    // Not one that is called by itself, as a form does: `{"email": "E-mail"}`.
    if (ACCOUNT.test(member) && toPlainName(readString(text, start, end)) !== toPlainName(member))
      accounts.add(heldBy(containers));
  });
  return { strings, accounts };
}

/** Characters, with quotes. */
const LONGEST_NAME = 202;

const ACCOUNT =
  /^(?:id|(?:user|login|client|account|host|domain|tenant)(?:_?(?:name|id))?|name|phone|e_?mail|identity|grant_?type|scope|server|db(?:_?name)?|database|url|uri)$/i;
