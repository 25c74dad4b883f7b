import { networkInterfaces } from "node:os";

import { expect, test } from "vitest";

import {
  formatAuthority,
  parseAbsoluteForm,
  parseAuthority,
  parseOrigin,
  toOrigin,
} from "../../../src/record/proxy/target.ts";
import { exchangeRaw, startTestProxy } from "../../helpers/proxy.ts";

test.each([
  ["[fe80::1%eth0]:443", "fe80::1%eth0"],
  ["[fe80::1%25eth0]:443", "fe80::1%eth0"],
  ["[fe80::1%2]:443", "fe80::1%2"],
  ["[fe80::1%25]:443", "fe80::1%25"],
  ["[fe80::1]:443", "fe80::1"],
  // As Python writes it.
  ["fe80::1:443", "fe80::1"],
  ["fe80::1%eth0:443", "fe80::1%eth0"],
])("CONNECT %s connects with the zone, and names the server without it", (text, host) => {
  const authority = parseAuthority(text);
  expect(authority).toEqual({ host, port: 443 });
  expect(toOrigin("https", { host, port: 443 })).toBe("https://[fe80::1]");
  expect(formatAuthority({ host, port: 443 })).toBe("[fe80::1]:443");
});

test.each([
  "[fe80::1%]:443",
  "[fe80::1%et h0]:443",
  "[fe80::1%a%b]:443",
  "[%lo]:443",
  "[fe80::1%lo:443",
  "a:b:443",
  "fe80::1::2:443",
])("CONNECT %s is not a target", (text) => {
  expect(parseAuthority(text)).toBeUndefined();
});

test.each([
  ["http://[fe80::1%eth0]:80/a%20b?c%d", "http://[fe80::1]:80", "/a%20b?c%d", "eth0"],
  ["http://me:x@[fe80::1%25eth0]/", "http://[fe80::1]", "/", "eth0"],
  ["http://[fe80::1%25]/", "http://[fe80::1]", "/", "25"],
  ["http://[fe80::1]/", "http://[fe80::1]", "/", undefined],
  ["http://a%41.example:80/%lo", "http://a%41.example:80", "/%lo", undefined],
])("%s is of %s", (url, origin, path, zone) => {
  expect(parseAbsoluteForm(url)).toEqual({ origin, path, ...(zone !== undefined && { zone }) });
  expect(() => parseOrigin(origin)).not.toThrow();
});

test("a zone selects its network interface: the one of this machine itself has no neighbor, and the connection fails at once", async () => {
  const loopback = Object.entries(networkInterfaces()).find(([, addresses = []]) => addresses[0]?.internal === true);
  const { proxy, entries } = await startTestProxy();
  const asked = `CONNECT [fe80::1%25${loopback?.[0]}]:1 HTTP/1.1\r\nHost: x\r\n\r\n`;
  expect(await exchangeRaw(proxy.port, asked)).toBe("");
  const [entry] = await entries();
  expect(entry?._error?.phase).toBe("connect");
  expect(entry?.request.url).toBe("https://[fe80::1]:1/");
});

test.each([
  ["in the URL", "GET http://[fe80::1%25nope0]:1/ HTTP/1.1\r\nHost: x\r\n\r\n"],
  ["in Host", "GET / HTTP/1.1\r\nHost: [fe80::1%nope0]:1\r\n\r\n"],
  ["of CONNECT", "CONNECT [fe80::1%nope0]:1 HTTP/1.1\r\n\r\n"],
])("a zone %s that names no interface fails at once, like an unknown name", async (_, asked) => {
  const { proxy, entries } = await startTestProxy();
  expect(await exchangeRaw(proxy.port, asked)).toBe("");
  const [entry] = await entries();
  expect(entry?._error).toMatchObject({ code: "ENOTFOUND", phase: "dns", message: "fe80::1%nope0 has no address" });
});
