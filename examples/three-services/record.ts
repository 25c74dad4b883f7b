/**
 * Starts the three services, each with its own recorder, places an order, and stops them: four recordings of one session. On
 * separate machines, start each in the same way, with the same WIREWALK_SESSION.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { createServer } from "node:net";

await mkdir("recordings", { recursive: true });
const ports = await Promise.all(["gateway", "orders", "stock"].map(findFreePort));
const [gateway = "", orders = "", stock = ""] = ports.map((port) => `http://127.0.0.1:${port}`);

function start(file: string, name: string, env: Readonly<Record<string, string>>): ChildProcess {
  return fork(file, {
    execArgv: ["--import", "wirewalk/register"],
    env: {
      ...process.env,
      WIREWALK_CLIENT: name,
      WIREWALK_TRACE: `recordings/${name}.har`,
      NAME: name,
      ORDERS_URL: orders,
      STOCK_URL: stock,
      SERVICE_TOKEN: "demo-token-of-all-three-services",
      ...env,
    },
  });
}

const services = ["gateway", "orders", "stock"].map((name, index) =>
  start("service.ts", name, { PORT: String(ports[index]) }),
);
await Promise.all(services.map((service) => once(service, "message")));
const reader = start("reader.ts", "reader", { GATEWAY_URL: gateway });
const [exitCode] = await once(reader, "exit");
for (const service of services) service.kill("SIGTERM");
await Promise.all(services.map((service) => once(service, "exit")));
console.log(`gateway ${gateway}\norders ${orders}\nstock ${stock}`);
process.exitCode = Number(exitCode);

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}
