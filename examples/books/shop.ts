import { once } from "node:events";
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";

/** The bookshop and its warehouse. It calls the hook of its client when an export is done. `tour.ts` starts it. */

// Made up for the tour: allow-secret named-token
const TOKEN = "t0k3n-of-ann-4711";
const COVER = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAGCAIAAABxZ0isAAAAGElEQVR4nGNkYEiWY2DARCwMGgxYAT0kAOlLAhMH3SqZAAAAAElFTkSuQmCC",
  "base64",
);
const EXPORT = "3f2b8c1e-7a54-4d09-9c11-0e5d2f6a7b88";
let hook = "";
let asked = 0;

await start(8101, async (request, response, path) => {
  const body = await readBody(request);
  if (path === "/login") return json(response, 200, { token: TOKEN });
  if (request.headers.authorization !== `Bearer ${TOKEN}`) return json(response, 401, { error: "Log in first." });
  if (path.startsWith("/books?limit=2&offset=0")) return json(response, 200, { items: [book(1), book(2)], next: 2 });
  if (path.startsWith("/books?")) return json(response, 200, { items: [book(3)], next: null });
  if (path === "/books/3/cover") {
    if (request.method === "POST") return json(response, 201, { cover_id: "cov-8d1f40aa", bytes: COVER.length });
    response.writeHead(200, { "content-type": "image/png" }).end(COVER);
    return;
  }
  if (path === "/hooks") {
    // As tour.ts sends it.
    ({ url: hook } = JSON.parse(body) as { url: string });
    return json(response, 201, { id: "wh-25d583ee", url: hook });
  }
  if (path === "/exports") return json(response, 202, { id: EXPORT, state: "queued" });
  if (path === `/exports/${EXPORT}.csv`) {
    response.writeHead(200, { "content-type": "text/csv" }).end("id,title\n1,Walden\n2,Emma\n3,Middlemarch\n");
    return;
  }
  asked += 1;
  if (asked < 3) return json(response, 200, { id: EXPORT, state: "running" });
  await call(hook, { event: "export.done", export_id: EXPORT });
  json(response, 200, { id: EXPORT, state: "done", file: `/exports/${EXPORT}.csv` });
});
await start(8102, async (_request, response) => json(response, 200, { id: "wh-7c20e1b4", city: "Busan", stock: 12 }));
process.send?.("ready");

type Answer = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>;

async function start(port: number, answer: Answer): Promise<Server> {
  const server = createServer((request, response) => void answer(request, response, request.url ?? ""));
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return server;
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) body += String(chunk);
  return body;
}

async function call(url: string, event: object): Promise<void> {
  const headers = { "content-type": "application/json" };
  await (await fetch(url, { method: "POST", headers, body: JSON.stringify(event) })).text();
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function book(id: number): object {
  return { id, title: ["Walden", "Emma", "Middlemarch"][id - 1] };
}
