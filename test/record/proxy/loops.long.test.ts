import { setTimeout as pause } from "node:timers/promises";

import { describe, expect, test } from "vitest";

import { freePort } from "../../../scripts/stack/processes.ts";
import { exchangeRaw, startTestProxy } from "../../helpers/proxy.ts";

// Each makes hundreds of connections until the bound of a loop is reached; access.test.ts has the loops that end at once.
describe("requests that a proxy does not forward", () => {
  test.each(["GET http://x.invalid/", "CONNECT x.invalid:443"])(
    "a request that circulates between two proxies ends (%s)",
    async (line) => {
      const proxies = { http: "", https: "" };
      const onFailure = "502";
      const a = await startTestProxy({ upstream: { proxies }, onFailure });
      const b = await startTestProxy({ upstream: { proxies: { http: a.proxy.url, https: a.proxy.url } }, onFailure });
      Object.assign(proxies, { http: b.proxy.url, https: b.proxy.url });
      const answer = await exchangeRaw(a.proxy.port, `${line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 50\d [^]* connections to the proxy [^]* it may lead back here/);
    },
    30_000,
  );
});

describe("requests that lead back here", () => {
  const ask = "GET /a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

  test.each([
    ["HTTP/1", ask],
    ["HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0"],
  ])("two listeners that name each other (%s)", async (_, request) => {
    const [here, there] = [await freePort(), await freePort()];
    const onFailure = "502";
    const a = await startTestProxy({ port: here, reverse: { url: `http://127.0.0.1:${there}` }, onFailure });
    const b = await startTestProxy({ port: there, reverse: { url: `http://127.0.0.1:${here}` }, onFailure });
    expect(await exchangeRaw(here, request)).toMatch(/ requests with the same head [^]* it may lead back here/);
    const entries = [...(await a.entries()), ...(await b.entries())];
    // Twice as many on a busy machine.
    expect(entries.length).toBeLessThan(1100);
    expect(entries.filter(({ _error }) => _error?.code === "PROXY_LOOP")).toHaveLength(1);
  });

  test.each([
    { how: "at once", interval: 0 },
    { how: "every 50 ms", interval: 50 },
  ])(
    "20 requests $how into two listeners that name each other all end",
    async ({ interval }) => {
      const [here, there] = [await freePort(), await freePort()];
      const onFailure = "502";
      const a = await startTestProxy({ port: here, reverse: { url: `http://127.0.0.1:${there}` }, onFailure });
      const b = await startTestProxy({ port: there, reverse: { url: `http://127.0.0.1:${here}` }, onFailure });
      const answers = await Promise.all(
        Array.from({ length: 20 }, async (_, index) => {
          await pause(index * interval);
          return exchangeRaw(here, ask);
        }),
      );
      for (const answer of answers) {
        expect(answer).toMatch(/^HTTP\/1\.1 502 [^]* requests with the same head [^]* it may lead back here/);
      }
      for (const entries of [await a.entries(), await b.entries()]) expect(entries.length).toBeLessThan(1500);
    },
    60_000,
  );
});
