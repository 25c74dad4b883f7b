import { once } from "node:events";
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";

/** A shop for books and its warehouse, and a client that logs in, pages, uploads a cover, and waits for an export. */

const TOKEN = "t0k3n-of-ann-4711";
const COVER = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAGCAIAAABxZ0isAAAAGElEQVR4nGNkYEiWY2DARCwMGgxYAT0kAOlLAhMH3SqZAAAAAElFTkSuQmCC",
  "base64",
);
const EXPORT = "3f2b8c1e-7a54-4d09-9c11-0e5d2f6a7b88";
let asked = 0;

const shop = await start(8101, async (request, response, path) => {
  if (path === "/login") return json(response, 200, { token: TOKEN });
  if (request.headers.authorization !== `Bearer ${TOKEN}`) return json(response, 401, { error: "Log in first." });
  if (path.startsWith("/books?limit=2&offset=0")) return json(response, 200, { items: [book(1), book(2)], next: 2 });
  if (path.startsWith("/books?")) return json(response, 200, { items: [book(3)], next: null });
  if (path === "/books/3/cover") {
    response.writeHead(200, { "content-type": "image/png" }).end(COVER);
    return;
  }
  if (path === "/exports") return json(response, 202, { id: EXPORT, state: "queued" });
  asked += 1;
  return json(response, 200, { id: EXPORT, state: asked < 3 ? "running" : "done" });
});
const warehouse = await start(8102, async (_request, response) =>
  json(response, 200, { id: "wh-25d583ee", city: "Busan", stock: 12 }),
);

const headers = { "content-type": "application/json" };
const login = await fetch("http://127.0.0.1:8101/login", {
  method: "POST",
  headers,
  body: JSON.stringify({ user: "ann", password: "correct-horse-battery" }),
});
// An object with a token, as the server above sends it.
const { token } = (await login.json()) as { token: string };
const authorization = `Bearer ${token}`;
const get = async (url: string): Promise<void> =>
  void (await (await fetch(url, { headers: { authorization } })).text());
await get("http://127.0.0.1:8101/books?limit=2&offset=0");
await get("http://127.0.0.1:8101/books?limit=2&offset=2");
await get("http://127.0.0.1:8101/books/3/cover");
await get("http://127.0.0.1:8102/warehouses/wh-25d583ee");
await (await fetch("http://127.0.0.1:8101/exports", { method: "POST", headers: { authorization } })).text();
for (let time = 0; time < 3; time += 1) await get(`http://127.0.0.1:8101/exports/${EXPORT}`);
shop.close();
warehouse.close();

type Answer = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>;

async function start(port: number, answer: Answer): Promise<Server> {
  const server = createServer((request, response) => {
    request.resume();
    void answer(request, response, request.url ?? "");
  }).listen(port, "127.0.0.1");
  await once(server, "listening");
  return server;
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function book(id: number): object {
  return { id, title: ["Walden", "Emma", "Middlemarch"][id - 1] };
}
