import { createSocket } from "node:dgram";
import { Resolver } from "node:dns";

import { matchParts } from "../../sequence/match-parts.ts";

/** Resolves a DNS query; the response may arrive when it is no longer needed. */
export type AskDns = (question: Buffer, reply: (answer: Buffer | undefined) => void) => void;

/**
 * Sends a query to a resolver, byte for byte as the program sent it. A query without a response does not keep the process alive.
 *
 * @param server its address, maybe with a port: `127.0.0.53`, `[::1]:5353` @default the machine's
 */
export function createDnsForwarder(server = new Resolver().getServers()[0] ?? "127.0.0.1"): AskDns {
  const [, host = server, port = "53"] = matchParts(/^\[?([^\]]*?)\]?(?::(\d+))?$/, server);
  return (question, reply) => {
    const ask = createSocket(host.includes(":") ? "udp6" : "udp4").unref();
    const patience = setTimeout(() => ask.close(), PATIENCE).unref();
    // A waiting client sends it again, as for any lost datagram.
    ask.once("error", () => ask.close()).once("close", () => clearTimeout(patience));
    ask.once("message", (answer) => {
      ask.close();
      reply(answer);
    });
    ask.send(question, Number(port), host);
  };
}

/** Milliseconds; no resolver library waits this long for one response. */
const PATIENCE = 30_000;
