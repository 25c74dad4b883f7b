import { once } from "node:events";
import { createServer } from "node:net";
import { type ConnectionOptions, connect } from "node:tls";

import { describe, expect, onTestFinished, test } from "vitest";

import { readClientHello } from "../../src/wire/client-hello.ts";
import { portOf } from "../helpers/test-server.ts";

/** The first bytes that a client with these options sends. */
async function helloOf(options: ConnectionOptions): Promise<Buffer> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = connect({ port: portOf(server), host: "127.0.0.1", rejectUnauthorized: false, ...options });
  client.on("error", () => {});
  const [socket] = await once(server, "connection");
  const [first] = await once(socket, "data");
  onTestFinished(() => {
    client.destroy();
    socket.destroy();
    server.close();
  });
  return first;
}

describe("a ClientHello", () => {
  test("has the server name, the protocols, and the versions", async () => {
    const hello = await helloOf({ servername: "cloud.example", ALPNProtocols: ["h2", "http/1.1"] });
    expect(readClientHello(hello)).toMatchObject({
      serverName: "cloud.example",
      protocols: ["h2", "http/1.1"],
      versions: [0x0303, 0x0304],
    });
  });

  test("may omit all of that", async () => {
    const hello = await helloOf({ maxVersion: "TLSv1.2" });
    expect(readClientHello(hello)).toMatchObject({
      serverName: undefined,
      protocols: undefined,
      versions: [0x0301, 0x0302, 0x0303],
    });
  });

  test("has the ciphers, groups, and signature algorithms", async () => {
    const hello = await helloOf({
      ciphers: "ECDHE-RSA-AES256-GCM-SHA384:TLS_AES_128_GCM_SHA256:AES128-SHA",
      ecdhCurve: "P-384:X25519",
      sigalgs: "rsa_pss_rsae_sha512:ecdsa_secp256r1_sha256",
    });
    expect(readClientHello(hello)).toMatchObject({
      suites: expect.arrayContaining([0x1301, 0xc030, 0x002f]),
      groups: [24, 29],
      signatures: [0x0806, 0x0403],
    });
  });

  test("is complete wherever it is split, also over several records", async () => {
    const hello = await helloOf({ servername: "cloud.example" });
    for (let length = 0; length < hello.length; length += 1)
      expect(readClientHello(hello.subarray(0, length))).toBe("more");
    const records = Array.from({ length: Math.ceil((hello.length - 5) / 100) }, (_, index) => {
      const piece = hello.subarray(5 + index * 100, 5 + (index + 1) * 100);
      return Buffer.concat([Buffer.from([0x16, 3, 1, 0, piece.length]), piece]);
    });
    expect(readClientHello(Buffer.concat(records))).toEqual(readClientHello(hello));
  });

  test.each([
    "GET / HTTP/1.1\r\n\r\n",
    "SSH-2.0-x\r\n",
    "\u0016HTTP",
    "\u0016\u0003\u0001\u0000\u0004\u0002\u0000\u0000\u0000",
  ])("is not %j", (text) => {
    expect(readClientHello(Buffer.from(text, "latin1"))).toBe("none");
  });

  test("with wrong lengths is not one, and no error is thrown", async () => {
    const hello = await helloOf({ servername: "cloud.example", ALPNProtocols: ["h2"] });
    for (let place = 9; place < hello.length; place += 1) {
      const broken = Buffer.from(hello);
      broken[place] = 0xff;
      expect(() => readClientHello(broken)).not.toThrow();
    }
  });
});
