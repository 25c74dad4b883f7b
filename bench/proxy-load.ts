import { once } from "node:events";
import { type ClientHttp2Session, connect as connectHttp2 } from "node:http2";
import { type Socket, connect } from "node:net";
import { connect as connectTls } from "node:tls";

/** The target of a load: a proxy, and a server with a scheme. */
export interface Route {
  readonly proxy: URL;
  readonly origin: URL;
  /** Whether it goes through a tunnel, as all TLS does. @default no */
  readonly isTunnel?: boolean;
}

/** Requests `path` this many times over several connections, on each of them one request after the other. */
export async function askHttp1(route: Route, { count, connections }: { count: number; connections: number }) {
  let left = count;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = await openSocket(route, ["http/1.1"]);
      const isAbsolute = route.origin.protocol === "http:" && route.isTunnel !== true;
      const target = isAbsolute ? `${route.origin.origin}/v2/images` : "/v2/images";
      const request = `GET ${target} HTTP/1.1\r\nHost: ${route.origin.host}\r\nAccept: application/json\r\n\r\n`;
      while (left > 0) {
        left -= 1;
        socket.write(request);
        await readAnswer(socket);
      }
      socket.destroy();
    }),
  );
}

/** The same over HTTP/2, ten streams at once on each connection. */
export async function askHttp2(route: Route, { count, connections }: { count: number; connections: number }) {
  let left = count;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = await openSocket(route, ["h2"]);
      const session = connectHttp2(route.origin.origin, { createConnection: () => socket });
      await Promise.all(
        Array.from({ length: 10 }, async () => {
          while (left > 0) {
            left -= 1;
            await askStream(session);
          }
        }),
      );
      session.destroy();
    }),
  );
}

function askStream(session: ClientHttp2Session): Promise<void> {
  return new Promise((resolve, reject) => {
    const stream = session.request({ ":path": "/v2/images", accept: "application/json" });
    stream.on("error", reject).on("end", resolve).resume();
  });
}

/** A connection to the server, for TLS through a tunnel. */
export async function openSocket(
  { proxy, origin, isTunnel = false }: Route,
  protocols: readonly string[],
): Promise<Socket> {
  const socket = connect(Number(proxy.port), proxy.hostname);
  await once(socket, "connect");
  if (isTunnel || origin.protocol === "https:") await openTunnel(socket, origin);
  if (origin.protocol === "http:") return socket;
  const secure = connectTls({ socket, rejectUnauthorized: false, ALPNProtocols: [...protocols] });
  await once(secure, "secureConnect");
  return secure;
}

export async function openTunnel(socket: Socket, { host }: URL): Promise<void> {
  socket.write(`CONNECT ${host} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  await once(socket, "data");
}

/** Reads and discards one response, which states its length. */
export async function readAnswer(socket: Socket): Promise<void> {
  let missing: number | undefined;
  await new Promise<void>((resolve, reject) => {
    const take = (chunk: Buffer): void => {
      let size = chunk.length;
      if (missing === undefined) {
        const end = chunk.indexOf("\r\n\r\n") + 4;
        missing = Number(/content-length: (\d+)/i.exec(chunk.toString("latin1", 0, end))?.[1] ?? 0);
        size -= end;
      }
      missing -= size;
      if (missing > 0) return;
      socket.off("data", take).off("close", fail);
      resolve();
    };
    const fail = (): void => reject(new Error("The proxy closed the connection."));
    socket.on("data", take).on("close", fail);
  });
}
