import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { type ServerOptions, createServer } from "node:https";
import { createSecureContext } from "node:tls";

import { onTestFinished } from "vitest";

import type { CertificateSource } from "../../src/record/proxy/context.ts";
import { portOf } from "./test-server.ts";

const read = (name: string): string => readFileSync(new URL(`tls/${name}`, import.meta.url), "utf8");

/** A self-signed certificate for localhost and 127.0.0.1, with its key. */
export const localhost = { key: read("localhost.key"), cert: read("localhost.crt") };

/** Presents the same certificate for every host. */
export const oneCertificate: CertificateSource = {
  contextFor: async () => createSecureContext(localhost),
  contextLike: () => createSecureContext(localhost),
};

/** A loopback HTTPS server for this test; returns its origin. */
export async function startTlsServer(listener: RequestListener, options: ServerOptions = {}): Promise<string> {
  const server = createServer({ ...localhost, ...options }, listener);
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `https://127.0.0.1:${portOf(server)}`;
}
