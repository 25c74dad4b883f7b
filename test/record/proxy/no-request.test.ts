import { once } from "node:events";

import { expect, test } from "vitest";

import { openRawClient, startTestProxy } from "../../helpers/proxy.ts";

const HELLO = "\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03";

test.each([
  ["\x05\x01\0", "the client uses SOCKS5 with the proxy; the proxy's URL must begin with http://, not with socks5://"],
  [
    "\x04\x01\0P\x7f\0\0\x01\0",
    "the client uses SOCKS4 with the proxy; the proxy's URL must begin with http://, not with socks4://",
  ],
  [HELLO, "the client uses TLS with the proxy; the proxy's URL must begin with http://, not with https://"],
  ["EHLO mail.example\r\n", "the client did not send HTTP"],
  ["\0\0\0\x08hi", "the client did not send HTTP"],
])("data that is not a request (%j) breaks the connection, and its owner learns which one", async (bytes, reason) => {
  const { proxy } = await startTestProxy();
  const client = await openRawClient(proxy.port);
  client.write(bytes);
  const [error] = (await once(client.socket, "error")) as [NodeJS.ErrnoException];
  expect(error.code).toBe("ECONNRESET");
  expect(await client.toEnd()).toBe("");
  expect(proxy.bypasses).toEqual([{ host: "the proxy itself", reason, count: 1 }]);
});

test("a client that gets errors as pages gets one there too", async () => {
  const { proxy } = await startTestProxy({ onFailure: "502" });
  const client = await openRawClient(proxy.port);
  client.write(HELLO);
  expect(await client.toEnd()).toMatch(/^HTTP\/1\.1 400 [^]*the client uses TLS with the proxy; .* http:\/\//);
  expect(proxy.bypasses).toHaveLength(1);
});

test.each(["GET /\r\n", "GET / HTTP/1.0\r\n\r\n"])(
  "a request for the proxy itself (%j) gets its page",
  async (bytes) => {
    const { proxy } = await startTestProxy();
    const client = await openRawClient(proxy.port);
    client.write(bytes);
    expect(await client.toEnd()).toMatch(/^HTTP\/1\.1 400 [^]*This is a wirewalk recording proxy/);
  },
);
