import type { Socket } from "node:net";

import { describe, expect, test } from "vitest";

import type { ProxyOptions } from "../../../src/record/proxy/proxy.ts";
import { exchangeRaw, startTestProxy } from "../../helpers/proxy.ts";
import { startRawServer, startTestServer } from "../../helpers/test-server.ts";

/** How a peer closes after its last byte. */
type Leave = "end" | "reset";

interface Cut {
  readonly where: string;
  readonly bytes: string;
}

/** A response, cut in each of its states. */
function cutAfter(pieces: Readonly<Record<string, string>>): readonly Cut[] {
  let bytes = "";
  return Object.entries(pieces).map(([where, piece]) => ({ where, bytes: (bytes += piece) }));
}

const REFUSALS = cutAfter({
  "before its head": "",
  "in its head": "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Auth",
  "after its head": "enticate: Basic\r\nContent-Length: 9\r\n\r\n",
  "in its body": "forb",
  "after its body": "idden",
});

const CHUNKED = cutAfter({
  "before its head": "",
  "in its head": "HTTP/1.1 200 OK\r\nTransfer-Enc",
  "after its head": "oding: chunked\r\nTrailer: X-Sum\r\n\r\n",
  "in the size of a chunk": "1",
  "in a chunk": "0\r\nhalf",
  "after the last chunk": "of a dozen..\r\n0\r\n",
  "in its trailers": "X-Su",
  "after its trailers": "m: 1\r\n\r\n",
});

const get = (url: string): string => `GET ${url} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;

const THROUGH_PROXY = [
  { kind: "HTTP", asked: get("http://cloud.example/") },
  { kind: "CONNECT", asked: "CONNECT cloud.example:443 HTTP/1.1\r\nHost: cloud.example:443\r\n\r\n" },
  { kind: "a request by HTTPS", asked: get("https://cloud.example/") },
] as const;

describe.each<Leave>(["end", "reset"])("a connection that a peer ends by: %s", (leave) => {
  describe.each(REFUSALS)("the user's own proxy, $where", ({ where, bytes }) => {
    test.each(THROUGH_PROXY)(
      "$kind: breaks no other connection, and the trace is complete",
      async ({ kind, asked }) => {
        const theirs = await startCutting(bytes, leave);
        const upstream = { proxies: { http: theirs, https: theirs, none: "127.0.0.1" } };
        const { got, error } = await useBeforeAnother({ upstream }, asked);
        // Half a response to our own CONNECT must not reach another client.
        const isOurs = kind !== "HTTP" && where === "in its head";
        expect(got).toBe(isOurs ? "" : bytes);
        expect(error === undefined).toBe(kind === "HTTP" && where === "after its body");
      },
    );
  });

  test.each(CHUNKED)(
    "a server, $where: breaks no other connection, and the trace is complete",
    async ({ where, bytes }) => {
      const { got, error } = await useBeforeAnother({}, get(`${await startCutting(bytes, leave)}/`));
      expect(got).toBe(bytes);
      expect(error === undefined).toBe(where === "after its trailers");
    },
  );
});

function startCutting(bytes: string, leave: Leave): Promise<string> {
  return startRawServer((received, socket) => {
    if (!received.includes("\r\n\r\n")) return;
    const go = (): Socket => (leave === "end" ? socket.end() : socket.resetAndDestroy());
    if (bytes === "") go();
    else socket.write(bytes, "latin1", go);
  });
}

interface Seen {
  /** What the client received until its connection ended. */
  readonly got: string;
  /** The exchange in the trace. */
  readonly error: unknown;
}

/** Sends a request, and then another one, for which the recorder must be in its initial state. */
async function useBeforeAnother(options: Omit<ProxyOptions, "recorder">, asked: string): Promise<Seen> {
  const plain = await startTestServer((_, response) => response.end("fine"));
  const faults: string[] = [];
  const { proxy, entries } = await startTestProxy(options, { onFault: (message) => void faults.push(message) });
  const got = await exchangeRaw(proxy.port, asked);
  expect(await exchangeRaw(proxy.port, get(`${plain}/`))).toMatch(/fine$/);
  const [entry, ...others] = await entries();
  expect(others.map(({ response }) => response.content.text)).toEqual(["fine"]);
  expect(faults).toEqual([]);
  return { got, error: entry?._error };
}
