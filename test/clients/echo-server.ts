import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type IncomingMessage, type RequestListener, createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { join } from "node:path";

import { onTestFinished } from "vitest";

import { createServerCertificate } from "../../scripts/stack/test-authority.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { portOf } from "../helpers/test-server.ts";

export interface EchoServer {
  readonly origin: string;
  /** PEM file of the CA that signed its certificate; by default, no client trusts it. */
  readonly authority: string | undefined;
  /** What it received, in order: `PUT /up 65536 <SHA-256>`. */
  readonly seen: readonly string[];
}

/** A loopback server that returns as many bytes as the query `size` requests, and notes what it received. Below /files/ it serves a directory. */
export async function startEchoServer(scheme: "http" | "https", files?: string): Promise<EchoServer> {
  const seen: string[] = [];
  const listener: RequestListener = async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://x");
    seen.push(`${request.method} ${request.url} ${await describeBody(request)}`);
    if (files !== undefined && pathname.startsWith("/files/")) sendFile(join(files, pathname.slice(7)), response);
    else response.end(patternOf(Number(searchParams.get("size") ?? 0)));
  };
  const certificate = scheme === "https" ? createServerCertificate(await tempFolder()) : undefined;
  const server =
    certificate === undefined
      ? createServer(listener)
      : createTlsServer({ cert: readFileSync(certificate.certificate), key: readFileSync(certificate.key) }, listener);
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { origin: `${scheme}://127.0.0.1:${portOf(server)}`, authority: certificate?.authority, seen };
}

/** Bytes of every value in a sequence that reveals a lost or doubled piece. */
export function patternOf(size: number): Buffer {
  return Buffer.from(Uint8Array.from({ length: size }, (_, index) => (index * 31 + (index >> 8)) & 0xff));
}

export function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

async function describeBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  return `${body.length} ${digestOf(body)}`;
}

function sendFile(file: string, response: Parameters<RequestListener>[1]): void {
  try {
    response.end(readFileSync(file));
  } catch {
    response.writeHead(404).end();
  }
}
