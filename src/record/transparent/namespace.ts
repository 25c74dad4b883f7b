import { type ChildProcess, spawn } from "node:child_process";
import type { Socket as UdpSocket } from "node:dgram";
import type { Server, Socket } from "node:net";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { locateShim } from "../../own-files.ts";
import { textBefore } from "../../sequence/text-before.ts";
import { type AskDns, createDnsForwarder } from "./dns-forwarder.ts";
import { readDnsAnswer } from "./dns-names.ts";
import type { Endpoint } from "./socket-table.ts";
import { createTargetFinder, readTablesOf } from "./target-finder.ts";
import { whyNoNamespace } from "./why-no-namespace.ts";

/** A connection that a program in the namespace wanted to open. */
export interface LedConnection {
  readonly socket: Socket;
  /** The program's intended destination. */
  readonly target: Endpoint;
  /** The name that the program looked up to get that address; undefined if it did not look it up. */
  readonly name: string | undefined;
  /** Whether the server is one that the namespace holds itself: then `connectInside` alone reaches it. */
  readonly isInside: boolean;
  readonly connectInside: () => Promise<Socket>;
}

/** A user and network namespace whose connections come to the recorder. Released by `Symbol.dispose`. */
export interface Namespace extends Disposable {
  /** The command line that runs a command inside, under the user's own id. */
  readonly enter: (argv: readonly string[]) => readonly string[];
  /** Connections that were broken because their destination could not be determined. */
  readonly unknown: number;
}

export interface NamespaceOptions {
  readonly onConnection: (connection: LedConnection) => void;
  /** Responds to DNS queries. @default the machine's resolver */
  readonly answerDns?: (question: Buffer) => Buffer | undefined;
  /** Destinations whose connections are refused, as if nothing listened there. @default none */
  readonly refused?: readonly Endpoint[];
  /** Sockets that the command cannot open. @default none */
  readonly hidden?: readonly string[];
}

/** Opens a namespace, or returns the reason why this machine does not allow it. */
export async function openNamespace({
  onConnection,
  answerDns,
  refused = [],
  hidden = [],
}: NamespaceOptions): Promise<Namespace | { readonly why: string }> {
  if (process.platform !== "linux") return { why: `not available on ${process.platform}` };
  const shim = startShim(refused, hidden);
  const opened = await receiveListeners(shim);
  if ("why" in opened) {
    shim.kill("SIGKILL");
    return { why: whyNoNamespace(opened.why) };
  }
  const pid = shim.pid ?? 0;
  const names = new Map<string, string>();
  serveDns(
    opened.dns,
    names,
    answerDns === undefined ? createDnsForwarder() : (question, reply) => reply(answerDns(question)),
  );
  const targets = createTargetFinder(opened.port, readTablesOf(pid));
  const connectInside = createInsideConnector(shim);
  let unknown = 0;
  const lead = async (socket: Socket): Promise<void> => {
    socket.on("error", () => {});
    const found = await targets.find(socket.remotePort);
    if (found === undefined) {
      unknown += 1;
      socket.resetAndDestroy();
      return;
    }
    const { target } = found;
    const name = names.get(target.host);
    onConnection({ socket, ...found, name, connectInside: () => connectInside(target) });
  };
  // A connection that could not be accepted because of the limit of open files is lost; the next may succeed.
  opened.server.on("error", () => {}).on("connection", (socket: Socket) => void lead(socket));
  return {
    enter: (argv) => enter(pid, argv, hidden.length > 0),
    get unknown() {
      return unknown;
    },
    [Symbol.dispose]: () => {
      opened.server.close();
      opened.dns.close();
      shim.disconnect();
    },
  };
}

function startShim(refused: readonly Endpoint[], hidden: readonly string[]): ChildProcess {
  const file = fileURLToPath(locateShim());
  const mount = hidden.length === 0 ? [] : ["--mount"];
  const lists = [refused, hidden].map((list) => JSON.stringify(list));
  return spawn("unshare", ["--user", "--map-root-user", "--net", ...mount, "--", process.execPath, file, ...lists], {
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    // The user's settings must not apply to it: NODE_OPTIONS may preload the recorder.
    env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin" },
  });
}

interface Opened {
  readonly server: Server;
  readonly port: number;
  readonly dns: UdpSocket;
}

/** Waits for both listeners, or for an error. */
function receiveListeners(shim: ChildProcess): Promise<Opened | { readonly why: string }> {
  return new Promise((resolve) => {
    let server: Server | undefined;
    let port = 0;
    let said = "";
    shim.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
    shim.once("error", (error) => resolve({ why: error.message }));
    shim.once("exit", (code) => resolve({ why: firstLine(said) || `unshare ended with ${code}` }));
    shim.on("message", (message: { kind: string; port?: number; code?: string }, handle) => {
      const { kind, port: listened = 0, code = "" } = message;
      if (kind === "tcp") {
        // The shim's messages of this kind, without its handling of connections.
        server = Object.assign(handle as Server, { allowHalfOpen: true, noDelay: true });
        port = listened;
      }
      if (kind === "failed") resolve({ why: firstLine(code) });
      if (kind === "dns" && server !== undefined) resolve({ server, port, dns: handle as UdpSocket });
    });
  });
}

function firstLine(text: string): string {
  return textBefore(text.trim(), "\n").replace(/\.$/, "");
}

/** The second namespace gives the command the user's own id back. */
function enter(pid: number, argv: readonly string[], hasMounts: boolean): readonly string[] {
  // Missing on Windows, where there are no such namespaces either.
  const uid = process.getuid?.() ?? 0;
  const gid = process.getgid?.() ?? 0;
  return [
    "nsenter",
    `--target=${pid}`,
    "--user",
    "--net",
    ...(hasMounts ? ["--mount"] : []),
    "--preserve-credentials",
    "--",
    // A process that enters another mount namespace starts at its root, and `--wd` would lead back to hidden files.
    ...(hasMounts ? ["env", `--chdir=${resolve()}`] : []),
    ...(uid === 0 ? [] : ["unshare", "--user", `--map-user=${uid}`, `--map-group=${gid}`, "--"]),
    ...argv,
  ];
}

/** Resolves queries for the program, and keeps the contents of the responses. */
function serveDns(socket: UdpSocket, names: Map<string, string>, ask: AskDns): void {
  let isClosed = false;
  // A datagram that cannot be sent is lost, as datagrams are.
  socket.on("error", () => {}).once("close", () => (isClosed = true));
  socket.on("message", (question, asker) => {
    ask(question, (answer) => {
      if (answer === undefined || isClosed) return;
      const { name = "", addresses = [] } = readDnsAnswer(answer) ?? {};
      for (const address of addresses) names.set(address, name);
      socket.send(answer, asker.port, asker.address);
    });
  });
}

function createInsideConnector(shim: ChildProcess): (target: Endpoint) => Promise<Socket> {
  let count = 0;
  const waiting = new Map<number, { resolve: (socket: Socket) => void; reject: (error: Error) => void }>();
  shim.on("message", (message: { kind: string; id?: number; code?: string }, handle) => {
    const { id = 0 } = message;
    const asked = waiting.get(id);
    waiting.delete(id);
    if (message.kind === "inside") asked?.resolve(Object.assign(handle as Socket, { allowHalfOpen: true }));
    if (message.kind === "failed")
      asked?.reject(Object.assign(new Error(`connect ${message.code}`), { code: message.code }));
  });
  return ({ host, port }) =>
    new Promise((resolve, reject) => {
      count += 1;
      waiting.set(count, { resolve, reject });
      shim.send({ id: count, host, port }, (error) => {
        if (error !== null) reject(error);
      });
    });
}
