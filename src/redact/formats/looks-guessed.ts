import { isRandomRun } from "../../shapes/made-by-machine.ts";

/**
 * Whether the form of an unknown header's value suggests a token: one long run of letters and digits, unlike any word, path, host, version,
 * or ID. A guess; a match is masked in place and nowhere else.
 */
export function looksGuessed(value: string): boolean {
  if (value.length < 20 || !TOKEN.test(value) || PUBLIC_FORM.test(value)) return false;
  return value.split(/[^A-Za-z0-9]/).some((run) => isRandomRun(run));
}

/** The letters of base64 and of tokens in parts. */
const TOKEN = /^[\w+/=.~-]+$/;

/** Paths and hosts, IDs of resources (`price_…`), labeled digests, and public keys. */
const PUBLIC_FORM =
  /^(?:\/|(?:[a-z][a-z\d-]*\.)+[a-z]{2,}$|sha\d{1,3}[-=:]|(?:acct|asst|ch|cus|evt|file|in|msg|org|pi|pk|price|prod|proj|req|run|sub|thread|user)_)/;
