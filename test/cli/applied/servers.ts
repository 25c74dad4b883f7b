import { once } from "node:events";
import { type RequestListener, type Server, createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { createServer as createTcpServer } from "node:net";
import { gunzipSync } from "node:zlib";

import { portOf } from "../../helpers/test-server.ts";
import { localhost } from "../../helpers/tls.ts";
import { createStore } from "../../otlp/stores/store.ts";
import type { Outcome } from "./world.ts";

/** Servers that command lines name as `$ORIGIN`, `$TLS`, and so on. */
export interface Servers {
  readonly names: Outcome;
  readonly close: () => void;
}

/** Starts them; they run until the tests of a file have ended. */
export async function openServers(): Promise<Servers> {
  const shop = createShop();
  const { listener: store } = createStore();
  const servers = {
    ORIGIN: createServer(shop),
    TLS: createTlsServer(localhost, shop),
    /** Responds only to clients with a certificate. */
    MTLS: createTlsServer({ ...localhost, ca: localhost.cert, requestCert: true, rejectUnauthorized: true }, shop),
    RECEIVER: createServer(takeSpans()),
    STORE: createServer(store),
    STORETLS: createTlsServer(localhost, store),
  };
  const names: Record<string, string> = { FREE: String(await findFreePort()) };
  for (const [name, server] of Object.entries(servers)) {
    server.listen(0, "127.0.0.1");
    // oxlint-disable-next-line no-await-in-loop -- there are only a few
    await once(server, "listening");
    names[name] = `${name.endsWith("TLS") ? "https" : "http"}://127.0.0.1:${portOf(server)}`;
  }
  names["HOST"] = new URL(names["ORIGIN"] ?? "").host;
  return { names, close: () => Object.values(servers).forEach(end) };
}

function end(server: Server): void {
  server.close();
  server.closeAllConnections();
}

/** Returns what it received; a path that begins with `/once` fails from the second time on. */
function createShop(): RequestListener {
  const asked = new Map<string, number>();
  let count = 0;
  return (request, response) => {
    count += 1;
    const path = request.url ?? "";
    const times = (asked.get(path) ?? 0) + 1;
    asked.set(path, times);
    response.statusCode = path.startsWith("/once") && times > 1 ? 500 : 200;
    response.setHeader("Content-Type", "application/json");
    response.setHeader("X-House", "a header of the house");
    response.end(
      JSON.stringify({
        hello: path,
        note: "of the house",
        id: `${String(times).padStart(8, "0")}-6f0a-4f53-9f0e-3c1d2b4a5f60`,
        mail: "ada@corp.test",
        sent: Object.keys(request.headers).toSorted(),
        host: request.headers.host,
      }),
    );
  };
}

/** Responds like a Collector. */
function takeSpans(): RequestListener {
  const kept: string[] = [];
  return (request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      const bytes = Buffer.concat(pieces);
      kept.push((request.headers["content-encoding"] === "gzip" ? gunzipSync(bytes) : bytes).toString());
      response.setHeader("content-type", "application/json").end('{"partialSuccess":{}}');
    });
  };
}

async function findFreePort(): Promise<number> {
  const server = createTcpServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const port = portOf(server);
  server.close();
  return port;
}
