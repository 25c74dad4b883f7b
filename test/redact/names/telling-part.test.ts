import { describe, expect, test } from "vitest";

import { isSecretName } from "../../../src/redact/names.ts";

describe("names a part of which identifies a secret", () => {
  test.for([
    "db_pw",
    "rootPw",
    "DB_PW",
    "authTok",
    "access_tok",
    "clientSec",
    "consumer_sec",
    "passwordForAdmin",
    "token_for_bot",
    "config.secret_key_base",
    "auth:otp",
  ])("%s is a secret", (name) => {
    expect(isSecretName(name)).toBe(true);
  });

  test.for([
    "httpw",
    "tok",
    "tokenForms",
    "passwordForgotUrl",
    "appsec",
    "app.tgz.sig",
    "login.pin",
    "node.auth",
    "compassDb",
  ])("%s is not a secret", (name) => {
    expect(isSecretName(name)).toBe(false);
  });
});
