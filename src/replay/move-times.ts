import { matchParts } from "../sequence/match-parts.ts";
import { type CsvCell, findCsvCells } from "../trace/bodies/csv-cells.ts";
import { DATE_FORMS, type DateGroups } from "./date-forms.ts";
import { moveJsonTimes } from "./json-times.ts";
import { isTimeName } from "./time-names.ts";

/** Moves recorded times relative to now, so that times in the future at the recording are still in the future. */
export interface TimeMover {
  /**
   * @param text a header's value, or a body in text
   * @param recordedAt when its exchange had ended, in milliseconds since 1970; times until then stay
   */
  readonly move: (text: string, recordedAt: number) => string;
  /** Gives a time that a client sends back its recorded form; any other text stays. */
  readonly toRecorded: (value: string) => string;
}

/** @param now milliseconds since 1970; undefined: nothing is moved */
export function createTimeMover(now: (() => number) | undefined): TimeMover {
  if (now === undefined) return { move: (text) => text, toRecorded: (value) => value };
  const recordedOf = new Map<string, string>();
  return {
    move: (text, recordedAt) => {
      if (Number.isNaN(recordedAt)) return text;
      const offset = now() - recordedAt;
      const moveOne = (written: string, time: number, write: (time: number) => string): string => {
        if (!(time >= recordedAt + TOLERANCE && time < recordedAt + LONGEST)) return written;
        const moved = write(time + offset);
        if (recordedOf.size < MOST_KEPT) recordedOf.set(moved, written);
        return moved;
      };
      return moveTokens(text, (body) => moveNumbers(moveDates(body, moveOne), moveOne));
    },
    toRecorded: (value) => recordedOf.get(value) ?? value,
  };
}

/** The server's clock may be ahead of the recorder's, so its current time does not count as future. */
const TOLERANCE = 5000;
/** Milliseconds, fifty years. Later is never: `9999-12-31`. */
const LONGEST = 50 * 365.25 * 86_400_000;
const MOST_KEPT = 10_000;

type MoveOne = (written: string, time: number, write: (time: number) => string) => string;

function moveDates(text: string, moveOne: MoveOne): string {
  if (!/\d\d(?::|%3A)\d\d|\d{8}T\d{6}Z|Date\(\d/i.test(text)) return text;
  return DATE_FORMS.reduce(
    (moved, { pattern, read, write }) =>
      moved.replaceAll(pattern, (written, ...found: readonly unknown[]) => {
        const last = found.at(-1);
        // The last argument of `replaceAll` if the pattern has named groups.
        const groups = typeof last === "object" && last !== null ? (last as DateGroups) : {};
        return moveOne(written, read(written, groups), (later) => write(later, groups));
      }),
    text,
  );
}

/**
 * A number may mean anything, so its name has to identify it as a time, in JSON (also within a string of JSON), a form
 * or a query, a header or YAML, an element or attribute of XML, or a column of CSV.
 */
function moveNumbers(text: string, moveOne: MoveOne, depth = 0): string {
  if (!/\d{10}|\d{4}-\d\d-\d\d|\de\+?\d/i.test(text)) return text;
  const time = (written: string): string => moveWritten(written, moveOne);
  if (/^\s*[[{"]/.test(text) && text.includes('"') && depth < DEEPEST) {
    return moveJsonTimes(text, { time, text: (inner) => moveNumbers(inner, moveOne, depth + 1) });
  }
  const cells = findCsvCells(text, isTimeName);
  if (cells.length > 0) return replaceCells(text, cells, time);
  let listed = { end: 0, isTime: false };
  return text.replaceAll(NUMBER, (written, ...rest: readonly unknown[]) => {
    // What `replaceAll` hands over: no groups, so the offset is the first.
    const [offset] = rest as [number];
    const between = text.slice(Math.max(listed.end, offset - FARTHEST), offset);
    const [, name = ""] = matchParts(NAME_BEFORE, text.slice(Math.max(0, offset - FARTHEST), offset));
    const isTime = BETWEEN_ELEMENTS.test(between) ? listed.isTime : name !== "" && isTimeName(name);
    listed = { end: offset + written.length, isTime };
    return isTime ? time(written) : written;
  });
}

function replaceCells(text: string, cells: readonly CsvCell[], write: (value: string) => string): string {
  const pieces: string[] = [];
  let copied = 0;
  for (const { value, start, end } of cells) {
    // Blanks around a value are part of the cell.
    const from = text.indexOf(value, start);
    pieces.push(text.slice(copied, from), write(value));
    copied = Math.min(end, from + value.length);
  }
  return pieces.join("") + text.slice(copied);
}

/** JSON within JSON within JSON: deeper levels are ignored. */
const DEEPEST = 8;

/** The number first: a text has fewer of them than names. */
const NUMBER = /(?:(?<![\w.-])|(?<=%3D|%3A))\d{10,19}(?!\d|[\w.-]*[A-Za-z_])/gi;
const NAME_BEFORE =
  /(?:%[\dA-F]{2})?([\w$.-]{1,64})(?:\\?["']?\s{0,8}:\s{0,8}(?:(?:\[|\n {0,32}-) {0,8})?(?:\\?["'])?|=["']?|(?:%22)?%3A|%3D|>)$/i;
/** Of a list in YAML, on a line or on several. */
const BETWEEN_ELEMENTS = /^(?:\.\d+)?["']?(?: {0,8}, {0,8}|\r?\n {0,32}- {1,8})["']?$/;
const FARTHEST = 100;

/** Seconds, milliseconds, microseconds or nanoseconds since 1970, or a day. */
function moveWritten(written: string, moveOne: MoveOne): string {
  if (/^\d{4}-\d\d-\d\d$/.test(written))
    return moveOne(written, Date.parse(written), (later) => new Date(later).toISOString().slice(0, 10));
  const [, mantissa, exponent = ""] = matchParts(/^(\d(?:\.\d+)?)(e\+?(?:09|9|12|15|18))$/i, written);
  if (mantissa !== undefined) return moveExponential(written, Number(mantissa), { exponent, moveOne });
  const [, digits = "", fraction = ""] = matchParts(/^(\d{10}|\d{13}|\d{16}|\d{19})(\.\d+)?$/, written);
  if (digits === "") return written;
  const time = Number(digits.slice(0, 13).padEnd(13, "0"));
  // Digits after the milliseconds are kept from the recording.
  return moveOne(written, time, (later) => String(later).slice(0, digits.length) + digits.slice(13) + fraction);
}

/** `1.785392e+09`, as languages write long numbers with a fraction. */
function moveExponential(
  written: string,
  mantissa: number,
  { exponent, moveOne }: { readonly exponent: string; readonly moveOne: MoveOne },
): string {
  // Seconds since 1970 are a few milliards in any of the units.
  return moveOne(written, Math.round(mantissa * 1e12), (later) => String(later / 1e12) + exponent);
}

/**
 * The claims of a JWT (RFC 7519). No JWT begins within a word, so each is read once. Its signature becomes invalid, but
 * clients rarely check it.
 */
const JWT = /(?<![\w-])(eyJ[\w-]{8,})\.(eyJ[\w-]{8,})\.([\w-]*)/g;

function moveTokens(text: string, move: (text: string) => string): string {
  const tokens: string[] = [];
  // Their letters may look like anything; they are replaced meanwhile by marks that no text contains.
  const without = text.replaceAll(JWT, (_whole, head: string, claims: string, signature: string) => {
    const moved = Buffer.from(move(Buffer.from(claims, "base64url").toString())).toString("base64url");
    tokens.push(`${head}.${moved}.${signature}`);
    return `\0${tokens.length - 1}\0`;
  });
  const moved = move(without);
  return tokens.length === 0
    ? moved
    : moved.replaceAll(/\0(\d+)\0/g, (whole, index: string) => tokens[Number(index)] ?? whole);
}
