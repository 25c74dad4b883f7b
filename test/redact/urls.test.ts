import { expect, test } from "vitest";

import { redactUrl } from "./redact.ts";

test.each([
  ["http://admin:pass-word@host/x", "http://REDACTED-user-1:REDACTED-password-1@host/x"],
  ["http://u:p@ss@host/x@y", "http://REDACTED-user-1:REDACTED-password-1@host/x@y"],
  ["http://u:100%@host/", "http://REDACTED-user-1:REDACTED-password-1@host/"],
  ["http://ghp_abcdefghijkl@host/x", "http://ghp_REDACTED-token-1@host/x"],
  ["http://only-a-token:@host/x", "http://REDACTED-token-1:@host/x"],
  ["http://host/x?token=abcdef&a=b", "http://host/x?token=REDACTED-token-1&a=b"],
  ["http://host/x?a=b;token=abcdef", "http://host/x?a=b;token=REDACTED-token-1"],
  ["http://host/x?password=abc;def&a=b", "http://host/x?password=REDACTED-password-1&a=b"],
  ["http://host/x?pass%77ord=abcdef", "http://host/x?pass%77ord=REDACTED-password-1"],
  ["http://host/x?token=%zz%zz%zz", "http://host/x?token=REDACTED-token-1"],
  ["http://host/x?X-Amz-Signature=abcdef", "http://host/x?X-Amz-Signature=REDACTED-signature-1"],
  ["http://host/x?X-Amz-Security-Token=abcdef", "http://host/x?X-Amz-Security-Token=REDACTED-token-1"],
  ["http://host/x?X-Amz-Credential=AKIAABCDEFGH%2F2026", "http://host/x?X-Amz-Credential=AKIAREDACTED-key-1"],
  ["http://host/x?X-Goog-Signature=abcdef", "http://host/x?X-Goog-Signature=REDACTED-signature-1"],
  ["http://host/x?X-Goog-Credential=abcdef", "http://host/x?X-Goog-Credential=REDACTED-key-1"],
  ["http://host/x?sig=abc&se=2026", "http://host/x?sig=REDACTED-signature-1&se=2026"],
  ["http://host/x#access_token=abcdef&x=1", "http://host/x#access_token=REDACTED-token-1&x=1"],
  ["http://host/list;jsessionid=abcdef/1?a=b", "http://host/list;jsessionid=REDACTED-cookie-1/1?a=b"],
  [
    "http://host/cb?code=SplxlOBeZQQYbYS6WxSbIA&state=xyzxyz",
    "http://host/cb?code=REDACTED-code-1&state=REDACTED-token-1",
  ],
  [
    "http://host/authorize?response_type=code&nonce=n-0S6_WzA2Mj",
    "http://host/authorize?response_type=code&nonce=REDACTED-token-1",
  ],
])("%s", (url, expected) => {
  expect(redactUrl(url)).toBe(expected);
});

test.each(["redirect_uri", "grant_type", "client_id", "code_verifier", "response_type", "id_token"])(
  "a code next to %s is one of a sign-in",
  (companion) => {
    expect(redactUrl(`http://host/cb?code=abcdef&${companion}=`)).toBe(
      `http://host/cb?code=REDACTED-code-1&${companion}=`,
    );
  },
);

test.each([
  "http://host/x?code=404&state=active",
  "http://host/x?code=NOT_FOUND&client_id=me",
  "http://host/x?nonce=abcdef",
  "http://host/x?name=cirros&next_page_token=abcdefghij&pageToken=abcdefghij",
  "http://host/x?with_token=true&token=&token&max_token=100",
  "http://host/a@b?c=d@e",
  "http://host/x#section",
  "http://host/x?q=%zz",
])("%s stays", (url) => {
  expect(redactUrl(url)).toBe(url);
});
