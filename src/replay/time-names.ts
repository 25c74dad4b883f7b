import { lastText } from "../sequence/text-at.ts";

/**
 * Whether the name of a member, a field, a header or an element indicates that its value is a point in time. Its last word decides:
 * `update_time` is one, `update_id` none, and `elapsed_time` lasts.
 */
export function isTimeName(name: string): boolean {
  const words = toWords(name);
  while (words.length > 1 && UNIT.test(lastText(words))) words.pop();
  const [last, before] = [lastText(words), lastText(words, 2)];
  const qualifiers = words.slice(0, -1);
  // How long something took is a `time` too, and a few seconds of nanoseconds have as many digits as a date.
  if (last === "time") return qualifiers.length > 0 && !qualifiers.some((word) => LASTING.test(word));
  if (ALONE.test(last)) return true;
  return BEHIND.some(([word, beginning]) => word.test(last) && qualifiers.length > 0 && beginning.test(before));
}

/** Whether a name only describes how its value is written, so that the value belongs to the outer member: `$numberLong`. */
export function isWrapperName(name: string): boolean {
  return toWords(name).every((word) => UNIT.test(word) || /^(?:value|number|long|int|integer|double)$/.test(word));
}

function toWords(name: string): string[] {
  const spaced = name.slice(0, LONGEST).replaceAll(/([a-z\d])(?=[A-Z])/g, "$1 ");
  return spaced
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== "");
}

const LONGEST = 100;

const UNIT =
  /^(?:s|secs?|seconds?|ms|msecs?|millis|milliseconds?|us|micros|microseconds?|ns|nanos|nanoseconds?|epoch|unix|utc|gmt)$/;

/** Also without anything before it. */
const ALONE =
  /^(?:exp(?:ire|ires|iry|iration)?(?:at|on|time|date|timestamp|utc)?|expir(?:ie|ation)s|dates?|datetimes?|timestamps?|epoch|until|deadlines?|at|iat|nbf|reset|due|(?:start|end|begin|stop|issue|reset|due|renewal|refresh|close|open|create|update|delete|launch)(?:time|date|at)|(?:not|valid)(?:before|after|until|till|to|thru|through)|notonorafter)$/;

const BEHIND: readonly (readonly [last: RegExp, before: RegExp])[] = [
  [/^(?:till|thru|through|to)$/, /^valid$/],
  [/^on$/, /^(?:expires?|ends?|starts?|due|renews?|closes?|opens?)$/],
  [/^(?:after|before)$/, /^(?:not|or|valid|retry|expires?|refresh|renew)$/],
  [
    /^(?:end|ends|start|starts)$/,
    /^(?:period|trial|window|subscription|session|event|contract|term|phase|lease|maintenance)$/,
  ],
  [/^(?:run|refresh|check|retry|renewal|poll|sync|attempt|rotation|execution)$/, /^next$/],
];

/** These words indicate a duration. */
const LASTING = /^(?:elapsed|life|run|up|down|wait|total|response|cpu|idle|load|processing|max|min|avg|average)$/;
