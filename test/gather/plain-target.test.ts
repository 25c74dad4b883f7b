import * as fc from "fast-check";
import { expect, test } from "vitest";

import { toPlainTarget } from "../../src/gather/plain-target.ts";
import { runsOf } from "../helpers/runs.ts";

test.each([
  ["http://h/~ann/x", "http://h:80/%7Eann/%78"],
  ["http://h/a%2fb", "http://h/a%2Fb"],
  ["/도서/책", "/%EB%8F%84%EC%84%9C/%ec%b1%85"],
  ["/s?q=a b", "/s?q=a+b"],
  ["/s?q=a+b", "/s?q=a%20b"],
  ["/s?x[0]=a|b", "/s?x%5B0%5D=a%7Cb"],
  ["/s?q=it's(!)*", "/s?q=it%27s%28%21%29%2a"],
  ["/s?t=10%3A00", "/s?t=10%3a00"],
  ["/s?t=10%3A00&to=ann%40example.com", "/s?t=10:00&to=ann@example.com"],
  ["/users/ann%40example.com", "/users/ann@example.com"],
  ["http://h", "http://h/"],
  ["http://h?x=1", "http://h/?x=1"],
  ["/s?", "/s"],
  ["/s#top", "/s"],
  ["/latin/%e9%E9", "/latin/%E9%e9"],
  ["/t?token=REDACTED-token-1", "/t?token=REDACTED-token-b12"],
])("%s and %s are one target", (one, other) => {
  expect(toPlainTarget(one)).toBe(toPlainTarget(other));
});

test.each([
  ["/a%2Fb", "/a/b"],
  ["/a%3Fb", "/a?b"],
  ["/a%2523", "/a%23"],
  ["/s?a=1%26b=2", "/s?a=1&b=2"],
  ["/s?q=a%2Bb", "/s?q=a+b"],
  ["/s?q=%25", "/s?q=%2525"],
  ["/s?a=b%3Dc", "/s?a%3Db=c"],
  ["/s?a=1%3Bb", "/s?a=1;b"],
  ["/s?ids=3,4", "/s?ids=3%2C4"],
  ["/a;v%3D1", "/a;v=1"],
  ["/s?p=/a", "/s?p=%2Fa"],
  ["/a+b", "/a%2Bb"],
  ["/Ann", "/ann"],
  ["/a/", "/a"],
  ["/s?f=a:b%3Ac", "/s?f=a%3Ab:c"],
  ["/s?f=a:b%3Ac", "/s?f=a:b:c"],
  ["/a%253Ab", "/a%3Ab"],
  ["/t?token=REDACTED-token-1", "/t?token=REDACTED-password-1"],
  ["/t?token=REDACTED-token-kqz482197364", "/t?token=REDACTED-token-abc482197364"],
])("%s and %s are two", (one, other) => {
  expect(toPlainTarget(one)).not.toBe(toPlainTarget(other));
});

test("whatever a tool escapes, the target is the same, and no part becomes two", () => {
  const text = fc.string({ unit: fc.constantFrom(...Array.from("aZ~-/?&=+%# é책|:;@[]\"'\\")), maxLength: 8 });
  const escape = (part: string, isAll: boolean, isUpper: boolean): string => {
    const escaped = encodeURIComponent(part);
    const more = isAll ? escaped.replaceAll(/[~!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`) : escaped;
    return isUpper ? more : more.replaceAll(/%[\dA-F]{2}/g, (found) => found.toLowerCase());
  };
  fc.assert(
    fc.property(text, text, text, fc.boolean(), fc.boolean(), (segment, name, value, isAll, isUpper) => {
      const other = (part: string): string => escape(part, isAll, isUpper);
      const plain = toPlainTarget(
        `http://h/${escape(segment, false, true)}?${escape(name, false, true)}=${escape(value, false, true)}`,
      );
      expect(toPlainTarget(`http://h/${other(segment)}?${other(name)}=${other(value).replaceAll("%20", "+")}`)).toBe(
        plain,
      );
      expect(plain.split("?")[0]?.split("/")).toHaveLength(2);
      expect(plain.slice(plain.indexOf("?")).split("&")).toHaveLength(1);
    }),
    { numRuns: runsOf(500) },
  );
});
