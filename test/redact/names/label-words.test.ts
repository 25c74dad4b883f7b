import { expect, test } from "vitest";

import { isLabel } from "../../../src/redact/names/label-words.ts";
import { anExchange } from "../../helpers/an-exchange.ts";
import { aBody, redact, redactBody, redactUrl } from "../redact.ts";

test("texts of forms in many languages stay, whatever their names", () => {
  const texts = JSON.stringify({
    forgot_password: "Forgot your password?",
    resetPassword: "Reset password",
    old_password: "Old password:",
    access_token: "Access token",
    client_secret: "Client secret",
    passwort: "Passwort vergessen?",
    login_enter_password: "Введите пароль",
    current_password: "Contraseña actual",
    mot_de_passe: "Mot de passe oublié ?",
    confirm_password: "비밀번호를 입력하세요",
    password_hint: "パスワードを入力してください",
    reset_password: "重置密码",
  });
  expect(redactBody(texts)).toBe(texts);
});

test.each([
  "correct horse battery staple",
  "Correct Horse Battery Staple",
  "new password",
  "Password",
  "Passwort",
  "Пароль",
  "비밀번호",
  "Password1 is new",
  "New Password for Berlin",
  "비밀번호는 길다 아주",
  "моя бабушка пьёт чай",
  "密码是猫",
  "Secret Password",
  "Password Password Password",
  "SECRET PASSWORD",
  "Time Is The Key",
  "The Secret Key",
])("a password that is %s is masked", (password) => {
  expect(redactBody(JSON.stringify({ password }))).toBe('{"password":"REDACTED-password-1"}');
});

test.each([
  [{ auth: { passwordCredentials: { username: "joe", password: "Contraseña Nueva" } } }, "Contraseña"],
  [{ user: { name: "joe", domain: { id: "default" }, password: "New Password" } }, "New Password"],
  [{ url: "http://db.example", password: "Neues Passwort" }, "Neues"],
  [{ user: { name: "joe" }, password: "New Password" }, "New Password"],
  [{ currentPassword: "Old Password", newPassword: "Change Password" }, "Old Password"],
])("a value from a sign-in is not a label: %j", (body, secret) => {
  expect(redactBody(JSON.stringify(body))).not.toContain(secret);
});

test("a form that is sent has no label", () => {
  const form = "grant_type=password&username=joe&password=Neues%20Passwort";
  expect(redactBody(form, "application/x-www-form-urlencoded")).not.toContain("Neues");
  expect(redactUrl("http://a.example/?password=Contrase%C3%B1a%20nueva")).not.toContain("nueva");
});

test("texts next to the names of other fields are labels", () => {
  const others = { title: "Sign in", cancel: "Cancel", help: "Help", language: "Language", imprint: "Imprint" };
  const texts = JSON.stringify({ email: "E-mail", user_name: "User name", password: "Enter your password", ...others });
  expect(redactBody(texts)).toBe(texts);
});

test("a password that only names its kind stays where it is not a password", () => {
  const [first, second] = redact(
    anExchange({ requestBody: aBody('{"password":"Contraseña"}') }),
    anExchange({ responseBody: aBody("<label>Contraseña</label>", "text/html") }),
  );
  expect(first?.requestBody?.text).toBe('{"password":"REDACTED-password-1"}');
  expect(second?.responseBody?.text).toBe("<label>Contraseña</label>");
});

test("no text takes long to process", () => {
  expect(isLabel("新新旧".repeat(26))).toBe(false);
  expect(isLabel(`Neu${" neues".repeat(12)}x`)).toBe(false);
});
