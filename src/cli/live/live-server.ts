import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import { pipeline } from "node:stream/promises";

import { isAddressedHere, isToken } from "../../record/proxy/access.ts";
import { matchParts } from "../../sequence/match-parts.ts";

/**
 * Serves the browser that shows a recording in progress. Listens on the loopback interface, and serves only clients that know its token.
 */
export interface LiveServer {
  /** `http://127.0.0.1:40123/TOKEN/` */
  readonly url: string;
  /** Sends an event to every open page, and to those opened later. */
  readonly send: (event: "step" | "full" | "end" | "failed", data: unknown) => void;
  /** Sets the file that the page loads as its report. */
  readonly serveReport: (file: string) => void;
  /** Waits until the open pages have received everything, including the report if there is one. */
  readonly close: () => Promise<void>;
}

/** Opens it on a free port. */
export async function openLiveServer(page: string): Promise<LiveServer> {
  const token = randomBytes(24).toString("base64url");
  const board: Board = { page, events: [], report: undefined, open: new Map(), wake: Promise.withResolvers() };
  const server = createServer((request, response) => {
    void answer(board, { request, response, token }).catch(() => response.destroy());
  });
  server.maxConnections = MOST_CONNECTIONS;
  server.listen(0, HOST);
  await once(server, "listening");
  return {
    url: `http://${HOST}:${portOf(server)}/${token}/`,
    send: (event, data) => {
      board.events.push(`id: ${board.events.length + 1}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      awaken(board);
    },
    serveReport: (file) => {
      board.report = file;
    },
    close: () => close(server, board),
  };
}

const HOST = "127.0.0.1";

/** A reader has few pages open. */
const MOST_CONNECTIONS = 64;

/** Milliseconds for pages to fetch the report: a suspended browser must not delay the end. */
const PATIENCE = 3000;

interface Board {
  readonly page: string;
  /** In the form in which they are sent. */
  readonly events: string[];
  /** Its file. */
  report: string | undefined;
  /** Pages that listen, each done when it has all; with a report, when it has that. */
  readonly open: Map<ServerResponse, Promise<unknown>>;
  /** Resolves when there is a new event. */
  wake: PromiseWithResolvers<void>;
  /** Called for each report that was fetched. */
  fetched?: () => void;
}

interface Visit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly token: string;
}

async function answer(board: Board, { request, response, token }: Visit): Promise<void> {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  if (!isAddressedHere(request.headers.host)) {
    response.writeHead(421, TEXT).end("This page only accepts the names of this machine as Host.\n");
    return;
  }
  const [, given = "", what] = matchParts(/^\/([\w-]+)\/(|events|report)$/, request.url ?? "");
  const isThere = isToken(given, token) && (what !== "report" || board.report !== undefined);
  if (!isThere) response.writeHead(404, TEXT).end("Not found.\n");
  else if (request.method !== "GET") response.writeHead(405, { ...TEXT, Allow: "GET" }).end("Only GET.\n");
  else if (what === "events") await tellAll(board, request, response);
  else if (what === "report" && board.report !== undefined) await sendReport(board, response, board.report);
  else response.writeHead(200, HTML).end(board.page);
}

const HTML = { "Content-Type": "text/html; charset=utf-8" } as const;
const TEXT = { "Content-Type": "text/plain" } as const;

const HEADERS = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": "frame-ancestors 'none'",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
} as const;

async function sendReport(board: Board, response: ServerResponse, file: string): Promise<void> {
  response.writeHead(200, HTML);
  try {
    await pipeline(createReadStream(file), response);
  } finally {
    board.fetched?.();
  }
}

/** Each page gets the events that it does not have yet, as fast as it reads. */
async function tellAll(board: Board, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  response.flushHeaders();
  const gone = Promise.withResolvers<void>();
  board.open.set(response, gone.promise);
  response.once("close", () => {
    board.open.delete(response);
    gone.resolve();
    awaken(board);
  });
  // The position that the browser reports when it reconnects.
  const seen = Number(request.headers["last-event-id"] ?? 0) || 0;
  await pipeline(eventsFor(board, seen, response), response);
}

async function* eventsFor(board: Board, seen: number, response: ServerResponse): AsyncGenerator<string> {
  for (let position = seen; !response.destroyed;) {
    const { promise } = board.wake;
    const events = board.events.slice(position);
    position += events.length;
    yield* events;
    if (events.length === 0) await promise;
  }
}

function awaken(board: Board): void {
  const { resolve } = board.wake;
  board.wake = Promise.withResolvers();
  resolve();
}

/** Pages disconnect by themselves after the last event. */
async function close(server: Server, board: Board): Promise<void> {
  const left = board.open.size;
  const all = Promise.all(board.open.values());
  const fetched = board.report === undefined || left === 0 ? undefined : untilFetched(board, left);
  const patience = Promise.withResolvers<void>();
  const timer = setTimeout(patience.resolve, PATIENCE);
  await Promise.race([Promise.all([all, fetched]), patience.promise]);
  clearTimeout(timer);
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}

async function untilFetched(board: Board, count: number): Promise<void> {
  let left = count;
  const done = Promise.withResolvers<void>();
  board.fetched = () => {
    left -= 1;
    if (left === 0) done.resolve();
  };
  await done.promise;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address !== "object") throw new Error("The server has no TCP address.");
  return address.port;
}
