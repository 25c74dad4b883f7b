import { expect, test } from "vitest";

import { toClientCertificates } from "../../src/cli/options/client-certificate-options.ts";

const NONE = {
  "client-cert": undefined,
  "client-key": undefined,
  "client-passphrase-env": undefined,
  "client-passphrase-file": undefined,
};

test("options for a host belong to the certificate for it", () => {
  const certificates = toClientCertificates({
    ...NONE,
    "client-cert": ["all.p12", "cloud.example:5000=cloud.pem"],
    "client-key": ["cloud.example:5000=cloud.key"],
    "client-passphrase-env": ["P12"],
  });
  expect(certificates).toEqual([
    { cert: "all.p12", passphraseEnv: "P12" },
    { host: "cloud.example:5000", cert: "cloud.pem", key: "cloud.key" },
  ]);
  expect(toClientCertificates({ ...NONE, "client-cert": ["./a=b.pem"] })).toEqual([{ cert: "./a=b.pem" }]);
  expect(toClientCertificates(NONE)).toBeUndefined();
});

test.each([
  [{ "client-key": ["me.key"] }, "--client-key has no matching certificate."],
  [
    { "client-cert": ["me.pem"], "client-passphrase-file": ["a.example=pass"] },
    "--client-passphrase-file has no matching certificate of a.example.",
  ],
])("%j is refused, because it would be ignored", (given, message) => {
  expect(() => toClientCertificates({ ...NONE, ...given })).toThrow(message);
});
