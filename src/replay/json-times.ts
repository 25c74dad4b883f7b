import { endOfString } from "../json/end-of-string.ts";
import { isTimeName, isWrapperName } from "./time-names.ts";

/** Functions that change values. */
export interface MoveValues {
  /** A number, or the content of a string, under the name of a time. */
  readonly time: (written: string) => string;
  /** Any other string, without its escapes. */
  readonly text: (text: string) => string;
}

interface Level {
  readonly isObject: boolean;
  /** Whether its contents are times, as a list under `expires` contains times. */
  readonly isTime: boolean;
}

/**
 * Changes values of JSON, and nothing else of the text: a list has the name of its member, and `{"$date": {"$numberLong": "…"}}` that of
 * the outer member. After invalid JSON the rest stays unchanged.
 */
export function moveJsonTimes(text: string, move: MoveValues): string {
  const pieces: string[] = [];
  const levels: Level[] = [];
  let copied = 0;
  let isTime = false;
  const put = (start: number, end: number, value: string): void => {
    pieces.push(text.slice(copied, start), value);
    copied = end;
  };
  // Its own, as texts in texts are read by the same function.
  const scalar = new RegExp(SCALAR);
  for (let found = scalar.exec(text); found !== null; found = scalar.exec(text)) {
    const [token] = found;
    const level = levels.at(-1);
    if (token === '"') {
      const end = endOfString(text, found.index);
      if (text[end - 1] !== '"' || end < found.index + 2) break;
      const inner = text.slice(found.index + 1, end - 1);
      scalar.lastIndex = end;
      if (level?.isObject === true && isName(text, end))
        isTime = isWrapperName(inner) ? level.isTime || isTimeName(inner) : isTimeName(inner);
      else put(found.index + 1, end - 1, isTime && !inner.includes("\\") ? move.time(inner) : moveString(inner, move));
    } else if (token === "{" || token === "[") levels.push({ isObject: token === "{", isTime });
    else if (token === "}" || token === "]") {
      levels.pop();
      isTime = levels.at(-1)?.isTime ?? false;
    } else if (isTime) put(found.index, found.index + token.length, move.time(token));
  }
  pieces.push(text.slice(copied));
  return pieces.join("");
}

/** What values begin with, numbers with fractions and exponents, and brackets. */
const SCALAR = /["{}[\]]|(?<![\w.-])\d+(?:\.\d+)?(?:[eE]\+?\d{1,2})?(?![\w.-])/g;

function isName(text: string, end: number): boolean {
  AFTER_NAME.lastIndex = end;
  return AFTER_NAME.test(text);
}

const AFTER_NAME = /\s{0,20}:/y;

/** NUL represents what is not inspected, and is not allowed unescaped in JSON. */
function moveString(inner: string, move: MoveValues): string {
  if (!/\d{10}|\de\+?\d/i.test(inner)) return inner;
  let plain: string;
  try {
    plain = String(JSON.parse(`"${inner.replaceAll("\0", String.raw`\u0000`)}"`));
  } catch {
    return inner;
  }
  const moved = move.text(plain);
  if (moved === plain) return inner;
  const escaped = JSON.stringify(moved)
    .slice(1, -1)
    .replaceAll(String.raw`\u0000`, "\0");
  return inner.includes(String.raw`\/`) ? escaped.replaceAll("/", String.raw`\/`) : escaped;
}
