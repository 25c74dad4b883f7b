import { isObject } from "../json/is-object.ts";
import { readJson } from "../json/read-json.ts";
import { isEntry } from "../trace/model/checks.ts";
import { isKeyOf } from "../trace/model/key-order.ts";
import type { Entry, Response } from "../trace/model/types.ts";
import { withoutRecorder } from "../trace/without-recorder.ts";

/**
 * The facts about an exchange that are needed before the first exchange is written, with little of its response, which
 * is its largest part.
 */
export type EntryOutline = Omit<Entry, "response"> & { readonly response: Pick<Response, "status"> };

/**
 * Reads the outline of an entry from its text, which is JSON in the form of our files: a line break in it always ends a line, so that the indentation
 * identifies a member of the entry. The response is not parsed.
 *
 * @returns undefined for an entry that holds what cannot be changed in its text: see `changeText`
 */
export function readOutline(text: string): EntryOutline | undefined {
  const from = text.indexOf(RESPONSE);
  const to = text.indexOf(MEMBER, from + RESPONSE.length);
  const status = Number.parseInt(text.slice(from + RESPONSE.length, from + RESPONSE.length + LONGEST_STATUS), 10);
  if (from < 0 || Number.isNaN(status) || !text.startsWith(AFTER_RESPONSE, to)) return undefined;
  const before = text.slice(0, from);
  if (before.includes(OWN_MEMBER)) return undefined;
  const outline = readJson(before + text.slice(to));
  // A second response would be the one that counts.
  if (!isObject(outline) || "response" in outline) return undefined;
  outline["response"] = { ...NO_RESPONSE, status };
  if (!isEntry(outline) || !Object.keys(outline).every((key) => isKeyOf("entry", key))) return undefined;
  // The schema has just checked it.
  const entry = outline as unknown as Entry;
  return withoutRecorder(entry) === entry && hasPlainIds(entry) ? entry : undefined;
}

/** Aliases in ids would have to stay where all others change. */
function hasPlainIds({ _id, _retryOf, _redirectOf, _nestedIn }: Entry): boolean {
  return _id !== undefined && [_id, _retryOf, _redirectOf, _nestedIn].every((id) => id?.includes("REDACTED-") !== true);
}

const RESPONSE = ',\n        "response": {\n          "status": ';
const LONGEST_STATUS = 12;

/** The beginning of a member of the entry, after the one before. */
const MEMBER = ',\n        "';

/** Ids are changed where we write them, which is at the end. */
const OWN_MEMBER = '\n        "_';

/** With what follows the response, ids and the like. */
export const AFTER_RESPONSE = ',\n        "cache": ';

const NO_RESPONSE: Response = {
  status: 0,
  statusText: "",
  httpVersion: "",
  cookies: [],
  headers: [],
  content: { size: 0, mimeType: "" },
  redirectURL: "",
  headersSize: -1,
  bodySize: 0,
};
