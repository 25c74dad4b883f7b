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
  let memory: Buffer = Buffer.allocUnsafeSlow(SMALL);
  const socket: Socket = connect({
    ...options,
    onread: {
      buffer: () => memory,
      callback: (size) => {
        const read = memory;
        const chunk = read.subarray(0, size);
        const reader = readers.get(socket);
        if (reader === undefined || socket.readableLength > 0) return socket.push(Buffer.from(chunk));
        const isKept = reader(chunk);
        memory = nextMemory(read, size, isKept);
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

/** Bytes: many connections are idle, and each has its own. */
const SMALL = 4096;
/** What Node reads at a time. */
const LARGE = 65_536;

const spare: Buffer[] = [];
const MOST_SPARE = 8;

/** More room for who fills it, less for who does not. */
function nextMemory(read: Buffer, size: number, isKept: boolean): Buffer {
  const isFull = size === read.length;
  if (isFull && read.length === SMALL) return spare.pop() ?? Buffer.allocUnsafeSlow(LARGE);
  if (read.length === LARGE && size <= SMALL) {
    if (!isKept && spare.length < MOST_SPARE) spare.push(read);
    return Buffer.allocUnsafeSlow(SMALL);
  }
  return isKept ? Buffer.allocUnsafeSlow(read.length) : read;
}
