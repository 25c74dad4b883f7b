import { once } from "node:events";
import type { Socket } from "node:net";
import { type TLSSocket, connect as connectTls, createServer } from "node:tls";

import { describe, expect, onTestFinished, test } from "vitest";

import { openRawClient, startTestProxy } from "../../helpers/proxy.ts";
import { portOf } from "../../helpers/test-server.ts";
import { localhost, oneCertificate } from "../../helpers/tls.ts";

const TRUSTING = { authority: oneCertificate, upstream: { ca: [localhost.cert] } };

interface Ended {
  readonly port: number;
  /** How each connection ended, in the order of their ends. */
  readonly ends: string[];
  readonly sockets: TLSSocket[];
  /** Fulfilled when that many have ended. */
  readonly has: (count: number) => Promise<void>;
}

async function startEnded(onSocket: (socket: TLSSocket) => void = () => {}): Promise<Ended> {
  const ends: string[] = [];
  const sockets: TLSSocket[] = [];
  let wake = (): void => {};
  const server = createServer({ ...localhost, allowHalfOpen: true, maxVersion: "TLSv1.2" }, (socket) => {
    sockets.push(socket);
    const note = (how: string) => (): void => {
      ends.push(how);
      socket.destroy();
      wake();
    };
    const [end, broken] = [note("end"), note("broken")];
    socket.once("end", () => {
      socket.removeListener("error", broken);
      socket.on("error", () => {});
      end();
    });
    socket.once("error", broken);
    socket.resume();
    onSocket(socket);
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const has = async (count: number): Promise<void> => {
    while (ends.length < count) await new Promise<void>((resolve) => (wake = resolve));
  };
  return { port: portOf(server), ends, sockets, has };
}

/** A TLS connection through the proxy, with the socket beneath. */
async function openTunnel(proxyPort: number, port: number): Promise<{ secure: TLSSocket; raw: Socket }> {
  const { socket: raw, write, until } = await openRawClient(proxyPort);
  write(`CONNECT 127.0.0.1:${port} HTTP/1.1\r\n\r\n`);
  await until(/\r\n\r\n$/);
  raw.removeAllListeners("data");
  const secure = connectTls({ socket: raw, ca: localhost.cert, host: "127.0.0.1" });
  secure.on("error", () => {});
  await once(secure, "secureConnect");
  return { secure, raw };
}

const REQUEST = "GET /a HTTP/1.1\r\nHost: x\r\n";

describe("a reset within TLS", () => {
  test("that arrives together with the end of the handshake reaches the server as a reset", async () => {
    const { port, ends, has } = await startEnded();
    const { proxy } = await startTestProxy(TRUSTING);
    const COUNT = 10;
    for (let index = 0; index < COUNT; index += 1) {
      const { secure, raw } = await openTunnel(proxy.port, port);
      await new Promise((resolve) => secure.write(REQUEST, resolve));
      await new Promise((resolve) => setImmediate(resolve));
      // Its peer writes session tickets now, and Node drops the error of that write.
      raw.resetAndDestroy();
      await has(index + 1);
    }
    expect(ends).toEqual(Array.from({ length: COUNT }, () => "broken"));
  });

  test("a closed half is passed on as a closed half", async () => {
    const { port, ends, has } = await startEnded();
    const { proxy } = await startTestProxy(TRUSTING);
    const { secure } = await openTunnel(proxy.port, port);
    secure.end(REQUEST);
    await has(1);
    expect(ends).toEqual(["end"]);
  });
});
