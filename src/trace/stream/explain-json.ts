import { UserError } from "../../errors.ts";
import { findJsonError } from "./find-json-error.ts";
import { locateEntries } from "./locate-entries.ts";
import { locateOffset } from "./locate-offset.ts";
import { NumberList } from "./number-list.ts";
import type { TextSource } from "./text-source.ts";
import { UnitCursor } from "./unit-cursor.ts";

/**
 * Explains why a text is not JSON, with line and column, and without quoting it: V8's message contains a piece of the
 * text, which may be a secret.
 */
export function explainJson(source: TextSource): UserError {
  return explain(source, hasEntries(source) ? RECOVER : AGAIN);
}

/** The same of a file that `recover` cannot help with. */
export function explainLost(source: TextSource): UserError {
  return explain(source, AGAIN);
}

/** The same for a file whose complete exchanges are requested, but that has none. */
export function explainNone(source: TextSource): UserError {
  if (describeOther(beginningOf(source)) !== undefined) return explainLost(source);
  return new UserError(`Trace "${source.name}" ${describeDamage(source)} and contains no complete exchange.`, {
    hint: AGAIN,
  });
}

const AGAIN = "Record or export it again.";
const RECOVER =
  "Run `wirewalk recover` to save the complete exchanges if the file is truncated, or record or export it again.";

const ANOTHER =
  "A second document begins there: divide the file at that place. `wirewalk recover` saves the exchanges of the first.";

function explain(source: TextSource, hint: string): UserError {
  const { name } = source;
  const other = describeOther(beginningOf(source));
  if (other !== undefined) return new UserError(`Trace "${name}" ${other.is}.`, { hint: other.hint });
  const offset = findJsonError(source);
  const { line, column } = locateOffset(source, offset);
  return new UserError(`Trace "${name}" is not valid JSON (line ${line}, column ${column}).`, {
    hint: hint === RECOVER && beginsAnother(source, offset) ? ANOTHER : hint,
  });
}

/** Whether there is any exchange that can be recovered. */
function hasEntries(source: TextSource): boolean {
  const { entries = NONE } = locateEntries(source);
  for (let index = 0; index < entries.length; index += 2)
    if (isReadable(source, entries.at(index), entries.at(index + 1))) return true;
  return false;
}

const NONE = new NumberList();

function isReadable(source: TextSource, start: number, end: number): boolean {
  if (end - start > LONGEST_TRIED) return true;
  try {
    JSON.parse(source.text(start, end));
    return true;
  } catch {
    return false;
  }
}

/** Units of an entry that is parsed for a hint. */
const LONGEST_TRIED = 1 << 24;

function beginningOf(source: TextSource): string {
  return source.text(0, Math.min(source.length, BEGINNING)).replace(/^[\s\uFEFF]+/, "");
}

interface Other {
  readonly is: string;
  readonly hint: string;
}

/** What a file is whose beginning is not that of a JSON object or list. */
function describeOther(beginning: string): Other | undefined {
  if (beginning === "") return { is: "is empty", hint: AGAIN };
  return BEGINNINGS.find(({ pattern }) => pattern.test(beginning));
}

const BEGINNINGS: readonly (Other & { readonly pattern: RegExp })[] = [
  {
    pattern: /^</,
    is: "is an HTML or XML page, not a HAR file",
    hint: "Download the HAR again: this may be a login or error page saved in its place.",
  },
  {
    pattern: /^\/[/*]/,
    is: "begins with a comment, which JSON does not allow",
    hint: "Remove the comments, or export it again as HAR 1.2.",
  },
  {
    // Each character has three NUL, whatever its bytes were taken for; U+FEFF or bytes that are none precede the first.
    pattern: /^[\0\uFFFD\uFEFF]{0,8}[{[](?:\0{1,3}[^\0]){4}/,
    is: "is UTF-32 text, which wirewalk does not read",
    hint: "Convert it to UTF-8, for example with `iconv -f UTF-32 -t UTF-8`.",
  },
  {
    pattern: /^(?![{[]).{0,64}[\0\uFFFD]/s,
    is: "is binary data, not a HAR file",
    hint: "Export the traffic as HAR 1.2.",
  },
  {
    pattern: /^"?[\w-]{1,40}"\s*:/,
    is: "has lost its beginning",
    hint: 'Put it back if you know it: a HAR file begins with `{"log":`, a journal with `{"wirewalkJournal":`.',
  },
  {
    pattern: /^[^{["]/,
    is: "is text, neither a HAR file nor a journal",
    hint: "Run `wirewalk import` if it is the output of a program that it reads, such as `curl -v`, or export the traffic as HAR 1.2.",
  },
];

/** Where a trace that cannot be read ends too early, or where something else is: `is truncated at line 12, column 3`. */
export function describeDamage(source: TextSource): string {
  const offset = findJsonError(source);
  if (offset === source.length && hasAllEntries(source)) return "has exchanges that are not valid HAR";
  const { line, column } = locateOffset(source, offset);
  if (beginsAnother(source, offset)) return `has a second document (not read) at line ${line}, column ${column}`;
  return `is ${offset < source.length ? "damaged" : "truncated"} at line ${line}, column ${column}`;
}

/** Whether JSON is complete before a place, where other JSON begins. */
function beginsAnother(source: TextSource, offset: number): boolean {
  const cursor = new UnitCursor(source);
  const isOpening = offset > 0 && offset < source.length && /[[{]/.test(source.text(offset, offset + 1));
  if (!isOpening) return false;
  const end = cursor.skipValue(cursor.skipSpace(0));
  return end > 0 && cursor.skipSpace(end) === offset;
}

function hasAllEntries(source: TextSource): boolean {
  const { isWhole, entries } = locateEntries(source);
  return isWhole && entries !== undefined;
}

const BEGINNING = 1 << 16;
