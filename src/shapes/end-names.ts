/**
 * Whether the name of a member, a header, or an element indicates that its value is an expiry, as a date or as the remaining time:
 * `expires_at`, `notOnOrAfter`, `expires_in`, `Max-Age`.
 */
export function isEndName(name: string): boolean {
  const apart = name.slice(0, LONGEST).replaceAll(/([a-z\d])([A-Z])/g, "$1-$2");
  return END.test(
    apart
      .split(/[^A-Za-z\d]+/)
      .join("-")
      .toLowerCase(),
  );
}

const LONGEST = 100;

const UNIT = "(?:-?(?:s|secs?|seconds?|ms|millis|milliseconds?|epoch|utc))?";

const END = new RegExp(
  [
    `(?:^|-)exp${UNIT}$`,
    `(?:^|-)expir(?:es?|y|ation)(?:-?(?:at|on|time|date|datetime|timestamp|in|after|until))?${UNIT}$`,
    `(?:^|-)valid-?(?:until|to|till|thru|through)${UNIT}$`,
    `(?:^|-)not-?(?:valid-?|on-?or-?)?after${UNIT}$`,
    `(?:^|-)(?:ttl|max-?age|life-?time|lease-?duration)${UNIT}$`,
    `(?:^|-)(?:session|token|lease|credentials?|cookie)-?(?:duration|life-?time|ttl)${UNIT}$`,
  ].join("|"),
);
