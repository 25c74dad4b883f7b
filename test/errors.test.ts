import { describe, expect, test } from "vitest";

import { codeOf, hasCode, reasonOf } from "../src/errors.ts";

const missing = Object.assign(new Error("no such file"), { code: "ENOENT" });

describe("a thrown value", () => {
  test.each([
    [missing, "no such file"],
    [new Error(""), ""],
    ["a text", "a text"],
    [undefined, "undefined"],
    [{ message: "not an error" }, "[object Object]"],
  ])("%o gives its reason", (thrown, reason) => {
    expect(reasonOf(thrown)).toBe(reason);
  });

  test.each([
    [missing, "ENOENT"],
    [Object.assign(new Error("a DOMException has a number"), { code: 20 }), undefined],
    [new Error("none"), undefined],
    [{ code: "ENOENT" }, undefined],
    [null, undefined],
  ])("%o has its code", (thrown, code) => {
    expect(codeOf(thrown)).toBe(code);
    expect(hasCode(thrown, "EACCES", "ENOENT")).toBe(code === "ENOENT");
  });
});
