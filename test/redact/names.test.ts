import { expect, test } from "vitest";

import { classOfName, classOfVariable } from "../../src/redact/names.ts";

test("a variable is a secret by its name, unless it contains the directory of the program", () => {
  expect(classOfVariable("OS_PASSWORD")).toBe("password");
  expect(classOfVariable("GITHUB_TOKEN")).toBe("token");
  expect(["PWD", "OLDPWD", "OS_USERNAME", "OS_AUTH_URL", "PATH"].map(classOfVariable)).toEqual(
    Array(5).fill(undefined),
  );
});

test.each(
  (
    "password2 apiKeyValue password_confirm passwordConfirmation password_repeat passwordAgain private_key_pem " +
    "token_base64 secret_b64 SecretString secret_text password_hash"
  ).split(" "),
)("%s has its meaning before its last word", (name) => {
  expect(classOfName(name)).toBeDefined();
});

test("other words at the end change the meaning", () => {
  expect(["token_type", "password_expires_at", "key_name", "os_hash_value", "auth0"].map(classOfName)).toEqual(
    Array(5).fill(undefined),
  );
});
