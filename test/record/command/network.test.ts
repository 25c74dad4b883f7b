import { createPrivateKey } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import type { ClientCertificateFiles } from "../../../src/index.ts";
import { openNetwork } from "../../../src/record/command/network.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

const TLS = join(import.meta.dirname, "../../helpers/tls");
const [cert, key, bundle] = ["localhost.crt", "localhost.key", "localhost.p12"].map((name) => join(TLS, name)) as [
  string,
  string,
  string,
];
const PASSPHRASE = "open-sesame";

async function certificateFor(host: string, clientCertificates: readonly ClientCertificateFiles[], env = {}) {
  const network = await openNetwork({ env, clientCertificates });
  network[Symbol.dispose]();
  return network.proxyOptions.upstream?.clientCertificateFor?.(host);
}

test("a client certificate is read with its key, or refused with the name of the wrong file", async () => {
  expect(await certificateFor("a:443", [{ cert, key }])).toMatchObject({ cert: expect.stringContaining("BEGIN") });
  await expect(certificateFor("a:443", [{ cert }])).rejects.toMatchObject({
    message: `"${cert}" is not a client certificate with its key.`,
  });
  await expect(certificateFor("a:443", [{ cert: "nowhere.pem" }])).rejects.toMatchObject({
    message: 'Cannot read "nowhere.pem": it does not exist.',
    hint: "Check the path.",
  });
});

test("a passphrase comes from a variable or a file, for PKCS#12 and for PEM", async () => {
  const folder = await tempFolder();
  const passphraseFile = join(folder, "passphrase");
  writeFileSync(passphraseFile, `${PASSPHRASE}\n`);
  const sealed = join(folder, "sealed.key");
  const cipher = { type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: PASSPHRASE } as const;
  writeFileSync(sealed, createPrivateKey(readFileSync(key)).export(cipher));
  const opened = { passphrase: PASSPHRASE };
  expect(await certificateFor("a:443", [{ cert: bundle, passphraseFile }])).toMatchObject(opened);
  expect(await certificateFor("a:443", [{ cert, key: sealed, passphraseFile }])).toMatchObject(opened);
  const passphraseEnv = "P12";
  expect(await certificateFor("a:443", [{ cert: bundle, passphraseEnv }], { P12: PASSPHRASE })).toMatchObject(opened);
  await expect(certificateFor("a:443", [{ cert: bundle, passphraseEnv }])).rejects.toMatchObject({
    message: "The environment variable P12 for the passphrase is not set.",
  });
});

test.each([{ cert: bundle }, { cert: bundle, passphraseEnv: "P12" }])(
  "a wrong passphrase is reported as such, and is in no message",
  async (files) => {
    const given = certificateFor("a:443", [files], { P12: "wr0ng-passphrase" });
    await expect(given).rejects.toMatchObject({ hint: expect.stringMatching(/has another passphrase/) });
    await expect(given).rejects.not.toMatchObject({ message: expect.stringContaining("wr0ng") });
  },
);

test("each server gets its own certificate, before the one for all servers", async () => {
  const named = { host: "cloud.example:5000", cert, key };
  const all = { cert: bundle, passphraseEnv: "P12" };
  const env = { P12: PASSPHRASE };
  expect(await certificateFor("cloud.example:5000", [all, named], env)).toHaveProperty("key");
  expect(await certificateFor("cloud.example:443", [all, named], env)).toHaveProperty("pfx");
  expect(await certificateFor("cloud.example:443", [named])).toBeUndefined();
});

test.each([
  "https://cloud.example",
  "cloud.example/v3",
  "me@cloud.example",
  "cloud.example:port",
  "10.0.0.0/8",
  "a b",
  "a*b",
  "::1",
  "",
  "cloud.example:70000",
])("%j is not a host, and is refused because it would be ignored", async (host) => {
  const hint = "Name the host alone, or with its port, such as cloud.example:5000.";
  const message = `"${host}" is not a host for`;
  for (const options of [
    { insecure: [host] },
    { passthrough: [host] },
    { clientCertificates: [{ host, cert, key }] },
  ]) {
    await expect(openNetwork({ env: {}, ...options })).rejects.toMatchObject({
      message: expect.stringContaining(message),
      hint,
    });
  }
});

test.each(["cloud.example", "Cloud.Example:5000", ".example", "*.example", "*", "127.0.0.1", "[::1]", "[::1]:443"])(
  "%j is a host",
  async (host) => {
    const network = await openNetwork({ env: {}, insecure: [host] });
    network[Symbol.dispose]();
    const servers = ["cloud.example:5000", "127.0.0.1:443", "[::1]:443"];
    expect(servers.some((server) => network.proxyOptions.upstream?.isInsecure?.(server))).toBe(true);
  },
);

test.each([
  ["127.0.0.1:3128", "http://127.0.0.1:3128"],
  ["localhost:3128", "http://localhost:3128"],
  [" me:se%20cret@[::1]:3128 ", "http://me:se%20cret@[::1]:3128"],
  ["HTTPS://proxy.example", "HTTPS://proxy.example"],
])("a proxy of the user in the form %j is %s", async (value, url) => {
  for (const name of ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"]) {
    const network = await openNetwork({ env: { [name]: value } });
    network[Symbol.dispose]();
    expect(network.proxyOptions.upstream?.proxies?.http).toBe(url);
  }
});

test.each([
  ["socks5://me:secret1@127.0.0.1:1080", 'names an unsupported proxy: "socks5://…@127.0.0.1:1080"'],
  ["socks5h://127.0.0.1:1080", 'names an unsupported proxy: "socks5h://127.0.0.1:1080"'],
  ["gopher://127.0.0.1", 'names an unsupported proxy: "gopher://127.0.0.1"'],
  ["http://me:secret1@127.0.0.1:99999", 'is not the URL of a proxy: "http://…@127.0.0.1:99999"'],
  ["me:secret1@127.0.0.1:99999", 'is not the URL of a proxy: "…@127.0.0.1:99999"'],
  ["http://", 'is not the URL of a proxy: "http://"'],
  ["127.0.0.1:0", 'is not the URL of a proxy: "127.0.0.1:0"'],
])("an unusable proxy of the user is refused before anything starts: %s", async (value, message) => {
  for (const name of ["http_proxy", "HTTPS_PROXY", "all_proxy"]) {
    const refused = openNetwork({ env: { [name]: value } });
    await expect(refused).rejects.toMatchObject({ name: "UserError", message: `${name} ${message}.` });
    await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining("secret1") });
  }
  const network = await openNetwork({ env: { http_proxy: value, no_proxy: "*" } });
  network[Symbol.dispose]();
});
