import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { join } from "node:path";

/** The files of the server. */
export interface Site {
  /** Directory below /files/. */
  readonly files: string;
  /** The package in the registry below /npm/, as a tarball. */
  readonly tarball: Buffer;
}

type Answer = (request: IncomingMessage, response: ServerResponse, site: Site) => void | Promise<void>;

/** How servers respond and fail; the query is ignored. */
const ANSWERS: Readonly<Record<string, Answer>> = {
  "/json": (_request, response) => {
    response.setHeader("Content-Type", "application/json").setHeader("X-Two", ["1", "2"]).end('{"ok":true}\n');
  },
  "/echo": async (request, response) => {
    if (request.headers.expect !== undefined) response.writeContinue();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    // The client invents part boundaries.
    const digest = createHash("sha256").update(body).digest("hex");
    response.end(`${request.method} ${body.length} ${isMultipart(request) ? "" : digest}\n`);
  },
  "/too-large": (_request, response) => {
    response.writeHead(413, { Connection: "close" }).end("too large\n");
  },
  "/moved": (_request, response) => void response.writeHead(302, { Location: "/json" }).end(),
  "/missing": (_request, response) => void response.writeHead(404).end("no such thing\n"),
  "/unauthorized": (_request, response) => {
    response.writeHead(401, { "WWW-Authenticate": 'Basic realm="x"' }).end("who are you\n");
  },
  "/broken-in-body": (request, response) => {
    response.writeHead(200, { "Content-Length": 100 });
    response.write("the beginning\n", () => void request.socket.resetAndDestroy());
  },
  "/closed-in-body": (request, response) => {
    response.writeHead(200, { "Content-Length": 100 });
    response.write("the beginning\n", () => void request.socket.end());
  },
  "/broken": (request) => void request.socket.resetAndDestroy(),
  "/closed": (request) => void request.socket.end(),
  "/silent": () => {},
  "/stream": (request, response) => {
    response.write("first\n");
    // The rest is sent after the client has confirmed the first piece.
    waiting.push(() => response.end("rest\n"));
    request.socket.once("close", () => waiting.splice(0));
  },
  "/v3": (_request, response) => {
    const version = { id: "v3.14", status: "stable", links: [{ rel: "self", href: "/v3/" }] };
    response.setHeader("Content-Type", "application/json").end(JSON.stringify({ version }));
  },
  "/v3/auth/tokens": (_request, response) => {
    const token = {
      methods: ["password"],
      expires_at: "2099-01-01T00:00:00.000000Z",
      issued_at: "2026-01-01T00:00:00.000000Z",
      user: { id: "u", name: "demo", domain: { id: "default", name: "Default" } },
      project: { id: "p", name: "demo", domain: { id: "default", name: "Default" } },
      audit_ids: [],
      catalog: [],
      roles: [],
    };
    response.writeHead(201, { "Content-Type": "application/json", "X-Subject-Token": "gAAAAABtoken" });
    response.end(JSON.stringify({ token }));
  },
  "/npm/left-out": (request, response, { tarball }) => {
    const integrity = `sha512-${createHash("sha512").update(tarball).digest("base64")}`;
    const dist = { tarball: `http://${request.headers.host}/npm/left-out.tgz`, integrity };
    const versions = { "1.0.0": { name: "left-out", version: "1.0.0", dist } };
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify({ name: "left-out", "dist-tags": { latest: "1.0.0" }, versions }));
  },
  "/npm/left-out.tgz": (_request, response, { tarball }) => void response.end(tarball),
};

const waiting: (() => void)[] = [];

/** Sends the rest. */
export function release(): void {
  for (const send of waiting.splice(0)) send();
}

export function createAnswer(site: Site, count: () => void): RequestListener {
  return (request, response) => {
    count();
    // Headers that differ from run to run can't be compared.
    response.sendDate = false;
    const { pathname } = new URL(request.url ?? "/", "http://x");
    const answer = pathname.startsWith("/files/")
      ? sendFile
      : (ANSWERS[pathname.replace(/(.)\/$/, "$1")] ?? ANSWERS["/missing"]);
    void answer?.(request, response, site);
  };
}

function sendFile(request: IncomingMessage, response: ServerResponse, { files }: Site): void {
  const file = join(files, new URL(request.url ?? "/", "http://x").pathname.slice("/files/".length));
  if (existsSync(file) && statSync(file).isFile()) response.end(readFileSync(file));
  else response.writeHead(404).end();
}

function isMultipart(request: IncomingMessage): boolean {
  return request.headers["content-type"]?.startsWith("multipart/") === true;
}
