import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { connect as connectHttp2, createServer as createHttp2Server } from "node:http2";
import { createServer as createHttpsServer } from "node:https";
import { type Server, type Socket, connect, createServer } from "node:net";
import { connect as connectTls, createServer as createTlsServer } from "node:tls";

import { expect, onTestFinished, test, vi } from "vitest";

import type { RecordingProxy } from "../../../src/record/proxy/proxy.ts";
import { exchangeRaw, openRawClient, startTestProxy } from "../../helpers/proxy.ts";
import { portOf } from "../../helpers/test-server.ts";
import { localhost, oneCertificate } from "../../helpers/tls.ts";

/** See `failAnywhere`: throws at one of its places. */
const faults = vi.hoisted(() => {
  const state = {
    count: 0,
    at: Number.POSITIVE_INFINITY,
    thrown: 0,
    places: [] as string[],
    failed: new Set<string>(),
  };
  const mayFail = (place: string): void => {
    state.count += 1;
    if (state.count !== state.at) return;
    state.thrown += 1;
    state.failed.add(place);

    throw new Error("made-up fault");
  };
  Object.assign(globalThis, { faultPlaces: state.places, mayFail });
  return state;
});

/** A server whose connections are known. */
interface Watched {
  readonly port: number;
  readonly host: string;
  readonly url: string;
  readonly sockets: ReadonlySet<Socket>;
}

async function watch(server: Server): Promise<Watched> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).once("close", () => sockets.delete(socket));
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const port = portOf(server);
  return { port, host: `127.0.0.1:${port}`, url: `http://127.0.0.1:${port}`, sockets };
}

const echoHttp = (): Server => createHttpServer((request, response) => request.pipe(response));
const echoHttp2 = (): Server =>
  createHttp2Server()
    .on("sessionError", () => {})
    .on("stream", (stream) => {
      stream.on("error", () => {});
      stream.respond();
      stream.pipe(stream);
    });
const greeter = (): Server => createServer((socket) => socket.end("220 mail.example\r\n").resume());

/** FIN and RST reach the proxy together. */
function closeAndBreak(socket: Socket): void {
  socket.once("data", () => {
    socket.once("finish", () => socket.resetAndDestroy());
    socket.end("HTTP/1.1 200 OK\r\n\r\nhi");
  });
}

const CLOSE = "Host: x\r\nConnection: close\r\n";

interface Way {
  readonly server: () => Server;
  /** @default none */
  readonly options?: (server: Watched) => Parameters<typeof startTestProxy>[0];
  /** One use of the proxy; it need not succeed. */
  readonly use: (proxy: RecordingProxy, server: Watched) => Promise<unknown>;
}

/** A connection through a tunnel, or undefined. */
async function openTunnel({ port }: RecordingProxy, host: string): Promise<Socket> {
  const { socket, write, until } = await openRawClient(port);
  write(`CONNECT ${host} HTTP/1.1\r\n\r\n`);
  await until(/\r\n\r\n/);
  socket.removeAllListeners("data").pause();
  return socket;
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once("close", () => resolve()));
}

async function toEnd(socket: Socket): Promise<void> {
  socket.on("error", () => {}).resume();
  if (!socket.closed) await closed(socket);
}

async function askHttp2(session: ReturnType<typeof connectHttp2>): Promise<void> {
  session.on("error", () => {});
  const stream = session.request({ ":method": "POST" });
  stream
    .on("error", () => {})
    .resume()
    .end("hi");
  await new Promise((resolve) => stream.once("close", resolve));
  session.destroy();
}

async function askByTls(proxy: RecordingProxy, host: string): Promise<void> {
  const socket = connectTls({ socket: await openTunnel(proxy, host), ca: localhost.cert, servername: "localhost" });
  socket.write(`GET / HTTP/1.1\r\n${CLOSE}\r\n`);
  await toEnd(socket);
}

const WAYS: Readonly<Record<string, Way>> = {
  "a request": {
    server: echoHttp,
    use: ({ port }, { url }) => exchangeRaw(port, `POST ${url}/ HTTP/1.1\r\n${CLOSE}Content-Length: 2\r\n\r\nhi`),
  },
  "a request that nobody answers": {
    server: echoHttp,
    use: ({ port }) => exchangeRaw(port, `GET http://127.0.0.1:1/ HTTP/1.1\r\n${CLOSE}\r\n`),
  },
  "a WebSocket": {
    server: () =>
      echoHttp().on("upgrade", (_, socket: Socket) => {
        socket.write("HTTP/1.1 101 Yes\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n\x81\x02hi");
        socket.once("data", () => socket.end());
      }),
    use: async ({ port }, { url }) => {
      const { socket, write, until } = await openRawClient(port);
      write(`GET ${url}/ HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
      await until(/hi$/);
      write("\x81\x82\0\0\0\0hi");
      await toEnd(socket);
    },
  },
  "a client that breaks off": {
    server: echoHttp,
    use: async ({ port }, { url, sockets }) => {
      const { socket, write, until } = await openRawClient(port);
      write(`POST ${url}/ HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhi`);
      await until(/hi/);
      socket.resetAndDestroy();
      await Promise.all(Array.from(sockets, closed));
    },
  },
  "a request for a URL of https": {
    server: () => createHttpsServer(localhost, (_, response) => response.end("secure")),
    use: (proxy, { port }) => exchangeRaw(proxy.port, `GET https://localhost:${port}/ HTTP/1.1\r\n${CLOSE}\r\n`),
  },
  HTTPS: {
    server: () => createHttpsServer(localhost, (_, response) => response.end("secure")),
    use: (proxy, { host }) => askByTls(proxy, host),
  },
  "a server that closes its half, and then breaks the connection": {
    server: () => createServer(closeAndBreak),
    use: ({ port }, { url }) => exchangeRaw(port, `GET ${url}/ HTTP/1.1\r\n${CLOSE}\r\n`),
  },
  "TLS that the server cuts": {
    server: () =>
      createTlsServer(localhost, (socket) => {
        socket
          .on("error", () => {})
          .once("data", () => {
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi", () => socket.destroy());
          });
      }),
    use: (proxy, { host }) => askByTls(proxy, host),
  },
  "TLS that the server does not speak": { server: greeter, use: (proxy, { host }) => askByTls(proxy, host) },
  "a tunnel of no HTTP": {
    server: greeter,
    use: async (proxy, { host }) => {
      const socket = await openTunnel(proxy, host);
      socket.end("\0");
      await toEnd(socket);
    },
  },
  "HTTP/2 in a tunnel": {
    server: echoHttp2,
    use: async (proxy, { host, url }) => {
      const socket = await openTunnel(proxy, host);
      await askHttp2(connectHttp2(url, { createConnection: () => socket }));
    },
  },
  "HTTP/2 to a reverse listener": {
    server: echoHttp2,
    options: ({ url }) => ({ reverse: { url } }),
    use: (proxy) => askHttp2(connectHttp2(proxy.url)),
  },
  "a connection that was led": {
    server: echoHttp,
    use: async (proxy, { port }) => {
      const listener = createServer({ pauseOnConnect: true }, (socket) =>
        proxy.lead(socket, { address: { host: "127.0.0.1", port }, name: undefined }),
      );
      listener.listen(0, "127.0.0.1");
      await once(listener, "listening");
      const answered = exchangeRaw(portOf(listener), `GET / HTTP/1.1\r\n${CLOSE}\r\n`);
      await answered.finally(() => listener.close());
    },
  },
  "a connection that was led to a server inside a namespace": {
    server: echoHttp,
    use: async (proxy, { port }) => {
      const open = async (): Promise<Socket> => {
        const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
        await once(socket, "connect");
        return socket;
      };
      const listener = createServer({ pauseOnConnect: true }, (socket) =>
        proxy.lead(socket, { address: { host: "127.0.0.1", port }, name: undefined, open }),
      );
      listener.listen(0, "127.0.0.1");
      await once(listener, "listening");
      const answered = exchangeRaw(portOf(listener), `GET / HTTP/1.1\r\n${CLOSE}\r\n`);
      await answered.finally(() => listener.close());
    },
  },
  "a user's own proxy that refuses": {
    server: () =>
      createServer((socket) => socket.once("data", () => socket.end("HTTP/1.1 407 No\r\nContent-Length: 2\r\n\r\nno"))),
    options: ({ url }) => ({ upstream: { proxies: { https: url } } }),
    use: ({ port }) => exchangeRaw(port, "CONNECT cloud.example:443 HTTP/1.1\r\n\r\n"),
  },
  "a user's own proxy that is reached by TLS, and refuses": {
    server: () =>
      createTlsServer(localhost, (socket) => {
        socket.on("error", () => {}).once("data", () => socket.end("HTTP/1.1 407 No\r\nContent-Length: 2\r\n\r\nno"));
      }),
    options: ({ host }) => ({ upstream: { ca: [localhost.cert], proxies: { https: `https://${host}` } } }),
    use: ({ port }) => exchangeRaw(port, "CONNECT cloud.example:443 HTTP/1.1\r\n\r\n"),
  },
};

const PAST_THE_LAST = 3;

/** An HTTP client gets a response, or its connection ends, within a turn or two; nothing here waits longer. */
test.each(Object.entries(WAYS))(
  "an exception at any event or await of %s ends that connection at both ends, is reported, and does not affect others",
  async (_, { server: createWatched, options, use }) => {
    const server = await watch(createWatched());
    const plain = await watch(echoHttp());
    const { proxy, trace } = await startTestProxy(
      { authority: oneCertificate, upstream: { ca: [localhost.cert] }, ...options?.(server) },
      { onFault: () => {} },
    );
    faults.thrown = 0;
    // The number of events may differ a little from use to use.
    for (let number = 1; number <= faults.thrown + PAST_THE_LAST; number += 1) {
      Object.assign(faults, { count: 0, at: number });
      await use(proxy, server).catch(() => {});
      faults.at = Number.POSITIVE_INFINITY;
      // What that use has not closed yet is closed meanwhile, and is not an event of the next use.
      await exchangeRaw(plain.port, `POST / HTTP/1.1\r\n${CLOSE}Content-Length: 0\r\n\r\n`);
      while (server.sockets.size > 0) await Promise.all(Array.from(server.sockets, closed));
    }
    expect(faults.thrown).toBeGreaterThan(3);
    if (options?.(server)?.reverse === undefined) {
      const answer = await exchangeRaw(
        proxy.port,
        `POST ${plain.url}/ HTTP/1.1\r\n${CLOSE}Content-Length: 4\r\n\r\nfine`,
      );
      expect(answer).toMatch(/fine/);
    }
    const reason = "exchanges lost by an internal error of the recorder: made-up fault";
    expect((await trace()).log._wirewalk?.missing).toContainEqual({ kind: "dropped", reason, count: faults.thrown });
  },
);

/** Places that no use above reaches: some depend on timing (who is first, what fits into a buffer), some on a replay, a client that disconnects meanwhile, or hundreds of connections. */
const UNREACHED: ReadonlySet<string> = new Set([
  "dial.ts: at () => socket.destroy()",
  "dial.ts: at () => socket.destroy() #2",
  'dial.ts: at () => socket.destroy(Object.assign(new Error("not here"), { ',
  "dial.ts: at () => { settle(); reject(clientGone(tried)); }",
  "wire-end.ts: at (end) => end.#handlers.drained()",
  "wire-end.ts: at () => freeMemory(piece)",
  "wire-end.ts: at () => this.#beginTurn()",
  "wire-end.ts: at () => { if (!this.#isApart) return; this.send(); if (!this.i",
  "wire-end.ts: at () => this.socket.uncork()",
  "wire-end.ts: at () => this.#resetNow()",
  "wire-end.ts: at () => { if (findClosing(this.raw) !== undefined) return this",
  "intercept.ts: behind await contextFor(authority, host, limit)",
  "intercept.ts: behind await tunnel.openReplay(origin)",
  "intercept.ts: behind await openAgain(tunnel, `${error.message}; passed through wi",
  "intercept.ts: behind await openAgain(tunnel, `${why}; passed through without reco",
  "intercept.ts: behind await contextFor(authority, hello.serverName ?? tunnel.targe",
  "intercept.ts: behind await tunnel.open()",
  'ask-for-tunnel.ts: at () => { settle(); raw.destroy(); reject(new DialError("PROXY',
  "ask-for-tunnel.ts: at () => { settle(); raw.destroy(); reject(clientGone()); }",
  "secure-line.ts: at () => { settle(); socket.destroy(); raw.destroy(); reject(cl",
  "secure-line.ts: at (error) => { settle(); socket.destroy(); below.destroy(); re",
  'secure-line.ts: at () => fail(Object.assign(new Error("closed"), { code: "ECONN',
  "connect.ts: behind await context.upstream.open(origin, { now: context.now, sign",
  "connect.ts: behind await this.openReplay(origin)",
  "connect.ts: at () => reject(clientGone())",
  "loop-bound.ts: behind await suspicion.trial.hold(signal)",
  "loop-trial.ts: at () => resolve(false)",
]);

test("an error was thrown at every place of the proxy where an event or an await can cause one", () => {
  const missed = faults.places.filter((place) => !faults.failed.has(place));
  expect(missed.filter((place) => !UNREACHED.has(place))).toEqual([]);
  expect([...UNREACHED].filter((known) => !faults.places.includes(known))).toEqual([]);
});
