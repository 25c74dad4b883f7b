import { expect, test } from "vitest";

import { createArgumentLists } from "../../../src/redact/places/argument-lists.ts";

/** Offset of the password in the last of these arguments. */
function placeIn(...items: readonly string[]): number | undefined {
  const lists = createArgumentLists();
  return items.map((item) => lists.passwordIn(0, item)).at(-1);
}

test.each([
  "mysql",
  "/usr/bin/mysql",
  "mysql.exe",
  "C:\\Program Files\\MySQL\\bin\\mysql.exe",
  "C:/tools/MySQL.EXE",
  "..\\bin\\mysql.cmd",
])("the password of %s is found after its letter", (program) => {
  expect(placeIn(program, "-pkanarienvogel")).toBe(2);
});

test("a program with another name is not one of them", () => {
  expect(placeIn("C:\\tools\\mysql.exe.txt", "-pkanarienvogel")).toBeUndefined();
  expect(placeIn("notmysql", "-pkanarienvogel")).toBeUndefined();
});

test("the value of -u is a user and a password, or a URL", () => {
  expect(placeIn("curl", "-u", "joe:kanarienvogel")).toBe(4);
  expect(placeIn("curl", "-u", "http:kanarienvogel")).toBe(5);
  expect(placeIn("curl", "-u", "http://kanarienvogel")).toBe(5);
  expect(placeIn("ffuf", "-u", "http://127.0.0.1/FUZZ")).toBeUndefined();
});
