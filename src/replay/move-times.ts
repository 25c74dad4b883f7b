import { DATE_FORMS, type DateGroups } from "./date-forms.ts";

/** Moves recorded times to now, so that what was to come then is still to come. */
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

/** The server's clock may be ahead of the recorder's: what it calls now is not to come. */
const TOLERANCE = 5000;
/** Milliseconds, fifty years. Later is never: `9999-12-31`. */
const LONGEST = 50 * 365.25 * 86_400_000;
const MOST_KEPT = 10_000;

type MoveOne = (written: string, time: number, write: (time: number) => string) => string;

function moveDates(text: string, moveOne: MoveOne): string {
  if (!/\d\d:\d\d|\d{8}T\d{6}Z/.test(text)) return text;
  return DATE_FORMS.reduce(
    (moved, { pattern, read, write }) =>
      moved.replaceAll(pattern, (written, ...found: readonly unknown[]) => {
        const last = found.at(-1);
        // What `replaceAll` hands over last where the pattern names groups.
        const groups = typeof last === "object" && last !== null ? (last as DateGroups) : {};
        return moveOne(written, read(written, groups), (later) => write(later, groups));
      }),
    text,
  );
}

/**
 * A number may count anything: its name has to say that it is a time, in JSON (also within a string of JSON), a form or a query, a
 * header or YAML, or an element of XML. Names have a bound, as a server may send a string without one.
 */
const NAME =
  "(?:[Ee]xp|EXP|[Tt]ime|TIME|[Dd]ate|DATE|[Uu]ntil|[Vv]alid|[Bb]efore|[Aa]fter|[Dd]eadline|iat|nbf|[Rr]efresh|[Rr]enew|[Rr]eset|RESET|[Nn]ext|_at|_AT|At)";
const BETWEEN = String.raw`(?:\\?"\s{0,8}:\s{0,8}(?:\\?")?|=|:[ \t]{0,8}|>)`;
// The number first: a text has fewer of them than names.
const TIMED = new RegExp(
  String.raw`(?<![\w.-])(\d{10}|\d{13}|\d{16}|\d{19})(?!\d|[\w.-]*[A-Za-z_])(?<=${NAME}[^"\\<>=&:,;\s]{0,64}${BETWEEN}\1)`,
  "g",
);

/** Seconds, milliseconds, microseconds or nanoseconds since 1970. */
function moveNumbers(text: string, moveOne: MoveOne): string {
  if (!/\d{10}/.test(text)) return text;
  return text.replaceAll(TIMED, (digits) => {
    const time = Number(digits.slice(0, 13).padEnd(13, "0"));
    // Digits past the milliseconds are those of the recording.
    return moveOne(digits, time, (later) => String(later).slice(0, digits.length) + digits.slice(13));
  });
}

/** What a JWT says of itself (RFC 7519); none begins within a word, so that each is read once. Its signature does not fit any more; clients rarely look at that. */
const JWT = /(?<![\w-])(eyJ[\w-]{8,})\.(eyJ[\w-]{8,})\.([\w-]*)/g;

function moveTokens(text: string, move: (text: string) => string): string {
  const tokens: string[] = [];
  // Their letters may look like anything; they wait behind marks that no text holds.
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
