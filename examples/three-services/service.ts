/** One of three services, selected by name. Each sends a request to the next one before it responds. */
import { createServer, type ServerResponse } from "node:http";

const { NAME = "", PORT = "", STOCK_URL = "", ORDERS_URL = "", SERVICE_TOKEN = "" } = process.env;

const headers = { authorization: `Bearer ${SERVICE_TOKEN}`, "content-type": "application/json" };

async function ask(url: string, body?: unknown): Promise<unknown> {
  const method = body === undefined ? "GET" : "POST";
  const response = await fetch(url, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
  return response.json();
}

const answers: Readonly<Record<string, () => Promise<unknown>>> = {
  gateway: async () => ({ placed: await ask(`${ORDERS_URL}/orders`, { book: "b-17", copies: 1 }) }),
  orders: async () => ({ state: "accepted", stock: await ask(`${STOCK_URL}/books/b-17`) }),
  stock: async () => ({ book: "b-17", copies: 3 }),
};

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

createServer((request, response) => {
  request.resume();
  answers[NAME]?.().then(
    (body) => send(response, 200, body),
    (error: unknown) => send(response, 502, { error: String(error) }),
  );
}).listen(Number(PORT), "127.0.0.1", () => process.send?.("ready"));

// The recording is written when the process ends by itself.
process.once("SIGTERM", () => process.exit());
