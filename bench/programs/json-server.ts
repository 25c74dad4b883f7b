/**
 * Responds to each request with 7 headers and 1,024 bytes of JSON, in which IDs, hashes, and times differ each time, as those of a service
 * do, so that caches of texts save no work. Writes bytes directly, so that the client is the bottleneck.
 */
import { createServer } from "node:net";

const ZEROS = "0".repeat(32);
const item = { id: ZEROS, name: "cirros", visibility: "shared", checksum: ZEROS, size: 21233664 };
let body = JSON.stringify({ images: Array.from({ length: 6 }, () => item) });
body += " ".repeat(1024 - Buffer.byteLength(body));
const answer = Buffer.from(
  "HTTP/1.1 200 OK\r\nDate: Mon, 23 Nov 2026 10:00:00 GMT\r\nServer: bench\r\nContent-Type: application/json\r\n" +
    `X-Openstack-Request-Id: req-${ZEROS}\r\nVary: Accept\r\n` +
    `Connection: keep-alive\r\nContent-Length: 1024\r\n\r\n${body}`,
);
const END = Buffer.from("\r\n\r\n");
const HEX = Buffer.from("0123456789abcdef");

/** Positions of the digits that differ. */
const places: number[] = [];
for (let at = answer.indexOf(ZEROS); at >= 0; at = answer.indexOf(ZEROS, at + ZEROS.length)) places.push(at);

/** Xorshift. */
let state = 0x9e_37_79_b9;
function nextAnswer(): Buffer {
  for (const place of places) {
    for (let at = place; at < place + ZEROS.length; at += 8) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      for (let digit = 0; digit < 8; digit += 1) answer[at + digit] = HEX[(state >>> (digit * 4)) & 15] ?? 0;
    }
  }
  // Data written now may wait in the socket.
  return Buffer.from(answer);
}

const server = createServer({ noDelay: true }, (socket) => {
  socket.on("error", () => {});
  socket.on("data", (chunk) => {
    for (let end = chunk.indexOf(END); end >= 0; end = chunk.indexOf(END, end + 4)) socket.write(nextAnswer());
  });
}).listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(`http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`);
});
