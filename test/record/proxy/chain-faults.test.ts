import { generateKeyPairSync } from "node:crypto";
import { type TLSSocket, connect as connectTls } from "node:tls";

import { describe, expect, test } from "vitest";

import { openAuthority } from "../../../src/record/certificates/authority.ts";
import { issueCertificate } from "../../../src/record/certificates/certificate.ts";
import { openRawClient, startTestProxy } from "../../helpers/proxy.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { startTlsServer } from "../../helpers/tls.ts";

const DAY = 86_400_000;
const at = (days: number): Date => new Date(Date.now() + days * DAY);
const newKey = () => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const VALID = { notBefore: at(-1), notAfter: at(1) };
const EXPIRED = { notBefore: at(-9), notAfter: at(-8) };

const rootKey = newKey();
const root = issueCertificate({ name: "root", key: rootKey, ...VALID });
const byRoot = { issuer: { name: "root", key: rootKey } };

/** A server whose certificate is signed by an intermediate CA that the root has signed. */
function chainOf(middle: { hosts?: readonly string[]; notBefore: Date; notAfter: Date }): {
  key: string;
  cert: string;
} {
  const [middleKey, key] = [newKey(), newKey()];
  const between = issueCertificate({ name: "middle", key: middleKey, ...byRoot, ...middle });
  const issuer = { name: "middle", key: middleKey };
  const leaf = issueCertificate({ name: "localhost", key, issuer, hosts: ["127.0.0.1", "localhost"], ...VALID });
  return { key: key.export({ type: "pkcs8", format: "pem" }).toString(), cert: leaf + between };
}

const CHAINS = [
  ["a CA that is none", chainOf({ hosts: ["middle.example"], ...VALID }), "UNSPECIFIED"],
  ["a CA that has expired", chainOf(EXPIRED), "CERT_HAS_EXPIRED"],
] as const;

interface Judged {
  /** Why the client refuses the certificate; undefined if it accepts it. */
  readonly refused: string | undefined;
  readonly issuer: string;
  readonly body: string;
}

/** The error in a Node client that continues whatever it thinks of the certificate. */
async function judge(proxyPort: number | undefined, origin: string, ca: readonly string[]): Promise<Judged> {
  const { host, port } = new URL(origin);
  const raw = await openRawClient(proxyPort ?? Number(port));
  if (proxyPort !== undefined) {
    raw.write(`CONNECT ${host} HTTP/1.1\r\n\r\n`);
    await raw.until(/200 Connection Established\r\n\r\n$/);
  }
  raw.socket.removeAllListeners("data");
  const socket: TLSSocket = connectTls({
    socket: raw.socket,
    host: "localhost",
    servername: "localhost",
    ca: [...ca],
    rejectUnauthorized: false,
  });
  let text = "";
  socket.on("data", (chunk) => (text += chunk));
  socket.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  await new Promise((resolve) => socket.once("end", resolve));
  // The type is Error, but it has a code.
  const refused = socket.authorized ? undefined : String(socket.authorizationError);
  return {
    refused,
    issuer: socket.getPeerX509Certificate()?.issuer ?? "",
    body: text.slice(-4),
  };
}

describe.each(CHAINS)("a certificate that is signed by %s", (_, server, code) => {
  test("is left to the client to judge, and is passed through", async () => {
    const origin = await startTlsServer((__, response) => response.end("seen"), server);
    const authority = await openAuthority(await tempFolder());
    const { proxy, entries } = await startTestProxy({ authority, upstream: { ca: [root] } });
    const ca = [root, authority.certificate];
    const alone = await judge(undefined, origin, ca);
    expect(alone.refused).toContain(code);
    expect(await judge(proxy.port, origin, ca)).toEqual(alone);
    const reason = `its chain is refused (${code}); passed through without recording, because only the program can judge it; --insecure HOST records it`;
    expect(proxy.bypasses).toMatchObject([{ host: new URL(origin).host, reason, count: 1 }]);
    // The next connection is not tried first, so that the server sees one handshake.
    expect(await judge(proxy.port, origin, ca)).toEqual(alone);
    const remembered = "passed through without recording, because recording it failed before";
    expect(proxy.bypasses.map(({ reason: why, count }) => [why, count])).toEqual([
      [reason, 1],
      [remembered, 1],
    ]);
    expect(await entries()).toEqual([]);
  });

  test("is recorded if the user disables the verification", async () => {
    const origin = await startTlsServer((__, response) => response.end("seen"), server);
    const authority = await openAuthority(await tempFolder());
    const upstream = { ca: [root], isInsecure: () => true };
    const { proxy, entries } = await startTestProxy({ authority, upstream });
    expect(await judge(proxy.port, origin, [authority.certificate])).toMatchObject({
      refused: undefined,
      body: "seen",
    });
    expect((await entries()).map(({ response }) => response.status)).toEqual([200]);
  });
});
