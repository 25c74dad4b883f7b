import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { type Socket, createServer } from "node:net";

import { describe, expect, onTestFinished, test } from "vitest";

import { exchangeRaw, openRawClient, startTestProxy } from "../../helpers/proxy.ts";
import { portOf, startRawServer, startTestServer } from "../../helpers/test-server.ts";

const host = (origin: string): string => new URL(origin).host;

/** A server that responds to every request with the same bytes, keeps what it receives, and closes if requested. */
async function startScriptedServer(answer: string): Promise<{ origin: string; received: () => string }> {
  let last = "";
  const origin = await startRawServer((received, socket) => {
    last = received;
    if (!received.endsWith("\r\n\r\n")) return;
    if (/^Connection: close|^GET \S+ HTTP\/1\.0/im.test(received)) socket.end(answer, "latin1");
    else socket.write(answer, "latin1");
  });
  return { origin, received: () => last };
}

describe("header fields", () => {
  test("reach the server byte for byte, except those for a proxy", async () => {
    const server = await startScriptedServer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    const { proxy, entries } = await startTestProxy();
    const fields =
      `Host: other.example\r\nX-Two: 1\r\nx-TWO:2 \r\nX-Latin: caf\xe9\r\nX-Empty;\r\nX-Folded: a\r\n\tb\r\n` +
      "Keep-Alive: 5\r\nConnection: close, X-Hop\r\nX-Hop: stays\r\nTE: trailers\r\nExpect: 100-continue\r\nX-Two: 3\r\n";
    await exchangeRaw(
      proxy.port,
      `GET ${server.origin}/a?b=%7Ec#d HTTP/1.1\r\n${fields}Proxy-Connection: keep-alive\r\nproxy-authorization: Basic eDo=\r\n\r\n`,
    );
    expect(server.received()).toBe(`GET /a?b=%7Ec#d HTTP/1.1\r\n${fields}\r\n`);
    const [entry] = await entries();
    expect(entry?.request._changed).toEqual(["absolute-form", "Proxy-Connection", "proxy-authorization"]);
    expect(entry?.request._rawHead).toBe(`GET /a?b=%7Ec#d HTTP/1.1\r\n${fields}\r\n`);
    expect(entry?.request.headers.slice(0, 6)).toEqual([
      { name: "Host", value: "other.example" },
      { name: "X-Two", value: "1" },
      { name: "x-TWO", value: "2" },
      { name: "X-Latin", value: "café" },
      { name: "X-Empty;", value: "" },
      { name: "X-Folded", value: "a b" },
    ]);
  });

  test.each([
    ["GET http://ORIGIN HTTP/1.1", "GET / HTTP/1.1"],
    ["GET http://ORIGIN?q HTTP/1.1", "GET /?q HTTP/1.1"],
    ["OPTIONS http://ORIGIN HTTP/1.1", "OPTIONS * HTTP/1.1"],
    ["GET http://me:secret@ORIGIN/a b HTTP/1.1", "GET /a b HTTP/1.1"],
    ["LIST http://ORIGIN/\xed\x95\x9c HTTP/1.1", "LIST /\xed\x95\x9c HTTP/1.1"],
    ["GET  http://ORIGIN/a  HTTP/1.1", "GET  /a  HTTP/1.1"],
    ["GET http://ORIGIN/a HTTP/1.0", "GET /a HTTP/1.0"],
    ["GET /by-host HTTP/1.1", "GET /by-host HTTP/1.1"],
    ["OPTIONS * HTTP/1.1", "OPTIONS * HTTP/1.1"],
  ])("the request line %s is %s at the server", async (line, expected) => {
    const server = await startScriptedServer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    const { proxy } = await startTestProxy();
    const fields = `Host: ${host(server.origin)}\r\nConnection: close\r\n\r\n`;
    await exchangeRaw(proxy.port, `${line.replace("ORIGIN", host(server.origin))}\r\n${fields}`);
    expect(server.received()).toBe(`${expected}\r\n${fields}`);
  });

  test("reach the client in the server's order and case, duplicates and bytes kept", async () => {
    const answer =
      'HTTP/1.1 201 Made To Order\r\nSET-Cookie: a=1\r\nX-Name: \xed\x95\x9c\r\nset-cookie: b=2\r\nKeep-Alive: timeout=9\r\nETag: W/"1"\r\nContent-Length: 2\r\n\r\nhi';
    const { origin } = await startScriptedServer(answer);
    const { proxy, entries } = await startTestProxy();
    expect(await exchangeRaw(proxy.port, `GET ${origin}/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).toBe(
      answer,
    );
    const [entry] = await entries();
    expect(entry?.response.headers.find(({ name }) => name === "X-Name")?.value).toBe("한");
    expect(entry?.response._rawHead).toBeUndefined();
  });

  test("an empty reason phrase stays empty", async () => {
    const { origin } = await startScriptedServer("HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n");
    const { proxy } = await startTestProxy();
    expect(await exchangeRaw(proxy.port, `GET ${origin}/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 200 \r\n/,
    );
  });

  test("a head of a mebibyte passes, both ways", async () => {
    const long = "x".repeat(1024 * 1024);
    const server = await startScriptedServer(`HTTP/1.1 200 OK\r\nX-Long: ${long}\r\nContent-Length: 0\r\n\r\n`);
    const { proxy } = await startTestProxy();
    const answer = await exchangeRaw(
      proxy.port,
      `GET ${server.origin}/ HTTP/1.1\r\nHost: x\r\nX-Mine: ${long}\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toContain(`X-Long: ${long}\r\n`);
    expect(server.received()).toContain(`X-Mine: ${long}\r\n`);
  });
});

describe("framing", () => {
  const bodyOf = async (request: IncomingMessage): Promise<string> => {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    return text;
  };

  test("a chunked request stays chunked, one with a length keeps it", async () => {
    const seen: string[] = [];
    const origin = await startTestServer(async (request, response) => {
      const { "transfer-encoding": coding, "content-length": length } = request.headers;
      seen.push(`${coding ?? length} ${await bodyOf(request)}`);
      response.end();
    });
    const { proxy } = await startTestProxy();
    await exchangeRaw(
      proxy.port,
      `POST ${origin}/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;ext=1\r\nde\r\n0\r\n\r\n` +
        `PUT ${origin}/ HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nConnection: close\r\n\r\nwxyz`,
    );
    expect(seen).toEqual(["chunked abcde", "4 wxyz"]);
  });

  test("a chunked response stays unchanged, with its trailers, whatever the client's version", async () => {
    const answer =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n5;a=b\r\nhello\r\n0\r\nX-Sum: 9\r\n\r\n";
    const { origin } = await startScriptedServer(answer);
    const { proxy, entries } = await startTestProxy();
    expect(await exchangeRaw(proxy.port, `GET ${origin}/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).toBe(
      answer,
    );
    expect(await exchangeRaw(proxy.port, `GET ${origin}/ HTTP/1.0\r\n\r\n`)).toBe(answer);
    const [entry, old] = await entries();
    expect(entry?.response._trailers).toEqual([{ name: "X-Sum", value: "9" }]);
    expect(old?.request.httpVersion).toBe("HTTP/1.0");
    expect(old?.response).toMatchObject({ httpVersion: "HTTP/1.1", content: { text: "hello" } });
  });

  test("a response that ends with the connection reaches the client completely", async () => {
    const origin = await startRawServer((_, socket) => socket.end("HTTP/1.0 200 OK\r\n\r\nuntil the end"));
    const { proxy } = await startTestProxy();
    expect(await exchangeRaw(proxy.port, `GET ${origin}/ HTTP/1.0\r\n\r\n`)).toMatch(/\r\n\r\nuntil the end$/);
  });

  test.each([
    ["HEAD", "200 OK", "Content-Length: 1234\r\n"],
    ["GET", "204 No Content", ""],
    ["GET", "304 Not Modified", "Content-Length: 1234\r\n"],
  ])("the response to %s with status %s has no body, whatever its head states", async (method, status, fields) => {
    const { origin } = await startScriptedServer(`HTTP/1.1 ${status}\r\nETag: "1"\r\n${fields}\r\n`);
    const { proxy } = await startTestProxy();
    expect(await exchangeRaw(proxy.port, `${method} ${origin}/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).toBe(
      `HTTP/1.1 ${status}\r\nETag: "1"\r\n${fields}\r\n`,
    );
  });

  test("1xx responses are passed on and recorded", async () => {
    const { origin } = await startScriptedServer(
      "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
    );
    const { proxy, entries } = await startTestProxy();
    expect(await exchangeRaw(proxy.port, `GET ${origin}/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 103 Early Hints\r\nLink: <\/a\.css>; rel=preload\r\n\r\nHTTP\/1\.1 200 OK\r\n/,
    );
    const [entry] = await entries();
    expect(entry?.response._informational?.map(({ status }) => status)).toEqual([103]);
  });
});

describe("a connection", () => {
  test("serves one request after the other, and pipelined ones in their order", async () => {
    const order: string[] = [];
    const origin = await startTestServer((request, response) => {
      order.push(request.url ?? "");
      response.end(request.url);
    });
    const { proxy } = await startTestProxy();
    const client = await openRawClient(proxy.port);
    client.write(`GET ${origin}/first HTTP/1.1\r\nHost: x\r\n\r\n`);
    await client.until(/\/first$/);
    const many = Array.from(
      { length: 20 },
      (_, index) => `POST ${origin}/${index} HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx`,
    );
    client.write(many.join(""));
    const answers = await client.until(/\r\n\r\n\/19$/);
    expect(order).toEqual(["/first", ...many.map((_, index) => `/${index}`)]);
    expect(Array.from(answers.matchAll(/\r\n\r\n(\/\d+)/g), ([, path]) => path)).toEqual(order.slice(1));
  });

  test("keeps its server connection between requests", async () => {
    const ports: (number | undefined)[] = [];
    const origin = await startTestServer((request, response) => {
      ports.push(request.socket.remotePort);
      response.end("ok");
    });
    const { proxy } = await startTestProxy();
    const client = await openRawClient(proxy.port);
    for (const count of [1, 2]) {
      client.write(`GET ${origin}/ HTTP/1.1\r\nHost: x\r\n\r\n`);
      await client.until(new RegExp(`^(?:[^]*?\\r\\n\\r\\nok){${count}}$`));
    }
    expect(new Set(ports).size).toBe(1);
    await exchangeRaw(proxy.port, `GET ${origin}/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(new Set(ports).size).toBe(2);
  });
});

describe("several servers over one connection", () => {
  test("respond in the order of the requests, and each keeps its connection", async () => {
    const seen: string[] = [];
    const start = async (name: string): Promise<string> =>
      startTestServer((request, response) => {
        seen.push(`${name}${request.url} ${request.socket.remotePort}`);
        // The first response is slow.
        setImmediate(() => response.end(`<${name}${request.url}>`));
      });
    const [a, b] = [await start("a"), await start("b")];
    const { proxy, entries } = await startTestProxy();
    const client = await openRawClient(proxy.port);
    client.write(
      [`${a}/1`, `${b}/2`, `${a}/3`, `${b}/4`].map((url) => `GET ${url} HTTP/1.1\r\nHost: x\r\n\r\n`).join(""),
    );
    const answers = await client.until(/<b\/4>/);
    expect(answers.match(/<\w\/\d>/g)).toEqual(["<a/1>", "<b/2>", "<a/3>", "<b/4>"]);
    expect(new Set(seen.map((one) => one.split(" ")[1])).size).toBe(2);
    expect((await entries()).map(({ request, response }) => [request.url, response.content.text])).toEqual([
      [`${a}/1`, "<a/1>"],
      [`${b}/2`, "<b/2>"],
      [`${a}/3`, "<a/3>"],
      [`${b}/4`, "<b/4>"],
    ]);
  });

  test("one that closes after its response leaves the next request to its server", async () => {
    const a = await startScriptedServer("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na");
    const b = await startScriptedServer("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nb");
    const { proxy } = await startTestProxy();
    const client = await openRawClient(proxy.port);
    client.write(`GET ${a.origin}/ HTTP/1.1\r\nConnection: close\r\n\r\nGET ${b.origin}/ HTTP/1.1\r\n\r\n`);
    expect(await client.until(/\r\n\r\nb$/)).toMatch(/\r\n\r\naHTTP/);
  });
});

/** A server whose every event the test triggers: when data arrives, and when its client closes its half. */
async function startBareServer(on: {
  data?: (received: string, socket: Socket) => void;
  end: (socket: Socket) => void;
}) {
  let received = "";
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1");
      on.data?.(received, socket);
    });
    socket.on("end", () => on.end(socket));
  });
  onTestFinished(() => void server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { origin: `http://127.0.0.1:${portOf(server)}`, received: () => received };
}

test.each(["GET ORIGIN/a HTTP/1.1\r\nHo", "GET ORIGIN/a HTTP/1.1"])(
  "a head that its client does not complete (%j) is left to the server, and is recorded",
  async (head) => {
    const end = (socket: Socket): void => void socket.end("HTTP/1.1 400 No\r\nContent-Length: 0\r\n\r\n");
    const { origin, received } = await startBareServer({ end });
    const { proxy, entries } = await startTestProxy();
    const client = await openRawClient(proxy.port);
    client.socket.end(head.replace("ORIGIN", origin));
    expect(await client.toEnd()).toMatch(/^HTTP\/1\.1 400 No/);
    expect(received()).toBe(head.replace("ORIGIN", ""));
    expect((await entries()).map(({ request: { url }, response: { status } }) => [url, status])).toEqual([
      [`${origin}/a`, 400],
    ]);
  },
);

describe("Expect: 100-continue", () => {
  test("is left to the server: a client that is refused never sends its body", async () => {
    const server = await startScriptedServer("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
    const { proxy } = await startTestProxy();
    const client = await openRawClient(proxy.port);
    client.write(`POST ${server.origin}/ HTTP/1.1\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n`);
    expect(await client.until(/\r\n\r\n$/)).toMatch(/^HTTP\/1\.1 413 /);
    expect(server.received()).toContain("\r\nExpect: 100-continue\r\n");
  });

  test.each([
    ["", Infinity],
    [", which comes in pieces", 45],
  ])(
    "a client that is refused may send another request in place of its body, as curl does after 417%s",
    async (_, cut) => {
      const server = await startBareServer({
        data: (received, socket) => {
          if (/\r\n\r\n(?:abc)?$/.test(received)) socket.write("HTTP/1.1 417 No\r\nContent-Length: 0\r\n\r\n");
        },
        end: (socket) => socket.end(),
      });
      const { proxy, entries } = await startTestProxy();
      const client = await openRawClient(proxy.port);
      const put = (fields: string): string => `PUT ${server.origin}/a HTTP/1.1\r\nContent-Length: 3\r\n${fields}\r\n`;
      client.write(put("Expect: 100-continue\r\n"));
      await client.until(/\r\n\r\n$/);
      const next = `${put("")}abc`;
      client.write(next.slice(0, cut));
      // Enough for the proxy to read only the first piece.
      for (let turn = 0; turn < 9; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      client.socket.end(next.slice(cut));
      expect(await client.toEnd()).toMatch(/417 No[^]*417 No/);
      expect(server.received()).toMatch(/\r\n\r\nPUT \/a HTTP\/1\.1\r\nContent-Length: 3\r\n\r\nabc$/);
      expect((await entries()).map(({ request }) => request.postData?.text)).toEqual([undefined, "abc"]);
    },
  );

  test("a client that may continue sends it", async () => {
    const server = await startTestServer((request, response) => {
      request.on("data", (chunk: Buffer) => response.end(chunk));
    });
    const { proxy, entries } = await startTestProxy();
    const client = await openRawClient(proxy.port);
    client.write(
      `POST ${server}/ HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n`,
    );
    await client.until(/^HTTP\/1\.1 100 Continue\r\n\r\n$/);
    client.write("abc");
    expect(await client.toEnd()).toMatch(/HTTP\/1\.1 200 OK\r\n[^]*abc/);
    const [entry] = await entries();
    expect(entry?.response._informational?.map(({ status }) => status)).toEqual([100]);
  });
});

describe("streams", () => {
  test("Server-Sent Events arrive one by one, and the trace has their times", async () => {
    let next = (): void => {};
    const origin = await startTestServer((_, response) => {
      response.writeHead(200, { "Content-Type": "text/event-stream" });
      response.flushHeaders();
      let number = 0;
      next = () => void response.write(`data: ${++number}\n\n`);
      response.on("close", () => (next = () => {}));
    });
    const { proxy, entries } = await startTestProxy();
    const client = await openRawClient(proxy.port);
    client.write(`GET ${origin}/ HTTP/1.1\r\nHost: x\r\n\r\n`);
    // The head arrives before the server has any event.
    await client.until(/\r\n\r\n$/);
    for (const number of [1, 2, 3]) {
      next();
      await client.until(new RegExp(`data: ${number}\\n\\n`));
    }
    client.socket.destroy();
    await once(client.socket, "close");
    const [entry] = await entries();
    expect(entry?.response._chunks?.map(({ size }) => size)).toEqual([9, 9, 9]);
    const times = entry?.response._chunks?.map(({ time }) => time) ?? [];
    expect(times.toSorted((a, b) => a - b)).toEqual(times);
  });

  test("a client that disconnects cancels the request at the server", async () => {
    let gone: (() => void) | undefined;
    const cancelled = new Promise<void>((resolve) => (gone = resolve));
    const origin = await startTestServer((request, response) => {
      request.socket.on("close", () => gone?.());
      response.write("first");
    });
    const { proxy, entries } = await startTestProxy();
    const client = await openRawClient(proxy.port);
    client.write(`GET ${origin}/ HTTP/1.1\r\nHost: x\r\n\r\n`);
    await client.until(/first/);
    client.socket.destroy();
    await cancelled;
    const [entry] = await entries();
    expect(entry?._error).toMatchObject({ code: "CLIENT_GONE", phase: "receive" });
    expect(entry?.response.content.text).toBe("first");
  });

  test("a client that does not read holds the server back", async () => {
    let sent = 0;
    const total = 64 * 1024 * 1024;
    const chunk = Buffer.alloc(64 * 1024);
    let stalled: (() => void) | undefined;
    const isStalled = new Promise<void>((resolve) => (stalled = resolve));
    const origin = await startTestServer((_, response) => {
      response.writeHead(200, { "Content-Length": total });
      const pump = (): void => {
        while (sent < total) {
          sent += chunk.length;
          if (response.write(chunk)) continue;
          const timer = setTimeout(() => stalled?.(), 300);
          response.once("drain", () => {
            clearTimeout(timer);
            pump();
          });
          return;
        }
        response.end();
      };
      pump();
    });
    const { proxy } = await startTestProxy();
    const client = await openRawClient(proxy.port);
    client.socket.pause();
    client.write(`GET ${origin}/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    await isStalled;
    expect(sent).toBeLessThan(total / 2);
    client.socket.removeAllListeners("data");
    let read = 0;
    client.socket.on("data", (bytes: Buffer) => (read += bytes.length));
    client.socket.resume();
    await once(client.socket, "close");
    expect(read).toBeGreaterThan(total);
  });
});
