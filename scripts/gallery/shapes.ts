import { setTimeout as pause } from "node:timers/promises";

import type { Ask, Service } from "./town.ts";

/** A kind of traffic, made by real services and a real client. */
export interface Shape {
  /** The services, by participant id. */
  readonly services: Readonly<Record<string, Service>>;
  /** ID of the participant that sends the first request. */
  readonly client: string;
  readonly run: (ask: Ask) => Promise<void>;
}

const ORDER = "3f2b8c1e-7a54-4d0f-9c36-5e8d1a7b2f40";
const JOB = "8d1f6a90-25c7-4be3-b1d4-0c9e7f3a6b52";

const BOOKS = ["Walden", "Emma", "Utopia", "Ulysses", "Candide", "Faust"];

/** By the name of the trace. */
export const SHAPES: Readonly<Record<string, () => Shape>> = {
  plain: () => ({
    client: "shop-app",
    services: {
      identity: () => ({ status: 201, body: { token: "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbm4ifQ.x", expires_in: 3600 } }),
      orders: ({ line }) =>
        line.startsWith("POST")
          ? { status: 201, body: { id: ORDER, status: "new", total: 12.5 } }
          : { body: { id: ORDER, status: "paid", total: 12.5 } },
    },
    run: async (ask) => {
      await ask("identity", "/v1/token", { body: { user: "ann", password: "correct-horse-battery" } });
      await ask("orders", "/v1/orders", { body: { book: "Walden", copies: 1 } });
      await ask("orders", `/v1/orders/${ORDER}`);
    },
  }),

  nested: () => ({
    client: "shop-app",
    services: {
      orders: async ({ ask }) => {
        await ask("stock", "/v1/books/walden");
        await ask("payment", "/v1/charges", { body: { amount: 12.5 } });
        return { status: 201, body: { id: ORDER, status: "paid" } };
      },
      stock: () => ({ body: { title: "Walden", copies: 4 } }),
      payment: async ({ ask }) => {
        await ask("bank", "/transfers", { body: { amount: 12.5 } });
        return { status: 201, body: { charged: true } };
      },
      bank: () => ({ status: 202, body: { accepted: true } }),
    },
    run: async (ask) => {
      await ask("orders", "/v1/orders", { body: { book: "Walden", copies: 1 } });
    },
  }),

  parallel: () => ({
    client: "shop-app",
    services: {
      catalog: () => ({ body: { title: "Walden" }, after: 100 }),
      reviews: () => ({ body: [{ stars: 5 }], after: 200 }),
      stock: () => ({ body: { copies: 4 }, after: 300 }),
    },
    run: async (ask) => {
      const asked = [ask("catalog", "/v1/books/walden")];
      // Each a little later, so that the order of the requests is the same every time.
      await pause(20);
      asked.push(ask("reviews", "/v1/reviews?book=walden"));
      await pause(20);
      asked.push(ask("stock", "/v1/stock/walden"));
      await Promise.all(asked);
    },
  }),

  polling: () => {
    let polls = 0;
    return {
      client: "shop-app",
      services: {
        reports: ({ line }) => {
          if (line.startsWith("POST")) return { status: 202, body: { id: JOB, status: "queued" } };
          polls += 1;
          return { body: { id: JOB, status: polls < 6 ? "running" : "done" } };
        },
      },
      run: async (ask) => {
        await ask("reports", "/v1/jobs", { body: { report: "sales", year: 2026 } });
        for (let state = ""; state !== "done"; await pause(200)) {
          // The service above returns flat objects.
          const job = (await ask("reports", `/v1/jobs/${JOB}`)) as { readonly status: string };
          state = job.status;
        }
      },
    };
  },

  retry: () => {
    let tries = 0;
    return {
      client: "shop-app",
      services: {
        stock: () => {
          tries += 1;
          return tries < 3 ? { status: 503, body: { error: "overloaded" } } : { body: { copies: 4 } };
        },
      },
      run: async (ask) => {
        await ask("stock", "/v1/stock/walden");
      },
    };
  },

  redirect: () => ({
    client: "shop-app",
    services: {
      catalog: ({ line }) =>
        line.endsWith("/old/walden")
          ? { status: 301, headers: { location: "/v1/books/walden" } }
          : { body: { title: "Walden", year: 1854 } },
    },
    run: async (ask) => {
      await ask("catalog", "/old/walden");
    },
  }),

  failure: () => ({
    client: "shop-app",
    services: {
      orders: () => ({ status: 404, body: { error: "no such order" } }),
      payment: () => undefined,
      reports: () => ({ body: {}, after: 60_000 }),
    },
    run: async (ask) => {
      await ask("orders", `/v1/orders/${ORDER}`);
      await ask("payment", "/v1/charges", { body: { amount: 12.5 } }).catch(() => {});
      await ask("reports", "/v1/sales", { timeout: 300 }).catch(() => {});
    },
  }),

  large: () => ({
    client: "shop-app",
    services: {
      orders: async ({ ask }) => {
        await ask("stock", "/v1/reservations", { body: { copies: 1 } });
        await ask("payment", "/v1/charges", { body: { amount: 12.5 } });
        return { status: 201, body: { status: "paid" } };
      },
      stock: () => ({ status: 201, body: { reserved: 1 } }),
      payment: async ({ ask }) => {
        await ask("bank", "/transfers", { body: { amount: 12.5 } });
        return { status: 201, body: { charged: true } };
      },
      bank: () => ({ status: 202, body: { accepted: true } }),
    },
    run: async (ask) => {
      for (const book of BOOKS) await ask("orders", "/v1/orders", { body: { book, copies: 1 } });
    },
  }),
};
