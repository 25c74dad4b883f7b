import type { Socket } from "node:net";

/** Knows the connections that a listener has opened itself from their other end, whatever name led back. */
export interface OwnSockets {
  /** @param socket connected */
  readonly add: (socket: Socket) => void;
  readonly has: (accepted: Socket) => boolean;
}

export function createOwnSockets(): OwnSockets {
  const own = new Set<string>();
  return {
    add: (socket) => {
      const ends = `${endOf(socket.localAddress, socket.localPort)} ${endOf(socket.remoteAddress, socket.remotePort)}`;
      own.add(ends);
      socket.once("close", () => own.delete(ends));
    },
    // Both ends count: the system gives one port to several connections with different servers.
    has: ({ localAddress, localPort, remoteAddress, remotePort }) =>
      own.size > 0 && own.has(`${endOf(remoteAddress, remotePort)} ${endOf(localAddress, localPort)}`),
  };
}

/** A listener on both families sees IPv4 in the form of IPv6. */
function endOf(address = "", port = 0): string {
  return `${address.replace(/^::ffff:/, "")} ${port}`;
}
