import { createSocket } from "node:dgram";
import { Resolver } from "node:dns";

import { matchParts } from "../../sequence/match-parts.ts";

/** Has a question of DNS answered, or not; the answer may come when nobody waits for it any more. */
export type AskDns = (question: Buffer, reply: (answer: Buffer | undefined) => void) => void;

/**
 * Asks a resolver, byte for byte as the program asked. A question that it does not answer keeps nobody waiting: the process may end before.
 *
 * @param server its address, maybe with a port: `127.0.0.53`, `[::1]:5353` @default that of the machine
 */
export function createDnsForwarder(server = new Resolver().getServers()[0] ?? "127.0.0.1"): AskDns {
  const [, host = server, port = "53"] = matchParts(/^\[?([^\]]*?)\]?(?::(\d+))?$/, server);
  return (question, reply) => {
    const ask = createSocket(host.includes(":") ? "udp6" : "udp4").unref();
    const patience = setTimeout(() => ask.close(), PATIENCE).unref();
    // Who waits asks again, as for any datagram that is lost.
    ask.once("error", () => ask.close()).once("close", () => clearTimeout(patience));
    ask.once("message", (answer) => {
      ask.close();
      reply(answer);
    });
    ask.send(question, Number(port), host);
  };
}

/** Milliseconds; no resolver library waits for one answer that long. */
const PATIENCE = 30_000;
