import { once } from "node:events";
import { type AddressInfo, type Socket, connect, createServer } from "node:net";

/** Listens to one direction of a connection. */
export interface Listener {
  readonly push: (bytes: Uint8Array) => void;
  readonly finish: () => void;
  readonly reset: () => void;
}

export interface Tunnel extends AsyncDisposable {
  readonly port: number;
}

/** Copies bytes between clients and a server on this machine, and passes a copy of each piece to listeners. */
export async function startTunnel(
  serverPort: number,
  listen: () => { readonly requests: Listener; readonly responses: Listener },
): Promise<Tunnel> {
  const sockets = new Set<Socket>();
  const copy = (from: Socket, to: Socket, listener: Listener): void => {
    sockets.add(from);
    from.on("data", (bytes) => {
      to.write(bytes);
      listener.push(bytes);
    });
    from.on("end", () => {
      to.end();
      listener.finish();
    });
    from.on("error", () => {
      to.destroy();
      listener.reset();
    });
  };
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const upstream = connect({ port: serverPort, host: "127.0.0.1", allowHalfOpen: true });
    const { requests, responses } = listen();
    copy(client, upstream, requests);
    copy(upstream, client, responses);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A TCP server has an address object once it listens.
  const { port } = server.address() as AddressInfo;
  return {
    port,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
