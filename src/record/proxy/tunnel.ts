import { once } from "node:events";
import { connect } from "node:net";
import type { Duplex } from "node:stream";

import { Client } from "undici";

import { type Authority, toOrigin } from "./target.ts";

/** Connects to a host for a client whose traffic is not read, through the user's own proxy where there is one. */
export async function openTunnel({ host, port }: Authority, proxy: string | undefined): Promise<Duplex> {
  if (proxy !== undefined) return openThroughProxy({ host, port }, proxy);
  const socket = connect({ host, port, noDelay: true });
  await once(socket, "connect");
  return socket;
}

async function openThroughProxy(authority: Authority, proxy: string): Promise<Duplex> {
  const { origin, username, password } = new URL(proxy);
  const client = new Client(origin);
  const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString("base64");
  const path = new URL(toOrigin("https", authority)).hostname + `:${authority.port}`;
  const { statusCode, socket } = await client.connect({
    path,
    headers: { host: path, ...(username !== "" && { "proxy-authorization": `Basic ${credentials}` }) },
  });
  if (statusCode === 200) return socket;
  socket.destroy();
  throw new Error(`The proxy ${origin} answered ${statusCode} to CONNECT ${path}.`);
}
