import { type NetConnectOpts, Server, Socket } from "node:net";

/** Where a replay serves the connections of this process. Written by `wirewalk replay`, as JSON, into `WIREWALK_REPLAY`. */
export interface ReplayDoors {
  /** `host:port` of a recorded server, `[::1]:80` of an IPv6 address → port of this machine. */
  readonly doors: Readonly<Record<string, number>>;
  /** For servers that were never recorded. */
  readonly other: number;
  /** Ports of this machine that are not redirected: the replay's proxy. */
  readonly own: readonly number[];
  /** `host:port` of servers that refused every connection. */
  readonly refused: readonly string[];
  /** Names that were not found. */
  readonly unknown: readonly string[];
}

/**
 * Parses them; undefined for other text. It shares no module with `register`, which would otherwise load another file
 * at each start.
 */
export function readDoors(text: string | undefined): ReplayDoors | undefined {
  if (text === undefined || text === "") return undefined;
  try {
    // Only `wirewalk replay` writes it.
    return JSON.parse(text) as ReplayDoors;
  } catch {
    return undefined;
  }
}

/**
 * Redirects every TCP connection of this process to a replay, whatever agent or dispatcher opens it. Servers that the process started
 * itself, and Unix sockets, remain reachable.
 */
export function leadConnections(replay: ReplayDoors): void {
  const listening = watchServers();
  // Node's own method, called below for each socket.
  const connect = Reflect.get(Socket.prototype, "connect") as (...args: readonly unknown[]) => Socket;
  Socket.prototype.connect = function (this: Socket, ...args: unknown[]): Socket {
    const found = readArguments(args);
    const route = found && routeOf(found.options, { replay, listening });
    if (found === undefined || route === undefined) return Reflect.apply(connect, this, args);
    if (typeof route !== "number") {
      if (found.listener !== undefined) this.once("connect", found.listener);
      process.nextTick(() => this.destroy(route));
      return this;
    }
    // The server name that TLS verifies is stored elsewhere. Node marks arguments that it has read by itself, so that they are read again.
    const { lookup: _lookup, localAddress: _local, localPort: _port, ...options } = found.options;
    return Reflect.apply(connect, this, [{ ...options, host: LOOPBACK, port: route }, found.listener]);
  };
}

const LOOPBACK = "127.0.0.1";

/** Ports that servers of this process listen on. */
function watchServers(): ReadonlySet<number> {
  const ports = new Set<number>();
  const listen = Reflect.get(Server.prototype, "listen") as (...args: readonly unknown[]) => Server;
  Server.prototype.listen = function (this: Server, ...args: unknown[]): Server {
    this.once("listening", () => {
      const address = this.address();
      if (typeof address === "object" && address !== null) ports.add(address.port);
    });
    return Reflect.apply(listen, this, args);
  };
  return ports;
}

interface Arguments {
  readonly options: Readonly<Record<string, unknown>> & { readonly host?: unknown; readonly port?: unknown };
  readonly listener: (() => void) | undefined;
}

/** `connect(port, host, listener)`, `connect(options, listener)`, or the list of these that Node itself hands on; undefined for a Unix socket. */
function readArguments(args: readonly unknown[]): Arguments | undefined {
  const [first, ...others] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  const listener = others.find((one): one is () => void => typeof one === "function");
  if (typeof first === "object" && first !== null) {
    // No other arguments are handled here.
    const options = first as NetConnectOpts & Record<string, unknown>;
    return options["path"] === undefined || options["path"] === null || "port" in options
      ? { options, listener }
      : undefined;
  }
  if (typeof first !== "number" && !/^\d+$/.test(String(first))) return undefined;
  return { options: { port: first, host: typeof others[0] === "string" ? others[0] : undefined }, listener };
}

interface World {
  readonly replay: ReplayDoors;
  readonly listening: ReadonlySet<number>;
}

/** A port, the failure of the connection, or undefined if it is not redirected. */
function routeOf(
  { host: given, port: wanted }: Arguments["options"],
  { replay, listening }: World,
): number | Error | undefined {
  const host = tidyHost(typeof given === "string" && given !== "" ? given : "localhost");
  const port = Number(wanted);
  const place = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  const isHere = /^(?:localhost|127\.[\d.]+|::1)$/.test(host);
  if (isHere && replay.own.includes(port)) return undefined;
  if (replay.refused.includes(place))
    return toError("ECONNREFUSED", `connect ECONNREFUSED ${place}`, { syscall: "connect", address: host, port });
  if (replay.unknown.includes(host))
    return toError("ENOTFOUND", `getaddrinfo ENOTFOUND ${host}`, { syscall: "getaddrinfo", hostname: host });
  const door = replay.doors[place];
  if (door !== undefined) return door;
  return isHere && listening.has(port) ? undefined : replay.other;
}

/** An address in its shortest form, without brackets and zone, as a URL has it. */
function tidyHost(written: string): string {
  const host = written.replace(/^\[(.*)\]$/, "$1").toLowerCase();
  if (!host.includes(":")) return host;
  return URL.parse(`http://[${host.replace(/%.*$/, "")}]`)?.hostname.slice(1, -1) ?? host;
}

function toError(code: string, message: string, details: object): Error {
  return Object.assign(new Error(message), { code, errno: code, ...details });
}
