import { findAll } from "../sequence/find-all.ts";
import { createTally } from "../sequence/tally.ts";
/**
 * How to recognize generated values by their form. There are several predicates with different limits: mistaking a word for an ID spoils a
 * path, and mistaking a key for a word reveals it. Their common parts are in `SHAPES`; a predicate that uses the same word in another sense
 * explains why.
 */

/** Sources of regular expressions. */
const SHAPES = {
  uuid: "[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}",
  /** Keystone and others leave the hyphens out, all or some. */
  looseUuid: "[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}",
  ulid: "[0-7][0-9A-HJKMNP-TV-Z]{25}",
  hexWithDigit: String.raw`(?=[a-f]*\d)[0-9a-f]{12,}`,
};

/** The alias of a secret; its number depends on what else was recorded. */
const ALIAS = String.raw`REDACTED-[a-z-]+-[a-z]{0,3}\d+`;

/** Is this path segment or query value an identifier: UUID, ULID, long hex or digits? */
export function isIdShaped(text: string): boolean {
  return isOpaqueId(text) || DIGITS.test(text);
}

/** As `isIdShaped`, without plain numbers: in a query, `limit=20` is meaningful to the reader. */
export function isOpaqueId(text: string): boolean {
  return OPAQUE_IDS.some((shape) => shape.test(text));
}

const DIGITS = /^\d+$/;
const HEX_WITH_DIGIT = whole(SHAPES.hexWithDigit, "i");

/** ULIDs in capitals only, as a word of 26 small letters may be a name; words joined by hyphens are names as well. */
const OPAQUE_IDS = [
  whole(SHAPES.uuid, "i"),
  whole(SHAPES.ulid),
  HEX_WITH_DIGIT,
  whole(ALIAS),
  /^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])\w{20,}$/,
];

/**
 * Does this path segment become `id` in the name of a step? Names of steps are in pages and projects of users, so what
 * was an id stays one and nothing else becomes one: shorter mixes count than for `isOpaqueId`, and aliases do not.
 */
export function isIdOfStepName(segment: string): boolean {
  return IDS_OF_STEP_NAMES.some((shape) => shape.test(segment));
}

const IDS_OF_STEP_NAMES = [
  DIGITS,
  whole(SHAPES.looseUuid, "i"),
  HEX_WITH_DIGIT,
  whole(SHAPES.ulid, "i"),
  // base64url, nanoid
  /^(?=.*\d.*\d)(?=.*[a-z].*[a-z])(?=.*[A-Z].*[A-Z])[\w~=-]{16,}$/,
];

/**
 * The ids in any text that change with every run: aliases, UUIDs, ULIDs, hex with digits and letters, twenty or more
 * letters of both cases and digits, and 22 characters of base64url, which is a UUID: Keystone's audit ids. What is longer
 * than 64 is content, not a name. Source of a global pattern, with regard to case.
 */
export const IDS_IN_TEXT = [
  ALIAS,
  String.raw`\b(?:${[
    SHAPES.uuid,
    SHAPES.ulid,
    String.raw`(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{12,64}`,
    String.raw`(?=[A-Za-z_]*\d)(?=[0-9A-Z_]*[a-z])(?=[0-9a-z_]*[A-Z])\w{20,64}`,
  ].join("|")})\b`,
  String.raw`(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[a-z][\w-]*[a-z])(?=[\w-]*[A-Z][\w-]*[A-Z])[\w-]{22}(?![\w-])`,
  // Next to an underscore: `scan_550e8400-…`, `…_thumb.png`
  String.raw`(?<![A-Za-z\d])(?:${SHAPES.uuid}|(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{12,64})(?![A-Za-z\d])`,
].join("|");

/** The ids in any text that made-up ones can replace: those with 32 hexadecimal digits. Source of a pattern for `gi`. */
export const UUIDS_IN_TEXT = String.raw`(?<![\w-])(?:${SHAPES.uuid}|[0-9a-f]{32})(?![\w-])`;

/** A UUID, also after a word, or a hash: what looks random in a header and is no secret. */
export function isUuidOrHash(value: string): boolean {
  return UUID_OR_HASH.test(value);
}

const UUID_OR_HASH = new RegExp(`^(?:[a-z]+-)?${SHAPES.looseUuid}[0-9a-f]*$`, "i");

/** Only hexadecimal digits and hyphens, also after a word: a UUID or a hash, whatever its length. */
export function isHex(value: string): boolean {
  return /^(?:[a-z]+-)?[0-9a-f-]+$/i.test(value);
}

/** Whether a text begins with a UUID; the rest may be anything. */
export function beginsWithUuid(text: string): boolean {
  return UUID_BEGINNING.test(text);
}

const UUID_BEGINNING = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}/i;

/** A UUID with or without hyphens, wherever they are: what looks random in an address and is no secret. */
export function isUuidOfAddress(segment: string): boolean {
  return /^[0-9a-f-]{32,36}$/i.test(segment);
}

/** 32 hexadecimal digits with anything that UUIDs are written with: what OpenStack's client takes for an id and looks up no more (oslo.utils). */
export function isUuidLike(text: string): boolean {
  return /^[0-9a-f]{32}$/i.test(text.replaceAll("-", "").replaceAll(/urn:|uuid:|[{}]/g, ""));
}

/** Long, with letters and digits: enough to be a secret after a word such as `reset`. */
export function isSecretSegment(segment: string): boolean {
  return /^(?=.*\d)(?=.*[A-Za-z])[\w.~%=+-]{16,}$/s.test(segment);
}

/** Whether no person would choose this word: `cus_4bbha5GIrPI`, not `inProgress`. Such a word can be renamed wherever it occurs. */
export function isCoined(word: string): boolean {
  if (!/^[\w.~-]{7,}\w$/.test(word)) return false;
  return /[A-Za-z]/.test(word) && (/\d/.test(word) || findAll(word, /[a-z][A-Z]/g).length >= 3);
}

/** Whether a value is none of the words that prose and code have in the place of a secret: it has letters and digits, and no space. */
export function isNoWord(value: string): boolean {
  return value.length >= 6 && /\d/.test(value) && /[A-Za-z]/.test(value) && !/\s/.test(value);
}

/** Whether a value is unlikely to occur in two places by chance: an id, a token; no word, number, date or version. */
export function isDistinctive(value: string): boolean {
  return /^[\w.~-]{8,}$/.test(value) && /\d/.test(value) && !/^\d{4}-\d\d-\d\d|^v?\d+(?:\.\d+)+$|^\d+$/.test(value);
}

/** Whether a text looks made by a random generator: long, letters and digits, hardly a character twice. */
export function isRandom(text: string): boolean {
  return (
    text.length >= 20 && /^[\w+/=.-]+$/.test(text) && /\d/.test(text) && /[A-Za-z]/.test(text) && entropyOf(text) >= 3.5
  );
}

/** Whether a run of letters and digits is one of a token: of letters in both cases and digits, or long and of small letters and digits, but no hexadecimal number. */
export function isRandomRun(run: string): boolean {
  if (run.length < 16 || !/\d/.test(run) || /^[\da-f]+$/i.test(run)) return false;
  if (/[a-z]/.test(run) && /[A-Z]/.test(run)) return true;
  return run.length >= 24 && /^[a-z\d]+$/.test(run) && findAll(run, /\d+/g).length >= 4;
}

/** Shannon entropy, bits per character. */
function entropyOf(text: string): number {
  const counts = createTally<string>();
  for (const character of text) counts.add(character);
  let bits = 0;
  for (const [, count] of counts.entries()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

function whole(source: string, flags = ""): RegExp {
  return new RegExp(`^(?:${source})$`, flags);
}
