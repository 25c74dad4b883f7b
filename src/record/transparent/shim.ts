import { execFileSync } from "node:child_process";
import { type Socket as UdpSocket, createSocket } from "node:dgram";
import { once } from "node:events";
import { access } from "node:fs/promises";
import { type AddressInfo, type Server, connect, createServer } from "node:net";

import { OWN_PORTS, writeRules } from "./rules.ts";
import type { Endpoint } from "./socket-table.ts";

/**
 * Runs inside the namespace, under the recorder: redirects the namespace's connections to listeners, passes these to the recorder, and then
 * only opens connections to servers inside for the recorder. It ends with the recorder: nothing but the channel to it keeps the process
 * alive.
 */
const tools = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin" };

function run(program: string, args: readonly string[], input = ""): void {
  execFileSync(program, args, { input, stdio: ["pipe", "ignore", "pipe"], env: tools });
}

/** Connections to it are refused, as if there were no listener. */
async function hide(path: string): Promise<void> {
  try {
    run("mount", ["-n", "--bind", "/dev/null", path]);
  } catch (error) {
    // A server that has ended in the meantime has removed its socket.
    const isGone = await access(path).then(
      () => false,
      () => true,
    );
    if (!isGone) throw new Error(`${path} cannot be hidden`, { cause: error });
  }
}

async function listen(): Promise<Server> {
  const server = createServer({ pauseOnConnect: true, allowHalfOpen: true, noDelay: true });
  server.listen({ port: 0, host: "::", backlog: 4096 });
  await once(server, "listening");
  return server;
}

async function listenToDns(): Promise<UdpSocket> {
  // On this address alone: the client would ignore a response from any other.
  const socket = createSocket("udp4");
  socket.bind({ port: 0, address: "127.0.0.1", exclusive: true });
  await once(socket, "listening");
  return socket;
}

async function start(): Promise<void> {
  for (const path of hidden) await hide(path);
  run("ip", ["link", "set", "lo", "up"]);
  // Every address is on this machine: no connection fails before it is redirected to the listener.
  for (const version of ["-4", "-6"]) run("ip", [version, "route", "add", "local", "default", "dev", "lo"]);
  const server = await listen();
  const dns = await listenToDns();
  // A server that listens on TCP has an address of this shape.
  const ports = { tcp: (server.address() as AddressInfo).port, dns: dns.address().port };
  run("nft", ["-f", "-"], writeRules(ports, refused));
  // Each process that has the listener open would take connections; this one only lends it.
  process.send?.({ kind: "tcp", port: ports.tcp }, server, {}, () => server.close());
  process.send?.({ kind: "dns" }, dns, {}, () => dns.close());
}

/** Written by the parent process: host and port of each server that is refused. */
const refused = JSON.parse(process.argv[2] ?? "[]") as readonly Endpoint[];

/** Sockets that nothing inside may connect to. */
const hidden = JSON.parse(process.argv[3] ?? "[]") as readonly string[];

let nextPort: number = OWN_PORTS.first;

/** Connects to a server inside, from a port whose connections are not redirected to the recorder. */
function connectInside(id: number, host: string, port: number): void {
  nextPort = nextPort >= OWN_PORTS.last ? OWN_PORTS.first : nextPort + 1;
  const socket = connect({ host, port, localPort: nextPort, noDelay: true });
  socket.once("error", (error) => process.send?.({ kind: "failed", id, code: "code" in error ? error.code : "" }));
  socket.once("connect", () => {
    socket.pause();
    process.send?.({ kind: "inside", id }, socket);
  });
}

process.on("message", (message: { readonly id: number; readonly host: string; readonly port: number }) =>
  connectInside(message.id, message.host, message.port),
);
// Signals from the terminal are for the command.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const) process.on(signal, () => {});

start().catch((error: unknown) => {
  process.send?.({ kind: "failed", id: 0, code: String(error) });
});
