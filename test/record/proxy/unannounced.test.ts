import { expect, test } from "vitest";

import { openRawClient, startTestProxy } from "../../helpers/proxy.ts";
import { startRawServer } from "../../helpers/test-server.ts";

/** Responds when it has received what it waits for, which need not be a request. */
function startPatientServer(until: string): Promise<string> {
  return startRawServer((received, socket) => {
    if (received.endsWith(until)) socket.end("HTTP/1.0 200 OK\r\n\r\ngot it");
  });
}

test.each([
  ["HTTP/1.0", "POST", " HTTP/1.0\r\nHost: a\r\n\r\n", "name=value"],
  ["HTTP/1.0, a word", "POST", " HTTP/1.0\r\nHost: a\r\n\r\n", "WORD"],
  ["HTTP/1.0, of GET", "GET", " HTTP/1.0\r\nHost: a\r\n\r\n", "two words"],
  ["Connection: close", "PUT", " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "text /with a slash"],
  ["HTTP/1.1", "PATCH", " HTTP/1.1\r\nHost: a\r\n\r\n", "WORD"],
  ["HTTP/1.1, JSON", "POST", " HTTP/1.1\r\nHost: a\r\n\r\n", '{"a": 1}'],
  ["HTTP/1.1, JSON of DELETE", "DELETE", " HTTP/1.1\r\nHost: a\r\n\r\n", '{"a": 1}'],
  ["an empty line", "POST", " HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx", "\r\n"],
])("content without a length reaches a server that waits for it (%s)", async (_, method, head, content) => {
  const origin = await startPatientServer(content);
  for (const isApart of [false, true]) {
    const { proxy, entries } = await startTestProxy();
    const client = await openRawClient(proxy.port);
    const ask = `${method} ${origin}/${head}`;
    client.write(isApart ? ask : ask + content);
    if (isApart) {
      await expect.poll(() => client.socket.bytesWritten).toBe(ask.length);
      client.write(content);
    }
    expect(await client.until(/got it$/)).toBe("HTTP/1.0 200 OK\r\n\r\ngot it");
    const [entry, ...others] = await entries();
    expect(others).toEqual([]);
    expect(entry?.response.status).toBe(200);
    if (["POST", "PUT", "PATCH"].includes(method) && content !== "\r\n") {
      expect(entry?.request.postData?.text).toBe(content);
      expect(entry?._remarks).toContain("the request has content that its head does not announce");
    }
  }
});

test.each([1, 2, 7])("requests that arrive %d bytes at a time, all before a response, stay requests", async (size) => {
  const origin = await startRawServer((received, socket) => {
    if (received.endsWith("GET /two HTTP/1.1\r\nHost: a\r\n\r\n")) {
      socket.end("HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n");
    }
  });
  const { proxy, entries } = await startTestProxy();
  const client = await openRawClient(proxy.port);
  client.socket.setNoDelay(true);
  const all = `GET ${origin}/one HTTP/1.1\r\nHost: a\r\n\r\nGET ${origin}/two HTTP/1.1\r\nHost: a\r\n\r\n`;
  for (let at = 0; at < all.length; at += size) {
    client.write(all.slice(at, at + size));
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await client.toEnd()).toBe("HTTP/1.1 204 No Content\r\n\r\n".repeat(2));
  expect((await entries()).map(({ request }) => request.url)).toEqual([`${origin}/one`, `${origin}/two`]);
});
