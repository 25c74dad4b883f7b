import { expect, test } from "vitest";

import { toReadablePath } from "../../src/analyze/readable-path.ts";

test.each([
  ["Korean", "/%EB%8F%84%EC%84%9C/{id}", "/도서/{id}"],
  ["Japanese, in small letters", "/a?q=%e3%83%89%e3%83%aa%e3%83%ab", "/a?q=ドリル"],
  ["a letter beyond 16 bits", "/%F0%A0%AE%B7", "/𠮷"],
  ["letters between others", "/caf%C3%A9%20au%2Flait", "/café%20au%2Flait"],
])("letters are decoded: %s", (_what, path, readable) => {
  expect(toReadablePath(path)).toBe(readable);
});

test.each([
  ["what URLs are made of", "/a%2Fb%3Fc%23d%25"],
  ["what is none of UTF-8", "/%E3%83/%FF%FE/%C0%AF"],
  ["a mark that turns the direction of text", "/%E2%80%AEgnp"],
  ["a space of another script", "/a%E3%80%80b"],
  ["a letter of ASCII", "/%41"],
])("the rest stays: %s", (_what, path) => {
  expect(toReadablePath(path)).toBe(path);
});
