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
        if (Number.isNaN(time) || time < recordedAt + TOLERANCE) return written;
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
const MOST_KEPT = 10_000;

type MoveOne = (written: string, time: number, write: (time: number) => string) => string;

const ISO = /\b(\d{4}-\d\d-\d\d)([T ])(\d\d:\d\d:\d\d)(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)?(?![\d:])/g;
const HTTP_DATE =
  /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d([ -])(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\1\d{4} \d\d:\d\d:\d\d GMT/g;

function moveDates(text: string, moveOne: MoveOne): string {
  if (!/\d\d:\d\d:\d\d/.test(text)) return text;
  const moved = text.replaceAll(ISO, (written, ...parts: readonly (string | undefined)[]) => {
    const [day = "", between = "T", clock = "", fraction = "", zone = ""] = parts;
    const time = Date.parse(`${day}T${clock}${fraction.slice(0, 4)}${zone === "" ? "Z" : withColon(zone)}`);
    return moveOne(written, time, (later) => {
      const shown = new Date(later + offsetOf(zone)).toISOString();
      // Digits past the third are those of the recording.
      const digits = fraction === "" ? "" : `.${shown.slice(20, 23)}${fraction.slice(4)}`.slice(0, fraction.length);
      return `${shown.slice(0, 10)}${between}${shown.slice(11, 19)}${digits}${zone}`;
    });
  });
  return moved.replaceAll(HTTP_DATE, (written, separator: string) =>
    moveOne(written, Date.parse(written.replaceAll("-", " ")), (later) => {
      const [weekday = "", day = "", month = "", year = "", ...rest] = new Date(later).toUTCString().split(" ");
      return `${weekday} ${[day, month, year].join(separator)} ${rest.join(" ")}`;
    }),
  );
}

const withColon = (zone: string): string => zone.replace(/^([+-]\d\d):?(\d\d)$/, "$1:$2");

/** Milliseconds by which a zone's clock is ahead of UTC. */
function offsetOf(zone: string): number {
  const [, sign = "", hours = "0", minutes = "0"] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** A number may count anything: its name has to say that it is a time. Names have a bound, as a server may send a string without one. */
const TIMED =
  /("[^"\\]{0,64}(?:exp|time|date|until|valid|before|after|deadline|iat|nbf|refresh|renew|reset|next|_at|At)[^"\\]{0,64}"\s*:\s*"?)(\d{13}|\d{10})(?=["\s,}\]])/g;

function moveNumbers(text: string, moveOne: MoveOne): string {
  return text.replaceAll(TIMED, (_whole, name: string, digits: string) => {
    const unit = digits.length === 10 ? 1000 : 1;
    return name + moveOne(digits, Number(digits) * unit, (later) => String(Math.floor(later / unit)));
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
