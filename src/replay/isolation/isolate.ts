import { type Socket, isIP } from "node:net";

import { parseAuthority, toOrigin } from "../../record/proxy/target.ts";
import { type LedConnection, type Namespace, openNamespace } from "../../record/transparent/namespace.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import type { ReplayProxy } from "../replay-proxy.ts";
import { readFirst } from "./first-bytes.ts";
import { createMadeUpDns, toMadeUpAddress } from "./made-up-dns.ts";

/**
 * A namespace without a network in which the replay serves every connection, of programs with and without a proxy. Or the reason why this
 * machine does not allow it.
 */
export async function isolate(
  proxy: ReplayProxy,
  hidden: readonly string[],
): Promise<Namespace | { readonly why: string }> {
  const unknown = new Set(proxy.unknownNames);
  const servers = proxy.refused.map((place) => parseAuthority(place)).filter((server) => server !== undefined);
  const known = servers.map(({ host }) => host).filter((host) => isIP(host) === 0 && !isLocalName(host));
  return openNamespace({
    hidden,
    answerDns: createMadeUpDns({ isUnknown: (name) => unknown.has(name), known }),
    refused: servers.flatMap(({ host: name, port }) => addressesOf(name, known).map((host) => ({ host, port }))),
    onConnection: (connection) => void lead(connection, proxy).catch(() => connection.socket.resetAndDestroy()),
  });
}

async function lead(
  { socket, target, name, isInside, connectInside }: LedConnection,
  proxy: ReplayProxy,
): Promise<void> {
  if (target.port === proxy.port && isLoopback(target.host)) {
    proxy.take(socket);
    return;
  }
  const named = { host: name ?? target.host, port: target.port };
  const areRecorded = (["http", "https"] as const).map((scheme) => proxy.isRecorded(toOrigin(scheme, named)));
  // A server that the program started itself is as much inside as the program.
  if (isInside && !areRecorded.includes(true)) {
    join(socket, await connectInside());
    return;
  }
  const first = await readFirst(socket);
  if (first === undefined) socket.destroy();
  else if (speaksToProxy(first)) proxy.take(socket);
  else proxy.lead(socket, chooseTarget(first, { target, name }, proxy));
}

/** Addresses at which a server is found in the namespace. */
function addressesOf(host: string, known: readonly string[]): readonly string[] {
  if (isLocalName(host)) return ["127.0.0.1", "::1"];
  return [isIP(host) === 0 ? toMadeUpAddress(known.indexOf(host)) : host];
}

/** Found without DNS. */
function isLocalName(host: string): boolean {
  return host === "localhost";
}

function isLoopback(host: string): boolean {
  return host.startsWith("127.") || host === "::1";
}

/** Whether a request names its server itself, because the program has a proxy of its own. */
function speaksToProxy(first: Buffer): boolean {
  return /^(?:CONNECT \S+|[\w-]+ https?:\/\/\S+) HTTP\//i.test(first.toString("latin1", 0, LONGEST_LINE));
}

const LONGEST_LINE = 1 << 16;

type Target = Pick<LedConnection, "name" | "target">;

/** By the name for which the address was resolved, or by the address; by Host if nothing was recorded there. */
function chooseTarget(first: Buffer, { target, name }: Target, proxy: ReplayProxy): Parameters<ReplayProxy["lead"]>[1] {
  const led = { address: target, name };
  if (proxy.isRecorded(toOrigin("http", { host: name ?? target.host, port: target.port }))) return led;
  const [, host = ""] = matchParts(/\nHost:[ \t]*([^\s]+)[ \t]*\r?\n/i, first.toString("latin1"));
  const asked = parseAuthority(/:\d+$/.test(host) ? host : `${host}:80`);
  return asked !== undefined && proxy.isRecorded(toOrigin("http", asked)) ? { address: asked, name: undefined } : led;
}

function join(one: Socket, other: Socket): void {
  for (const socket of [one, other]) socket.on("error", () => {});
  one.pipe(other);
  other.pipe(one);
  one.on("close", () => other.destroy());
  other.on("close", () => one.destroy());
}
