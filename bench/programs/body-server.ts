/** Responds to GET with the number of bytes in the path, and discards the body of PUT. Writes bytes directly, for speed. */
import { createServer } from "node:net";

const block = Buffer.alloc(1 << 16, "wirewalk ");

const server = createServer((socket) => {
  let isUpload = false;
  let left = 0;
  const answer = (): void => void socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
  const take = (size: number): void => {
    left -= size;
    if (left === 0) answer();
  };
  socket.on("error", () => {});
  socket.on("data", (chunk) => {
    if (isUpload && left > 0) return take(chunk.byteLength);
    const head = chunk.toString("latin1", 0, 2048);
    const end = head.indexOf("\r\n\r\n") + 4;
    isUpload = head.startsWith("PUT");
    left = Number((isUpload ? /content-length: (\d+)/i : /\/(\d+) /).exec(head)?.[1] ?? 0);
    if (isUpload) return take(chunk.byteLength - end);
    socket.write(`HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: ${left}\r\n\r\n`);
    pump();
  });
  const pump = (): void => {
    if (isUpload) return;
    while (left > 0) {
      const size = Math.min(left, block.byteLength);
      left -= size;
      if (!socket.write(size === block.byteLength ? block : block.subarray(0, size))) return;
    }
  };
  socket.on("drain", pump);
}).listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(`http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`);
});
