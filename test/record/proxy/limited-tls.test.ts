import { generateKeyPairSync } from "node:crypto";
import { type SecureContextOptions, connect as connectTls } from "node:tls";

import { expect, test } from "vitest";

import { openAuthority } from "../../../src/record/certificates/authority.ts";
import { issueCertificate } from "../../../src/record/certificates/certificate.ts";
import { matchedText } from "../../../src/sequence/matched-text.ts";
import { exchangeRaw, openRawClient, startTestProxy } from "../../helpers/proxy.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { startRawServer } from "../../helpers/test-server.ts";
import { localhost, startTlsServer } from "../../helpers/tls.ts";

const DAY = 86_400_000;
const key = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const rsa = {
  key: key.export({ type: "pkcs8", format: "pem" }).toString(),
  cert: issueCertificate({
    name: "127.0.0.1",
    key,
    hosts: ["127.0.0.1"],
    notBefore: new Date(Date.now() - DAY),
    notAfter: new Date(Date.now() + DAY),
  }),
};

/** The body that a client with these limits gets, or the error of its handshake. */
async function ask(port: number, limits: SecureContextOptions, host?: string): Promise<string> {
  const raw = await openRawClient(port);
  if (host !== undefined) {
    raw.write(`CONNECT ${host} HTTP/1.1\r\n\r\n`);
    await raw.until(/200 Connection Established\r\n\r\n$/);
  }
  raw.socket.removeAllListeners("data");
  const secure = connectTls({ socket: raw.socket, host: "127.0.0.1", rejectUnauthorized: false, ...limits });
  return new Promise((resolve) => {
    let text = "";
    secure.on("error", (error: NodeJS.ErrnoException) => resolve(matchedText(/alert [a-z ]+/, error.message)));
    secure.on("data", (chunk) => (text += chunk)).on("end", () => resolve(text.slice(text.indexOf("\r\n\r\n") + 4)));
    secure.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  });
}

const TLS12 = { maxVersion: "TLSv1.2" } as const;

test.each([
  ["ciphers for RSA", {}, { ...TLS12, ciphers: "ECDHE-RSA-AES128-GCM-SHA256" }],
  ["the exchange of keys by RSA", { ...TLS12, ciphers: "AES128-SHA" }, { ...TLS12, ciphers: "AES128-SHA" }],
  ["ephemeral keys without curves", { dhparam: "auto" }, { ...TLS12, ciphers: "DHE-RSA-AES256-GCM-SHA384" }],
  ["signatures of RSA", {}, { minVersion: "TLSv1.3", sigalgs: "rsa_pss_rsae_sha256" }],
  ["curves that the usual key is not of", {}, { ...TLS12, ecdhCurve: "P-384" }],
  ["ciphers for RSA in TLS 1.2, by a server of no more", TLS12, { ciphers: "ECDHE-RSA-AES128-GCM-SHA256" }],
] as const)(
  "a client that accepts only %s is served and recorded at its first connection",
  async (_, server, client) => {
    const origin = await startTlsServer((__, response) => response.end("hi"), { ...rsa, ...server });
    const authority = await openAuthority(await tempFolder());
    const { proxy, entries } = await startTestProxy({ authority, upstream: { ca: [rsa.cert] } });
    expect(await ask(proxy.port, client, new URL(origin).host)).toBe("hi");
    expect(proxy.bypasses).toEqual([]);
    expect((await entries()).map(({ response }) => response.status)).toEqual([200]);
  },
);

test.each([
  ["ciphers", { ...TLS12, ciphers: "ECDHE-ECDSA-AES256-GCM-SHA384" }, { ciphers: "ECDHE-ECDSA-AES128-GCM-SHA256" }],
  ["curves", { ecdhCurve: "P-521" }, { ecdhCurve: "X25519" }],
  ["a kind of key", {}, { ...TLS12, ciphers: "ECDHE-RSA-AES128-GCM-SHA256" }],
  ["signatures", {}, { minVersion: "TLSv1.3", sigalgs: "rsa_pss_rsae_sha256" }],
] as const)("a client that shares no %s with its server fails as without the recorder", async (_, server, client) => {
  const origin = await startTlsServer((__, response) => response.end("hi"), server);
  const { port, host } = new URL(origin);
  const authority = await openAuthority(await tempFolder());
  const { proxy, entries } = await startTestProxy({ authority, upstream: { ca: [localhost.cert] } });
  const alone = await ask(Number(port), client);
  expect(alone).toBe("alert handshake failure");
  expect(await ask(proxy.port, client, host)).toBe(alone);
  expect((await entries()).map(({ _error }) => _error?.phase)).toEqual(["tls"]);
});

/** The smallest possible ClientHello of TLS 1.2 with these ciphers. */
function helloWith(...suites: readonly number[]): string {
  const list = Buffer.alloc(2 * suites.length);
  suites.forEach((suite, index) => list.writeUInt16BE(suite, 2 * index));
  const body = Buffer.concat([
    Buffer.from([3, 3]),
    Buffer.alloc(33),
    Buffer.from([0, list.length]),
    list,
    Buffer.from([1, 0]),
  ]);
  return Buffer.concat([Buffer.from([22, 3, 1, 0, body.length + 4, 1, 0, 0, body.length]), body]).toString("latin1");
}

test.each([
  ["falls back to an older version of TLS", helloWith(0xc0_2f, 0x56_00)],
  ["offers no cipher that wirewalk knows", helloWith(0xc0_60)],
])("a client that %s communicates with the server itself", async (words, hello) => {
  const origin = await startRawServer((received, socket) => {
    if (received.length === hello.length) socket.end(received, "latin1");
  });
  const { host } = new URL(origin);
  const authority = await openAuthority(await tempFolder());
  const { proxy, entries } = await startTestProxy({ authority });
  const said = `CONNECT ${host} HTTP/1.1\r\n\r\n${hello}`;
  expect(await exchangeRaw(proxy.port, said)).toBe(`HTTP/1.1 200 Connection Established\r\n\r\n${hello}`);
  expect(proxy.bypasses.map(({ reason }) => reason)).toEqual([`the client ${words}`]);
  expect(await entries()).toEqual([]);
});
