/** A minimal proxy: `pipe-tunnel.ts`. Accepts CONNECT, and connects both sides with pipe(). */
import { connect, createServer } from "node:net";

import { tellUse } from "./tell-use.ts";

const server = createServer((client) => {
  client.on("error", () => {});
  client.once("data", (head) => {
    const [, host = "", port = ""] = /^CONNECT ([^:]+):(\d+)/.exec(head.toString("latin1")) ?? [];
    const upstream = connect(Number(port), host, () => {
      client.write("HTTP/1.1 200 OK\r\n\r\n");
      client.pipe(upstream);
      upstream.pipe(client);
    });
    upstream.on("error", () => client.destroy());
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(`http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`);
});
process.on("SIGUSR2", () => console.log(JSON.stringify(tellUse())));
