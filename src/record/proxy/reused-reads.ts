import { type Socket, type TcpNetConnectOpts, connect } from "node:net";

/**
 * Takes a piece of what was read, and says whether its bytes are still needed afterwards. Where they are not, the next
 * piece is read into the same memory.
 */
export type Reader = (chunk: Buffer) => boolean;

const readers = new WeakMap<Socket, Reader>();

/**
 * Connects as `connect` does, but reads into memory of its own: Node makes a buffer for each read, and the garbage of a
 * fast server costs more than passing it on (docs/notes/proxy.md). Until somebody reads by `readInto`, and where something
 * is waiting to be read, it is a socket as any other.
 */
export function connectReusing(options: TcpNetConnectOpts): Socket {
  let memory = SHARED;
  const socket: Socket = connect({
    ...options,
    onread: {
      buffer: () => memory,
      callback: (size) => {
        const chunk = memory.subarray(0, size);
        const reader = readers.get(socket);
        if (reader === undefined || socket.readableLength > 0) return socket.push(Buffer.from(chunk));
        const isKept = reader(memory === SHARED ? Buffer.from(chunk) : chunk);
        memory = nextMemory(memory, size, isKept);
        return true;
      },
    },
  });
  return socket;
}

/** From now on what is read of a socket goes to a reader, if it was made by `connectReusing`. */
export function readInto(socket: Socket, reader: Reader): void {
  readers.set(socket, reader);
}

export function stopReading(socket: Socket): void {
  readers.delete(socket);
}

/** What Node reads at a time. */
const LARGE = 65_536;
/** Who gets less at a time needs no memory of its own. */
const LITTLE = 16_384;

/** Nobody is given it itself, but a copy: a write that waits may still need what another socket reads over. */
const SHARED: Buffer = Buffer.allocUnsafeSlow(LARGE);

const spare: Buffer[] = [];
const MOST_SPARE = 8;

/** Memory of its own for who gets much. */
function nextMemory(read: Buffer, size: number, isKept: boolean): Buffer {
  const isOwn = read !== SHARED;
  if (size > LITTLE) return isOwn && !isKept ? read : (spare.pop() ?? Buffer.allocUnsafeSlow(LARGE));
  if (isOwn && !isKept && spare.length < MOST_SPARE) spare.push(read);
  return SHARED;
}
