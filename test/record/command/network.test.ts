import { join } from "node:path";

import { expect, test } from "vitest";

import { openNetwork } from "../../../src/record/command/network.ts";

const TLS = join(import.meta.dirname, "../../helpers/tls");

test("a client certificate is read with its key, or refused with the file that is wrong", async () => {
  const clientCert = join(TLS, "localhost.crt");
  const network = await openNetwork({ env: {}, clientCert, clientKey: join(TLS, "localhost.key") });
  expect(network.proxyOptions.upstream?.clientCertificate).toMatchObject({ cert: expect.stringContaining("BEGIN") });
  network[Symbol.dispose]();
  await expect(openNetwork({ env: {}, clientCert })).rejects.toMatchObject({
    message: `"${clientCert}" is no client certificate with its key.`,
  });
  await expect(openNetwork({ env: {}, clientCert: "nowhere.pem" })).rejects.toMatchObject({
    message: 'Cannot read the file "nowhere.pem".',
  });
});

test("a host whose certificate is not to be checked is no URL", async () => {
  await expect(openNetwork({ env: {}, insecure: ["https://cloud.example"] })).rejects.toMatchObject({
    message: '"https://cloud.example" is no host whose certificate could be left unchecked.',
    hint: "name the host alone, or with its port, such as cloud.example:5000.",
  });
});
