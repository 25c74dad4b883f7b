import type { Socket } from "node:net";

/** Each TCP socket with TLS has the TLS socket here, because Node closes a half of it without the knowledge of the TCP socket. */
const secured = new WeakMap<Socket, Socket>();

/** Notes that a socket closes the halves of another one beneath it. */
export function noteSecured(raw: Socket, socket: Socket): void {
  if (raw !== socket) secured.set(raw, socket);
}

/**
 * The socket whose half is being closed while data before that is still being sent; undefined if there is none. A reset has to wait until it
 * is finished: libuv refuses one before, and Node then never closes the connection, and its process never exits (docs/notes/proxy.md).
 */
export function findClosing(raw: Socket): Socket | undefined {
  return [raw, secured.get(raw)].find(
    (socket) => socket?.writableEnded && !socket.writableFinished && !socket.destroyed,
  );
}
