import { afterAll, beforeAll, describe, expect } from "vitest";
import { test, walkthrough } from "wirewalk/vitest";

import { createApp } from "../fastify/app.ts";

const app = createApp();
// With WIREWALK=replay, responses come from the traces: there is no such server.
let url = "http://book-shop.test";

if (process.env["WIREWALK"] !== "replay") {
  beforeAll(async () => {
    url = await app.listen({ host: "127.0.0.1", port: 0 });
  });
  afterAll(() => app.close());
}

const shop = { target: "gfm", client: "reader", servers: () => ({ [url]: "book-shop" }) };

describe("orders", () => {
  test("Order a book", walkthrough("orders/create", shop), async () => {
    const { token } = await post(`${url}/login`, { user: "ann", password: "correct-horse-battery" });
    const order = await post(`${url}/orders`, { book: "Walden" }, token);
    expect(order).toMatchObject({ book: "Walden", state: "accepted" });
  });

  test("Order without a login", walkthrough("orders/refused", shop), async ({ fetch }) => {
    const response = await fetch(`${url}/orders`, { method: "POST" });
    expect(response.status).toBe(401);
  });

  test("An order has a state", () => {
    expect("accepted").toMatch(/accepted/);
  });
});

/** Calls the global `fetch`, as code under test does. */
async function post(address: string, body: object, token?: string): Promise<Readonly<Record<string, string>>> {
  const headers = {
    "content-type": "application/json",
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  const response = await fetch(address, { method: "POST", headers, body: JSON.stringify(body) });
  // All responses of this API are flat objects with text values.
  return (await response.json()) as Readonly<Record<string, string>>;
}
