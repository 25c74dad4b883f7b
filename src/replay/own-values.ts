import type { BodyLeaves } from "./body-leaves.ts";

/**
 * Names and values that the client chose itself, and those that were recorded in their place: who creates a thing under
 * another name is told that name in all answers from then on, and may ask for it.
 */
export interface OwnValues {
  /** Learns from two bodies of one request. */
  readonly learn: (recorded: BodyLeaves, asked: BodyLeaves) => void;
  readonly toRecorded: (text: string) => string;
  readonly toOwn: (text: string) => string;
}

/** Anything shorter, and any number, stands for too much. */
const SHORTEST = 3;

export function createOwnValues(): OwnValues {
  const own = new Map<string, string>();
  const recordedOf = new Map<string, string>();
  let patterns: { readonly own: RegExp; readonly recorded: RegExp } | undefined;
  return {
    learn: (recorded, asked) => {
      for (const [pointer, value] of asked) {
        const before = recorded.get(pointer);
        if (before === undefined || before === value || !isOfOwn(value) || !isOfOwn(before)) continue;
        if (own.has(before) || recordedOf.has(value)) continue;
        own.set(before, value);
        recordedOf.set(value, before);
        patterns = { own: toPattern(recordedOf.keys()), recorded: toPattern(own.keys()) };
      }
    },
    toRecorded: (text) =>
      patterns === undefined ? text : text.replace(patterns.own, (value) => recordedOf.get(value) ?? value),
    toOwn: (text) =>
      patterns === undefined ? text : text.replace(patterns.recorded, (value) => own.get(value) ?? value),
  };
}

/** A secret is the client's own anyway, and what is short, a number or a word of JSON is no name. */
function isOfOwn(value: string): boolean {
  return value.length >= SHORTEST && !value.includes("REDACTED") && !/^(?:[\d.-]+|true|false|null)$/.test(value);
}

function toPattern(values: Iterable<string>): RegExp {
  const escaped = Array.from(values, (value) => value.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`));
  return new RegExp(String.raw`(?<![\w-])(?:${escaped.join("|")})(?![\w-])`, "g");
}
