import { describe, expect, test } from "vitest";

import { scanText } from "../../../src/redact/scan/scan-text.ts";
import { redactBody, redactHeader, redactUrl } from "../redact.ts";

const FORM = "application/x-www-form-urlencoded";

function show(body: string, type?: string): string {
  const masked = redactBody(body, type) ?? "";
  expect(scanText(masked)).toEqual([]);
  return masked;
}

/** As different services write tokens. */
const TOKENS = [
  "k3f9x2m7q8z1w5v4t6r0y3u9p2a8s7d1hj",
  "5d41402abc4b2a76b9719d911017c5925d41402abc4b2a76b9719d911017c592",
  "k3f9Dk2LmQ0xZ7aB3x7QwErTy5UiOp9L",
  "X2VxYXRpb25fb2ZfbG92ZQ-_aB3x7QwErTy5UiOp",
];

/** No service writes them so, but a field with this name is nothing else. */
const ODD_TOKENS = ["qwkzmtvbplxrdjhgsnfcyeuaoiqwkzmt", "48213377918264519023"];

describe("tokens against forged requests", () => {
  const always = [
    '{"_class":"x","crumb":"VALUE","crumbRequestField":"Jenkins-Crumb"}',
    '{"headerName":"X-CSRF-TOKEN","parameterName":"_csrf","token":"VALUE"}',
    '{"csrfParam":"_csrf","csrfToken":"VALUE"}',
    '{"_csrf":{"name":"_csrf","value":"VALUE"}}',
    '{"csrfmiddlewaretoken":"VALUE"}',
    '{"_token":"VALUE"}',
    '{"__RequestVerificationToken":"VALUE"}',
    '{"authenticity_token":"VALUE"}',
    '{"csrfTokenName":"csrf_test_name","csrfHash":"VALUE"}',
    '{"csrf_name":"csrf1","csrf_value":"VALUE"}',
    '{"nameKey":"csrf_name","csrfNonce":"VALUE"}',
    '{"_wpnonce":"VALUE"}',
    '{"sesskey":"VALUE"}',
  ];
  test.each(always.flatMap((body) => [...TOKENS, ...ODD_TOKENS].map((token) => body.replace("VALUE", token))))(
    "%s is masked",
    (body) => expect(show(body)).toMatch(/^[^]*"REDACTED-[a-z]+-1"\}*[^]*$/),
  );

  test.each(TOKENS)("the token is masked in forms, XML, HTML, and headers: %s", (token) => {
    for (const name of ["crumb", ".crumb", "Jenkins-Crumb", "_csrf", "csrf_value", "_token", "sesskey", "_wpnonce"])
      expect(show(`a=b&${name}=${token}`, FORM), name).toBe(`a=b&${name}=REDACTED-token-1`);
    expect(show(`<head data-crumb-header="Jenkins-Crumb" data-crumb-value="${token}">`, "text/html")).not.toContain(
      token,
    );
    expect(redactHeader("X-WP-Nonce", token)).toBe("REDACTED-token-1");
    expect(redactHeader(".crumb", token)).toBe("REDACTED-token-1");
  });

  test("a crumb of Jenkins is masked in XML", () => {
    const xml = (crumb: string): string =>
      `<defaultCrumbIssuer _class='x'><crumb>${crumb}</crumb><crumbRequestField>Jenkins-Crumb</crumbRequestField></defaultCrumbIssuer>`;
    for (const token of TOKENS.slice(0, 3)) expect(show(xml(token), "application/xml")).toBe(xml("REDACTED-token-1"));
  });

  test.each([
    '{"crumb":"Home2"}',
    '{"crumb":"Home / Products / Shoes","breadcrumb":"a/b2"}',
    '{"crumbRequestField":"Jenkins-Crumb"}',
    '{"csrf":true,"csrf_enabled":true}',
    '{"csrfTokenName":"csrf_test_name","csrf_header":"X-CSRF-TOKEN","csrf_name":"csrf1"}',
    '{"formKey":"embedded:app:forms/start2026.html"}',
    '{"formKey":"camunda-forms/invoice2026.form"}',
    '{"form_key":"contact_form_2026"}',
  ])("%s is shown", (body) => expect(show(body)).toBe(body));

  test("the key of a form of Magento is masked", () => {
    expect(show("form_key=k3f9Dk2LmQ0xZ7aB&qty=1", FORM)).toBe("form_key=REDACTED-token-1&qty=1");
    expect(show('{"form_key":"k3f9Dk2LmQ0xZ7aB"}')).toBe('{"form_key":"REDACTED-token-1"}');
  });
});

describe("codes of a few digits", () => {
  const shown = (
    "status country zip error exit currency sort postal area language dial phone product promo response return reason airport tax branch bank " +
    "color employee customer department item char key http region discount voucher coupon referral tracking event class course preset " +
    "delegate indoor outdoor alarm auth approval"
  ).split(" ");
  test.each(shown)("%s_code is shown", (name) => {
    for (const body of [
      `{"${name}_code":4001,"email":"joe@example.com"}`,
      `{"phone":"+4917012345","${name}Code":"4001"}`,
      `{"${name}_code":"482133"}`,
    ])
      expect(show(body)).toBe(body);
    expect(show(`${name}_code=482133&a=b`, FORM)).toBe(`${name}_code=482133&a=b`);
  });

  test.each([
    '{"code":4001,"message":"Invalid email","email":"joe@example.com"}',
    '{"error":{"code":4001,"message":"x"}}',
    '{"error":{"code":"4001","email":"joe@example.com"}}',
    '{"code":"100234","name":"Acme","email":"info@example.com","phone":"0228123"}',
    '{"phone":{"code":"0049","number":"17012345"}}',
    '{"code":"1001","email":"joe@example.com","address":{"city":"Bonn"}}',
    '{"code":"1001","email":"joe@example.com","orders":[1]}',
    '{"customers":[{"code":"10023","email":"joe@example.com"},{"code":"10024","email":"jane@example.com"}]}',
    '{"code":4001,"email":"has already been taken"}',
    '{"code":4001,"phone":null}',
    '{"code":10115,"email":"joe@example.com","city":"Berlin"}',
    '{"code":2026113012,"email":"joe@example.com"}',
    '{"security_code":"required"}',
    '{"access_code":"public","access_code_length":4}',
    '{"SECURITY_CODE":"600519","SECURITY_NAME_ABBR":"x"}',
    '{"securityCode":"7203","price":2711.5}',
    '{"isin":"JP3633400001","securityCode":"7203"}',
  ])("%s is shown", (body) => expect(show(body)).toBe(body));

  test.each([
    "code=4001&error=x",
    "code=10115&city=x&email=joe%40example.com",
    "page=1&code=100234",
    "securityCode=600519&market=sh",
  ])("%s is shown", (form) => {
    expect(show(form, FORM)).toBe(form);
    expect(redactUrl(`http://h/x?${form}`)).toBe(`http://h/x?${form}`);
  });

  test("what is thousands of characters away says nothing of a code", () => {
    const fields = "a=b&".repeat(2000);
    expect(show(`${fields}security_code=600519&market=sh`, FORM)).toBe(
      `${fields}security_code=REDACTED-password-1&market=sh`,
    );
  });

  const masked = (
    "security_code access_code door_code front_door_code frontDoorCode verification_code sms_verification_code securityCode accessCode gate_code " +
    "sms_code smsCode confirmation_code two_factor_code twoFactorCode 2fa_code totp_code login_code unlock_code keypad_code activation_code " +
    "reset_code email_code authenticator_code card_security_code user.access_code"
  ).split(" ");
  test.each(masked)("%s is masked", (name) => {
    for (const code of ["4821", "482133", "48213377"]) {
      expect(show(`{"${name}":"${code}"}`)).toBe(`{"${name}":"REDACTED-password-1"}`);
      expect(show(`{"${name}":${code}}`)).toBe(`{"${name}":"REDACTED-password-1"}`);
      expect(show(`a=b&${name}=${code}`, FORM)).toBe(`a=b&${name}=REDACTED-password-1`);
      expect(redactUrl(`http://h/x?${name}=${code}`)).toBe(`http://h/x?${name}=REDACTED-password-1`);
    }
  });

  test.each([
    '{"phone":"+491701234567","code":"4821"}',
    '{"phone":491701234567,"code":4821}',
    '{"phone_number":"+49 170 1234567","code":"48213377"}',
    '{"data":{"email":"joe@example.com","code":"482133"}}',
    '{"email":"joe@example.com","code":"482 133"}',
    '{"grant_type":"otp","code":"4821"}',
    '{"grant_type":"authorization_code","code":"4821"}',
    '{"phone":"+491701","country_code":"49","code":"4821"}',
    '{"username":"joe","password":"REDACTED-password-1","code":"482133"}',
    '{"entity_id":"alarm_control_panel.home","code":"4821"}',
  ])("%s is masked", (body) => {
    expect(show(body)).not.toMatch(/4821|482 /);
    expect(show(body)).toContain('"code":"REDACTED-password');
  });

  test.each(["phone=%2B49170123&code=4821", "email=joe%40example.com&code=482133", "grant_type=otp&code=4821"])(
    "%s is masked",
    (form) => {
      expect(show(form, FORM)).toMatch(/&code=REDACTED-password-1$/);
      expect(redactUrl(`http://h/x?${form}`)).toMatch(/&code=REDACTED-password-1$/);
    },
  );

  test("a code that opens something is masked in XML, and the number of a stock is not", () => {
    expect(show("<a><doorCode>4821</doorCode></a>", "application/xml")).toBe(
      "<a><doorCode>REDACTED-password-1</doorCode></a>",
    );
    const stock = "<a><securityCode>72030</securityCode><doorCode>front</doorCode></a>";
    expect(show(stock, "application/xml")).toBe(stock);
  });
});
