import { randomUUID } from "node:crypto";

import { type FastifyInstance, fastify } from "fastify";

interface Order {
  readonly id: string;
  readonly book: string;
  readonly state: "accepted";
  readonly created_at: string;
}

const TOKEN = randomUUID();

/** A shop that sells books to users who have logged in. */
export function createApp(): FastifyInstance {
  const app = fastify();
  const orders = new Map<string, Order>();

  app.post("/login", async () => ({ token: TOKEN }));

  app.addHook("onRequest", async ({ url, headers }, reply) => {
    if (url === "/login" || headers.authorization === `Bearer ${TOKEN}`) return;
    await reply.code(401).send({ error: "Log in first." });
  });

  app.post<{ Body: { readonly book: string } }>("/orders", async ({ body }, reply) => {
    const order: Order = { id: randomUUID(), book: body.book, state: "accepted", created_at: new Date().toISOString() };
    orders.set(order.id, order);
    return reply.code(201).send(order);
  });

  app.get<{ Params: { readonly id: string } }>("/orders/:id", async ({ params }, reply) => {
    const order = orders.get(params.id);
    return order ?? reply.code(404).send({ error: "There is no such order." });
  });

  return app;
}
