import { randomUUID } from "node:crypto";

import { fastify } from "fastify";

export const PAGE = `<!doctype html>
<title>Shop</title>
<link rel="stylesheet" href="/shop.css">
<button>Order Walden</button>
<output role="status"></output>
<ul></ul>
<script>
  const list = async () => {
    for (const { title } of await (await fetch("/books")).json()) {
      document.querySelector("ul").append(Object.assign(document.createElement("li"), { textContent: title }));
    }
  };
  list();
  document.querySelector("button").addEventListener("click", async () => {
    const ask = async (path, body, token) => {
      const headers = { "content-type": "application/json", ...(token && { authorization: "Bearer " + token }) };
      const response = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
      return response.json();
    };
    const { token } = await ask("/login", { user: "ann", password: "correct-horse-battery" });
    const order = await ask("/orders", { book: "Walden" }, token);
    document.querySelector("output").textContent = order.state;
  });
</script>
`;

export interface Shop {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** A page whose script lists books, logs in, and orders one. */
export async function startShop(): Promise<Shop> {
  const app = fastify();
  const token = randomUUID();
  app.get("/", async (_request, reply) => reply.type("text/html").send(PAGE));
  app.get("/shop.css", async (_request, reply) => reply.type("text/css").send("button { padding: 1em }"));
  // With WIREWALK=replay, these responses come from the trace.
  if (process.env["WIREWALK"] !== "replay") {
    app.get("/books", async () => [{ title: "Walden" }]);
    app.post("/login", async () => ({ token }));
    app.post<{ Body: { readonly book: string } }>("/orders", async ({ body, headers }, reply) => {
      if (headers.authorization !== `Bearer ${token}`) return reply.code(401).send({ error: "Log in first." });
      return reply.code(201).send({ id: randomUUID(), state: "accepted", book: body.book });
    });
  }
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  return { url, close: () => app.close() };
}
