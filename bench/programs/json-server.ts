/** Answers each request with 1,024 bytes of JSON behind 7 headers; speaks bytes, so that the client is the bottleneck. */
import { createServer } from "node:net";

const item = { id: "9faa6fd5-b254-4184-80c0-66b7c062315e", name: "cirros", visibility: "shared", size: 21233664 };
let body = JSON.stringify({ images: Array.from({ length: 8 }, () => item) });
body += " ".repeat(1024 - Buffer.byteLength(body));
const answer = Buffer.from(
  "HTTP/1.1 200 OK\r\nDate: Mon, 23 Nov 2026 10:00:00 GMT\r\nServer: bench\r\nContent-Type: application/json\r\n" +
    "X-Openstack-Request-Id: req-a016d11c-0b5a-44ce-9cc1-a49706586120\r\nVary: Accept\r\n" +
    `Connection: keep-alive\r\nContent-Length: 1024\r\n\r\n${body}`,
);
const END = Buffer.from("\r\n\r\n");

const server = createServer({ noDelay: true }, (socket) => {
  socket.on("error", () => {});
  socket.on("data", (chunk) => {
    for (let end = chunk.indexOf(END); end >= 0; end = chunk.indexOf(END, end + 4)) socket.write(answer);
  });
}).listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(`http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`);
});
