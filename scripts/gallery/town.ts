import { once } from "node:events";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

import { Agent, fetch, interceptors } from "undici";

import type { Recorder } from "../../src/record/capture/recorder.ts";

/** A request as a service of the gallery receives it. */
export interface Call {
  /** `GET /jobs/7` */
  readonly line: string;
  /** Sends a request to another service as this one. */
  readonly ask: Ask;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Milliseconds before it is sent. */
  readonly after?: number;
}

/** The handler of a service; it returns undefined to break the connection. */
export type Service = (call: Call) => Reply | undefined | Promise<Reply | undefined>;

/** Sends a recorded request to a service, by its participant ID; a POST if there is a body. */
export type Ask = (service: string, path: string, options?: AskOptions) => Promise<unknown>;

export interface AskOptions {
  readonly body?: unknown;
  /** Milliseconds to wait for the response. */
  readonly timeout?: number;
}

export interface Town extends AsyncDisposable {
  readonly askAs: (client: string) => Ask;
}

/** Starts services on loopback ports of their own. All requests between them and their clients are recorded. */
export async function openTown(services: Readonly<Record<string, Service>>, recorder: Recorder): Promise<Town> {
  const servers = new Map<string, Server>();
  const agents: Agent[] = [];
  const askAs = (client: string): Ask => {
    return async (service, path, { body, timeout } = {}) => {
      const agent = new Agent();
      agents.push(agent);
      const answer = await fetch(`${originOf(servers.get(service))}${path}`, {
        ...(body !== undefined && { method: "POST", body: JSON.stringify(body), headers: JSON_TYPE }),
        ...(timeout !== undefined && { signal: AbortSignal.timeout(timeout) }),
        dispatcher: agent.compose(
          recorder.interceptorFor({ client, server: service }),
          interceptors.retry({ maxRetries: 2, minTimeout: 20, statusCodes: [503], retryAfter: false }),
        ),
      });
      const text = await answer.text();
      return text === "" ? undefined : JSON.parse(text);
    };
  };
  for (const [name, service] of Object.entries(services)) servers.set(name, await listen(service, askAs(name)));
  return {
    askAs,
    [Symbol.asyncDispose]: async () => {
      await Promise.all(agents.map((agent) => agent.destroy()));
      for (const server of servers.values()) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

function originOf(server: Server | undefined): string {
  // A server that listens on TCP has an address of this kind.
  const address = server?.address() as AddressInfo | undefined;
  if (address === undefined) throw new Error("There is no such service.");
  return `http://127.0.0.1:${address.port}`;
}

const JSON_TYPE = { "content-type": "application/json" };

async function listen(service: Service, ask: Ask): Promise<Server> {
  const server = createServer((request, response) => {
    void (async () => {
      request.resume();
      const reply = await service({ line: `${request.method} ${request.url}`, ask });
      if (reply === undefined) {
        request.socket.destroy();
        return;
      }
      const { status = 200, headers = {}, body, after = 5 } = reply;
      await pause(after);
      response.writeHead(status, { ...(body !== undefined && JSON_TYPE), ...headers });
      response.end(body === undefined ? "" : JSON.stringify(body));
    })();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}
