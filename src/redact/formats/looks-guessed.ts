import { isRandomRun } from "../../shapes/made-by-machine.ts";

/**
 * Whether the form of an unknown header's value suggests a token: one long run of letters and digits, unlike any word, path, host, version,
 * or ID. A guess; a match is masked in place and nowhere else.
 */
export function looksGuessed(value: string): boolean {
  if (value.length < 20 || NOT_TOKEN.test(value) || isPublicForm(value)) return false;
  return value.split(/[^A-Za-z0-9]/).some((run) => isRandomRun(run));
}

/** No letter of base64 or of tokens in parts. Without a loop, which runs out of memory in a value of several megabytes. */
const NOT_TOKEN = /[^\w+/=.~-]/;

/** Paths, IDs of resources (`price_…`), labeled digests, public keys, and hosts, which have an end. */
function isPublicForm(value: string): boolean {
  return PUBLIC_BEGINNING.test(value) || (value.length <= LONGEST_HOST && HOST.test(value));
}

const PUBLIC_BEGINNING =
  /^(?:\/|sha\d{1,3}[-=:]|(?:acct|asst|ch|cus|evt|file|in|msg|org|pi|pk|price|prod|proj|req|run|sub|thread|user)_)/;
const HOST = /^(?:[a-z][a-z\d-]*\.)+[a-z]{2,}$/;
const LONGEST_HOST = 1024;
