/** host-load.ts SECONDS: sends 40 requests a second to its own server, through the proxy of its environment, as a program of a host does. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const [seconds = "45"] = process.argv.slice(2);
const server = createServer((request, response) => {
  response.setHeader("content-type", "application/json");
  response.end(
    JSON.stringify({ path: request.url, items: Array.from({ length: 20 }, (_, id) => ({ id, name: "thing" })) }),
  );
}).listen(0, "127.0.0.1");
await once(server, "listening");
// A server that listens has an address.
const { port } = server.address() as AddressInfo;
const url = `http://127.0.0.1:${port}/things/[1-${40 * Number(seconds)}]`;
const curl = spawn("curl", ["-s", "--rate", "40/s", "-o", "/dev/null", url], { stdio: "inherit" });
const [code] = (await once(curl, "close")) as [number];
server.close();
process.exitCode = code;
