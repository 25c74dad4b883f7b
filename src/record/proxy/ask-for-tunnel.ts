import { matchParts } from "../../sequence/match-parts.ts";
import { basicOf } from "../../trace/basic-credentials.ts";
import { DialError, clientGone } from "./dial-error.ts";
import type { Line } from "./line.ts";
import { orReject } from "./or-reject.ts";
import { type Authority, formatAuthority } from "./target.ts";

/** The user's own proxy refused a tunnel: its response, to be passed on to the client together with further data. */
export class ProxyRefusal extends DialError {
  readonly line: Line;
  readonly reply: Buffer;

  constructor(message: string, { line, reply }: { line: Line; reply: Buffer }) {
    super("PROXY_REFUSED", message, { phase: "connect" });
    this.line = line;
    this.reply = reply;
  }
}

/** Longest response of a proxy to CONNECT. */
const LONGEST_REPLY = 65_536;

interface TunnelWish {
  readonly authority: Authority;
  readonly proxy: URL;
  readonly signal: AbortSignal;
}

/** Any response of the proxy except success is passed on to the client, with its body: the client may be able to handle it. */
export async function askForTunnel(line: Line, { authority, proxy, signal }: TunnelWish): Promise<Line> {
  const place = formatAuthority(authority);
  const authorization = basicOf(proxy);
  const credentials = authorization === "" ? "" : `Proxy-Authorization: ${authorization}\r\n`;
  line.socket.write(`CONNECT ${place} HTTP/1.1\r\nHost: ${place}\r\n${credentials}\r\n`);
  const reply = await readReply(line, proxy.host, signal);
  const end = reply.indexOf("\r\n\r\n") + 4;
  const [, status = ""] = matchParts(/^HTTP\/\S+[ \t]+(\d{3})/i, reply.toString("latin1", 0, 64));
  if (!status.startsWith("2")) {
    throw new ProxyRefusal(
      `the proxy ${proxy.host} responded to CONNECT ${place} with ${status || "something other than HTTP"}`,
      {
        line,
        reply,
      },
    );
  }
  if (reply.length > end) line.socket.unshift(reply.subarray(end));
  return line;
}

function readReply({ socket, raw }: Line, proxy: string, signal: AbortSignal): Promise<Buffer> {
  let reply: Buffer = Buffer.alloc(0);
  return new Promise((resolve, reject) => {
    const safely = orReject((fault) => {
      reject(fault);
      raw.destroy();
    });
    const settle = (): void => {
      socket.pause();
      socket.removeListener("data", take).removeListener("end", fail).removeListener("close", fail);
      signal.removeEventListener("abort", leave);
    };
    const leave = safely(() => {
      settle();
      raw.destroy();
      reject(clientGone());
    });
    const fail = safely(() => {
      settle();
      raw.destroy();
      reject(
        new DialError("PROXY_CLOSED", `the proxy ${proxy} closed the connection without a response`, {
          phase: "connect",
        }),
      );
    });
    const take = safely((chunk: Buffer) => {
      reply = Buffer.concat([reply, chunk]);
      if (!reply.includes("\r\n\r\n") && reply.length < LONGEST_REPLY) return;
      settle();
      resolve(reply);
    });
    // A TLS socket is paused since its handshake: adding a listener would not resume it.
    socket.on("data", take).on("end", fail).on("close", fail).resume();
    signal.addEventListener("abort", leave);
    if (signal.aborted) leave();
  });
}
