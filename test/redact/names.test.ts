import { expect, test } from "vitest";

import { classOfVariable } from "../../src/redact/names.ts";

test("a variable is a secret by its name, unless it holds the folder where the program runs", () => {
  expect(classOfVariable("OS_PASSWORD")).toBe("password");
  expect(classOfVariable("GITHUB_TOKEN")).toBe("token");
  expect(["PWD", "OLDPWD", "OS_USERNAME", "OS_AUTH_URL", "PATH"].map(classOfVariable)).toEqual(
    Array(5).fill(undefined),
  );
});
