import { once } from "node:events";
import { connect } from "node:net";

import { Agent, type Dispatcher, ProxyAgent, WebSocket } from "undici";
import { describe, expect, onTestFinished, test } from "vitest";

import { startReplayProxy } from "../../src/replay/replay-proxy.ts";
import type { Entry, Trace, WebSocketMessage } from "../../src/trace/model/types.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { localhost } from "../helpers/tls.ts";
import { type EntryParts, aTrace } from "./a-trace.ts";
import { sendRaw, startReplay } from "./start-replay.ts";

type Said = Partial<WebSocketMessage> & Pick<WebSocketMessage, "data" | "type">;

const asks = (data: string, more: Partial<WebSocketMessage> = {}): Said => ({ type: "send", data, ...more });
const says = (data: string, more: Partial<WebSocketMessage> = {}): Said => ({ type: "receive", data, ...more });

/** One conversation a second, with a hundredth of a second between messages; further exchanges follow. */
function aConversation(
  url: string,
  said: readonly Said[],
  parts: Partial<EntryParts> = {},
  more: EntryParts[] = [],
): Trace {
  const { log } = aTrace({ url, status: 101, reason: "Switching Protocols", ...parts }, ...more);
  const entries = log.entries.map((entry, index): Entry => {
    if (index > 0) return entry;
    const from = Date.parse(entry.startedDateTime) / 1000;
    return { ...entry, _webSocketMessages: said.map((one, at) => ({ opcode: 1, time: from + at / 100, ...one })) };
  });
  return { log: { ...log, entries } };
}

/** Opens a WebSocket, sends all texts at once, and returns what arrived until it was closed; sends `last` after as many messages have arrived. */
async function converse(
  url: string,
  texts: readonly (Uint8Array<ArrayBuffer> | string)[],
  { closesAfter = Infinity, ...options }: { closesAfter?: number; protocols?: string[]; dispatcher?: Dispatcher } = {},
): Promise<readonly unknown[]> {
  const socket = new WebSocket(url, options);
  socket.binaryType = "arraybuffer";
  const came: unknown[] = [];
  socket.addEventListener("open", () => {
    if (socket.protocol !== "") came.push(socket.protocol);
    for (const text of texts) socket.send(text);
  });
  socket.addEventListener("message", ({ data }) => {
    came.push(data instanceof ArrayBuffer ? Buffer.from(data).toString("hex") : data);
    if (came.length === closesAfter) socket.close(1000, "seen enough");
  });
  return new Promise((resolve) => {
    socket.addEventListener("error", () => came.push("error"));
    socket.addEventListener("close", ({ code, reason }) => resolve([...came, `${code} ${reason}`.trim()]));
  });
}

const PRICES: readonly Said[] = [
  asks('{"action":"subscribe","token":"REDACTED-token-1"}'),
  says('{"event":"subscribed"}'),
  says('{"price":12.5}'),
  asks('{"action":"stop"}'),
  says('{"event":"stopped"}'),
  asks("seen enough", { opcode: 8, _code: 1000 }),
  says("bye", { opcode: 8, _code: 4000 }),
];
const ASKED = ['{"token":"own","action":"subscribe"}', '{"action":"stop"}'];
const TOLD = ['{"event":"subscribed"}', '{"price":12.5}', '{"event":"stopped"}', "4000 bye"];

describe("a recorded WebSocket", () => {
  test("sends its recorded messages, each after those that came before it, and closes as recorded", async () => {
    const server = await startReplay(aConversation("/live", PRICES));
    const url = server.urlFor("ws://cloud.example/live");
    expect(url).toMatch(/^ws:/);
    expect(await converse(url, ASKED, { closesAfter: 3 })).toEqual(TOLD);
    // A second client receives the same.
    expect(await converse(url, ASKED, { closesAfter: 3 })).toEqual(TOLD);
    expect(server).toMatchObject({ misses: [], notes: [] });
  });

  test("waits for a message before it continues", async () => {
    const server = await startReplay(aConversation("/live", PRICES));
    expect(await converse(server.urlFor("ws://cloud.example/live"), ASKED.slice(0, 1), { closesAfter: 2 })).toEqual([
      ...TOLD.slice(0, 2),
      "4000 bye",
    ]);
  });

  test("works over TLS too", async () => {
    const trace = aConversation("https://cloud.example/live", PRICES);
    const server = await startReplay(trace, { authority: { credentialsFor: () => localhost } });
    const dispatcher = new Agent({ connect: { ca: localhost.cert } });
    onTestFinished(() => dispatcher.destroy());
    const url = server.urlFor("wss://cloud.example/live");
    expect(url).toMatch(/^wss:/);
    expect(await converse(url, ASKED, { closesAfter: 3, dispatcher })).toEqual(TOLD);
  });

  test.each(["ws", "wss"])("works through the proxy, by its own name, as %s:", async (scheme) => {
    const trace = aConversation(`${scheme}://cloud.invalid/live`, PRICES);
    const proxy = await startReplayProxy(trace, { env: {}, authorityFolder: await tempFolder() });
    const dispatcher = new ProxyAgent({ uri: proxy.url, requestTls: { rejectUnauthorized: false } });
    onTestFinished(async () => {
      await dispatcher.destroy();
      await proxy[Symbol.asyncDispose]();
    });
    expect(await converse(`${scheme}://cloud.invalid/live`, ASKED, { closesAfter: 3, dispatcher })).toEqual(TOLD);
    expect(proxy).toMatchObject({ misses: [], notes: [] });
  });

  test("closes first if it did, and sends bytes and a subprotocol as recorded", async () => {
    const said = [
      says("AAEC/w==", { opcode: 2 }),
      says("expired", { opcode: 8, _code: 4001 }),
      asks("", { opcode: 8 }),
    ];
    const headers = [
      ["Sec-WebSocket-Protocol", "v2"],
      ["Sec-WebSocket-Extensions", "permessage-deflate"],
    ] as const;
    const server = await startReplay(aConversation("/live", said, { headers }));
    const url = server.urlFor("ws://cloud.example/live");
    expect(await converse(url, [], { protocols: ["v1", "v2"] })).toEqual(["v2", "000102ff", "4001 expired"]);
    expect(await converse(url, [])).toEqual(["000102ff", "4001 expired"]);
  });

  test("is closed by the client while it waits for the time of its next message", async () => {
    const later = Date.parse("2100-01-01T00:00:00Z") / 1000;
    const said = [says("now"), says("later", { time: later }), says("bye", { opcode: 8, _code: 4000, time: later })];
    const server = await startReplay(aConversation("/live", said), { speed: 100_000 });
    const url = server.urlFor("ws://cloud.example/live");
    expect(await converse(url, [], { closesAfter: 1 })).toEqual(["now", "4000 bye"]);
  });

  test("returns the IDs of JSON-RPC, whatever they are now and whichever call came first", async () => {
    const call = (id: number, method: string): string => JSON.stringify({ jsonrpc: "2.0", id, method });
    const said = [
      asks(call(1, "balance")),
      asks(call(2, "block")),
      says('{"jsonrpc":"2.0","id":2,"result":"block"}'),
      says('{"jsonrpc":"2.0","id":1,"result":"balance"}'),
    ];
    const server = await startReplay(aConversation("/rpc", said));
    const url = server.urlFor("ws://cloud.example/rpc");
    expect(await converse(url, [call(41, "block"), call(42, "balance")], { closesAfter: 2 })).toEqual([
      '{"jsonrpc":"2.0","id":41,"result":"block"}',
      '{"jsonrpc":"2.0","id":42,"result":"balance"}',
      "1000",
    ]);
    expect(server.notes).toEqual([]);
  });

  test("uses the client's own names, moves its dates, and redirects origins here", async () => {
    const said = [
      asks('{"room":"recorded-room"}'),
      says('{"joined":"recorded-room","at":"wss://cloud.example/live","expires_at":"2026-11-24T00:00:00Z"}'),
    ];
    const now = Date.UTC(2027, 0, 10) + 10;
    const server = await startReplay(aConversation("https://cloud.example/live", said), { now: () => now });
    const url = server.urlFor("wss://cloud.example/live");
    const [told] = await converse(url, ['{"room":"my-room"}'], { closesAfter: 1 });
    expect(JSON.parse(String(told))).toEqual({ joined: "my-room", at: url, expires_at: "2027-01-11T00:00:00Z" });
    expect(server.notes).toEqual([
      "Message 1 of the WebSocket (1)-(2), GET /live (call 1), got the recorded response, although it differs in: /room. `--ignore body.room` ignores them.",
    ]);
  });

  test("ends as unmatched if the client sends more than was recorded", async () => {
    const server = await startReplay(aConversation("/live", PRICES.slice(0, 2)));
    const url = server.urlFor("ws://cloud.example/live");
    expect(await converse(url, ["{}", "more"])).toEqual(['{"event":"subscribed"}', "1011 nothing more was recorded"]);
    expect(server.misses).toMatchObject([{ status: 501, request: "GET /live", nearest: 1 }]);
  });

  test.each([
    ["502", ["1011 the trace does not contain the message"], 1],
    ["empty", ["begin", "1000"], 0],
  ] as const)("with a truncated message: --missing-bodies %s", async (missingBodies, told, misses) => {
    const said = [says("begin", { _truncated: true, _size: 70_000 })];
    const server = await startReplay(aConversation("/live", said), { missingBodies });
    expect(await converse(server.urlFor("ws://cloud.example/live"), [], { closesAfter: 1 })).toEqual(told);
    expect([server.misses.length, server.notes.length]).toEqual([misses, 1 - misses]);
  });

  test.each([125, 126, 65_535, 65_536, 1 << 20])("sends %i bytes completely", async (size) => {
    const server = await startReplay(aConversation("/live", [says("x".repeat(size))]));
    const [told] = await converse(server.urlFor("ws://cloud.example/live"), [], { closesAfter: 1 });
    expect(String(told).length).toBe(size);
  });

  test("is interrupted where it was reset", async () => {
    const error = { code: "ECONNRESET", message: "", phase: "receive" } as const;
    const server = await startReplay(aConversation("/live", [says("one")], { error }));
    expect(await converse(server.urlFor("ws://cloud.example/live"), [])).toEqual(["one", "error", "1006"]);
  });
});

describe("next to a recorded WebSocket", () => {
  const trace = aConversation("/live", PRICES, {}, [
    { url: "/plain", text: "plain" },
    { method: "POST", url: "/plain", sent: "a", text: "posted" },
  ]);
  const upgrade = (method: string, protocol: string): string[] => [
    `${method} /plain HTTP/1.1`,
    "Host: cloud.example",
    "Connection: close, Upgrade, HTTP2-Settings",
    `Upgrade: ${protocol}`,
    "HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA",
  ];

  test("another requested protocol is ignored, and the request gets its response", async () => {
    const server = await startReplay(trace);
    const url = server.urlFor("http://cloud.example");
    expect(await sendRaw(url, upgrade("GET", "h2c"))).toMatch(/^HTTP\/1.1 200 OK\r\n[^]*plain$/);
    const post = [...upgrade("POST", "h2c"), "Content-Length: 1", "", "a"];
    expect(await sendRaw(url, post)).toMatch(/^HTTP\/1.1 200 OK\r\n[^]*posted$/);
    expect(server.notes).toEqual([]);
  });

  test("a WebSocket that was not recorded is unmatched, and one without a key is not a WebSocket", async () => {
    const server = await startReplay(trace);
    const url = server.urlFor("ws://cloud.example/other");
    expect(await converse(url, [])).toEqual(["error", "1006"]);
    const plain = server.urlFor("http://cloud.example");
    expect(
      await sendRaw(plain, [
        "GET /live HTTP/1.1",
        "Host: x.localhost",
        "Upgrade: websocket",
        "Connection: upgrade, close",
      ]),
    ).toMatch(/^HTTP\/1.1 501 /);
    expect(server.misses.map(({ message }) => message)).toEqual([
      "No recorded response for GET /other (call 1).",
      "GET /live switched to another protocol, which a trace does not contain (call 2).",
    ]);
  });

  test("a client that sends no WebSocket frame ends only its own connection", async () => {
    const server = await startReplay(trace);
    const { port } = new URL(server.urlFor("http://cloud.example"));
    const socket = connect(Number(port), "127.0.0.1");
    socket.write(
      "GET /live HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: a\r\n\r\n",
    );
    socket.write(Buffer.alloc(100, 0xff));
    socket.resume();
    await once(socket, "close");
    expect(await converse(server.urlFor("ws://cloud.example/live"), ASKED, { closesAfter: 3 })).toEqual(TOLD);
  });
});
