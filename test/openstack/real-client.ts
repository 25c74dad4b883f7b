import { spawn } from "node:child_process";
import { once } from "node:events";
import { type IncomingMessage, type ServerResponse, createServer, request } from "node:http";

import { portOf } from "../helpers/test-server.ts";

export interface ClientRun {
  /** `GET /identity 300`, in the order of the requests. */
  readonly sequence: readonly string[];
  readonly stdout: string;
}

/** Runs the real `openstack` client through a proxy that notes its requests. */
export async function runClient(args: readonly string[], env: Readonly<Record<string, string>>): Promise<ClientRun> {
  const sequence: string[] = [];
  const proxy = createServer((incoming, outgoing) => forward(incoming, outgoing, sequence)).listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const http_proxy = `http://127.0.0.1:${portOf(proxy)}`;
  const child = spawn("openstack", args, {
    // python-requests honors http_proxy for loopback addresses too, unless no_proxy excludes them.
    env: { PATH: process.env["PATH"], ...env, http_proxy, no_proxy: "" },
    stdio: ["ignore", "pipe", "ignore"],
  });
  let stdout = "";
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  await once(child, "close");
  proxy.close();
  proxy.closeAllConnections();
  return { sequence, stdout };
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, sequence: string[]): void {
  const url = new URL(incoming.url ?? "");
  const { method = "", headers } = incoming;
  const place = sequence.push("") - 1;
  const upstream = request(url, { method, headers }, (answer) => {
    sequence[place] = `${method} ${url.pathname}${url.search} ${answer.statusCode}`;
    outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.pipe(outgoing);
  });
  incoming.pipe(upstream);
}
