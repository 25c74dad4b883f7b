import { X509Certificate, generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { type PeerCertificate, type SecureContext, TLSSocket, connect } from "node:tls";

import { describe, expect, onTestFinished, test } from "vitest";

import { type Authority, openAuthority } from "../../../src/record/certificates/authority.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { portOf } from "../../helpers/test-server.ts";

const DAY = 86_400_000;
const SERVER = {
  fingerprint: generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "der" }).toString("hex"),
  commonName: "cloud.example",
  names: ["cloud.example", "*.api.example", "127.0.0.1"],
  notBefore: new Date(Date.now() - DAY),
  notAfter: new Date(Date.now() + DAY),
  refused: undefined,
  version: undefined,
} as const;

/** The certificate that a client of this CA accepts for this name, or the error code of its refusal. */
async function visit(
  context: SecureContext,
  authority: Authority,
  servername: string,
): Promise<PeerCertificate | string> {
  const server = createServer((socket) => {
    const secure = new TLSSocket(socket, { isServer: true, secureContext: context });
    secure.on("error", () => secure.destroy());
  });
  onTestFinished(() => void server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = connect({ port: portOf(server), host: "127.0.0.1", ca: authority.certificate, servername });
  try {
    await once(socket, "secureConnect");
    return socket.getPeerCertificate();
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : String(error);
  } finally {
    socket.destroy();
  }
}

describe("a certificate that mirrors a server's", () => {
  test("has its names and dates, and is signed by our CA", async () => {
    const authority = await openAuthority(await tempFolder());
    const shown = await visit(authority.contextLike(SERVER), authority, "x.api.example");
    expect(shown).toMatchObject({
      subject: { CN: "cloud.example" },
      subjectaltname: "DNS:cloud.example, DNS:*.api.example, IP Address:127.0.0.1",
    });
    expect(Date.parse((shown as PeerCertificate).valid_to)).toBe(Math.floor(SERVER.notAfter.getTime() / 1000) * 1000);
    expect(new X509Certificate(authority.certificate).subject).toContain((shown as PeerCertificate).issuer.CN);
  });

  test.each([
    ["for other names", { names: ["other.example"] }, "ERR_TLS_CERT_ALTNAME_INVALID"],
    [
      "expired",
      { notBefore: new Date(Date.now() - 2 * DAY), notAfter: new Date(Date.now() - DAY), refused: "CERT_HAS_EXPIRED" },
      "CERT_HAS_EXPIRED",
    ],
    ["its own authority", { refused: "DEPTH_ZERO_SELF_SIGNED_CERT" }, "DEPTH_ZERO_SELF_SIGNED_CERT"],
    ["of nobody known", { refused: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" }, "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
    ["of an unknown authority that is shown", { refused: "SELF_SIGNED_CERT_IN_CHAIN" }, "SELF_SIGNED_CERT_IN_CHAIN"],
    ["wrong in another way", { refused: "PATH_LENGTH_EXCEEDED" }, "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
    ["without names", { names: [], commonName: "other.example" }, "ERR_TLS_CERT_ALTNAME_INVALID"],
  ])("that is %s is refused like the original", async (_, change, code) => {
    const authority = await openAuthority(await tempFolder());
    expect(await visit(authority.contextLike({ ...SERVER, ...change }), authority, "cloud.example")).toBe(code);
  });

  test("is created once for each server", async () => {
    const authority = await openAuthority(await tempFolder());
    expect(authority.contextLike(SERVER)).toBe(authority.contextLike({ ...SERVER }));
    expect(authority.contextLike(SERVER)).not.toBe(authority.contextLike({ ...SERVER, fingerprint: "another" }));
  });
});
