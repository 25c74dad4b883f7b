import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { Socket } from "node:net";
import { gzipSync } from "node:zlib";

import { onTestFinished } from "vitest";

import { portOf } from "../../../helpers/test-server.ts";

/** One request as it arrived. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  /** Flat list name, value, … */
  readonly headers: readonly string[];
  /** Base64. */
  readonly body: string;
}

export interface ScenarioServer {
  readonly origin: string;
  /** The requests since the last call, in the order of arrival. */
  readonly takeSeen: () => readonly SeenRequest[];
}

/** Responds as the last segments of a path specify; sends no dates, so that two runs get the same. */
export async function startScenarioServer(): Promise<ScenarioServer> {
  let seen: SeenRequest[] = [];
  const server = createServer({ keepAliveTimeout: 60_000 }, async (request, response) => {
    response.sendDate = false;
    const place = seen.push(headOf(request)) - 1;
    try {
      const body = await bodyOf(request);
      seen[place] = { ...headOf(request), body: body.toString("base64") };
      answer(request, response, { body, tries: seen.filter(({ path }) => path === request.url).length });
    } catch {
      // The client closed the connection.
    }
  });
  server.on("upgrade", (request, socket: Socket) => {
    seen.push(headOf(request));
    socket.on("error", () => {});
    socket.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nfirst frame");
  });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const takeSeen = (): readonly SeenRequest[] => {
    const taken = seen;
    seen = [];
    return taken;
  };
  return { origin: `http://127.0.0.1:${portOf(server)}`, takeSeen };
}

function headOf({ method = "", url = "", rawHeaders }: IncomingMessage): SeenRequest {
  return { method, path: url, headers: [...rawHeaders], body: "" };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

interface Asked {
  readonly body: Buffer;
  /** How often this path was requested, with the time. */
  readonly tries: number;
}

type Answer = (response: ServerResponse, asked: Asked, url: URL) => void;

function answer(request: IncomingMessage, response: ServerResponse, asked: Asked): void {
  const url = new URL(request.url ?? "", "http://localhost");
  const [name = ""] = url.pathname.split("/").slice(3);
  (ANSWERS[name] ?? notFound)(response, asked, url);
}

const notFound: Answer = (response) => response.writeHead(404, "Nowhere").end("nothing here");

const ANSWERS: Readonly<Record<string, Answer>> = {
  echo: (response, { body }) => {
    response.setHeader("Content-Type", "text/plain; charset=utf-8").setHeader("X-Twice", ["1", "2"]);
    response.end(`got ${body.byteLength}: ${body.toString("base64")} é`);
  },
  redirect: (response, _asked, { pathname }) => {
    const [, group = "", scenario = "", , status = ""] = pathname.split("/");
    response.writeHead(Number(status), { Location: `/${group}/${scenario}/echo` }).end("moved");
  },
  gzip: (response) => {
    response
      .writeHead(200, { "Content-Type": "text/plain", "Content-Encoding": "gzip" })
      .end(gzipSync("unzipped ".repeat(50)));
  },
  chunked: (response) => {
    for (const piece of ["one ", "two ", "three"]) response.write(piece);
    response.end();
  },
  long: (response) => response.end("0123456789".repeat(30_000)),
  head: (response) => response.writeHead(200, { "Content-Length": "1000" }).end(),
  empty: (response) => response.writeHead(204).end(),
  unmodified: (response) => response.writeHead(304, { ETag: '"1"' }).end(),
  trailers: (response) => {
    response.writeHead(200, { Trailer: "X-Sum" });
    response.write("body");
    response.addTrailers({ "X-Sum": "4" });
    response.end();
  },
  hints: (response) => {
    response.writeEarlyHints({ link: "</style.css>; rel=preload" }, () => response.end("after the hints"));
  },
  flaky: (response, { tries }) => response.writeHead(tries % 2 === 1 ? 503 : 200).end(`try`),
  "until-close": (response) => {
    response.writeHead(200, { Connection: "close" });
    response.end("until the end");
  },
  reset: (response) => response.socket?.resetAndDestroy(),
  half: (response) => {
    response.writeHead(200, { "Content-Length": "100" });
    response.write("half", () => response.socket?.destroy());
  },
  garbage: (response) => response.socket?.end("this is not HTTP\r\n\r\n"),
  endless: (response) => response.writeHead(200).write("the first of many"),
  silent: () => {},
};
