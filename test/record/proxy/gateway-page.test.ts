import { expect, test } from "vitest";

import { adviseOn } from "../../../src/record/proxy/gateway-page.ts";

test.each([
  ["SELF_SIGNED_CERT_IN_CHAIN", /--cacert FILE/],
  ["ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED", /^Give it a certificate with --client-cert/],
  // The alert may be about the client's certificate, and the client has presented one.
  ["ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE", /^$/],
  ["ECONNREFUSED", /^$/],
])("the remedy for %s", (code, advice) => {
  expect(adviseOn(code)).toMatch(advice);
});

test.each([
  ["DEPTH_ZERO_SELF_SIGNED_CERT", /--cacert FILE.*--insecure HOST/],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", /--cacert FILE.*--insecure HOST/],
  // No CA makes these valid.
  ["CERT_HAS_EXPIRED", /^(?!.*--cacert).*--insecure HOST/],
  ["CERT_NOT_YET_VALID", /^(?!.*--cacert).*--insecure HOST/],
  ["ERR_TLS_CERT_ALTNAME_INVALID", /^(?!.*--cacert).*--insecure HOST/],
  ["HTTP2_ONLY", /--transparent/],
  ["ECONNREFUSED", /^$/],
])("the hint for %s names what helps", (code, hint) => {
  expect(adviseOn(code)).toMatch(hint);
});
