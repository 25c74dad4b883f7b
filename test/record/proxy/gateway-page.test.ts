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
