/**
 * The least that any proxy does that reads TLS: `tls-relay.ts`. Accepts CONNECT, ends TLS towards the client and begins it towards the
 * server, and passes on what comes, unread.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type Socket, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TLSSocket, connect as connectTls, createSecureContext } from "node:tls";

import { createServerCertificate } from "../../scripts/stack/test-authority.ts";
import { tellUse } from "./tell-use.ts";

const folder = mkdtempSync(join(tmpdir(), "wirewalk-bench-"));
const { certificate, key } = createServerCertificate(folder);
const secureContext = createSecureContext({ cert: readFileSync(certificate), key: readFileSync(key) });
rmSync(folder, { recursive: true });

function pass(from: Socket, to: Socket): void {
  from.on("data", (chunk) => void (to.write(chunk) || from.pause()));
  to.on("drain", () => from.resume());
  from.on("end", () => to.end()).on("error", () => to.destroy());
}

const server = createServer({ noDelay: true }, (client) => {
  client.once("data", (head) => {
    const [, host = "", port = ""] = /^CONNECT ([^:]+):(\d+)/.exec(head.toString("latin1")) ?? [];
    const below = connect({ port: Number(port), host, noDelay: true }, () => {
      // What the client offers is offered to the server.
      const near = new TLSSocket(client, {
        isServer: true,
        secureContext,
        ALPNCallback: ({ protocols }) => protocols[0],
      });
      near.once("secure", () => {
        const protocol = String(near.alpnProtocol);
        const far = connectTls({ socket: below, ALPNProtocols: [protocol], rejectUnauthorized: false });
        pass(near, far);
        pass(far, near);
      });
      client.write("HTTP/1.1 200 OK\r\n\r\n");
    });
    below.on("error", () => client.destroy());
    client.on("error", () => below.destroy());
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(`http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`);
});
process.on("SIGUSR2", () => console.log(JSON.stringify(tellUse())));
