import { matchParts } from "../sequence/match-parts.ts";

/**
 * When an id was made, in milliseconds since 1970, if it contains that: UUIDs of versions 1, 6, and 7 (RFC 9562), ULIDs, ObjectIds of
 * MongoDB. Any other id reads as some time as well, so the caller has to know about when it was.
 */
export function readIdTime(id: string): number | undefined {
  for (const [pattern, read] of FORMS) {
    const [, ...groups] = matchParts(pattern, id);
    if (groups.length > 0) return read(groups.join(""));
  }
  return undefined;
}

/** Each with what reads its groups. */
const FORMS: readonly (readonly [pattern: RegExp, read: (digits: string) => number])[] = [
  [
    /(?<![\da-f])([\da-f]{8})-([\da-f]{4})-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}(?![\da-f])/i,
    (digits) => Number.parseInt(digits, 16),
  ],
  [
    /(?<![\da-f])([\da-f]{8}-[\da-f]{4}-1[\da-f]{3})-[89ab][\da-f]{3}-[\da-f]{12}(?![\da-f])/i,
    (text) => {
      const [low = "", middle = "", high = ""] = text.split("-");
      return fromGregorian(high.slice(1) + middle + low);
    },
  ],
  [
    /(?<![\da-f])([\da-f]{8}-[\da-f]{4}-6[\da-f]{3})-[89ab][\da-f]{3}-[\da-f]{12}(?![\da-f])/i,
    (text) => {
      const [high = "", middle = "", low = ""] = text.split("-");
      return fromGregorian(high + middle + low.slice(1));
    },
  ],
  [/(?<![\dA-Z])([0-7][\dA-HJKMNP-TV-Z]{9})[\dA-HJKMNP-TV-Z]{16}(?![\dA-Z])/, (digits) => fromCrockford(digits)],
  [/(?<![\da-f])([\da-f]{8})[\da-f]{16}(?![\da-f])/, (digits) => Number.parseInt(digits, 16) * 1000],
];

/** Steps of 100 ns since 1582-10-15. */
function fromGregorian(digits: string): number {
  return Number(BigInt(`0x${digits}`) / 10_000n) - 12_219_292_800_000;
}

function fromCrockford(digits: string): number {
  return Array.from(digits).reduce((value, digit) => value * 32 + CROCKFORD.indexOf(digit), 0);
}

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
