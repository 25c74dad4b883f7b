import express, { type Express } from "express";

/** A shop that queries a stock service before it accepts an order. */
export function createApp(stockUrl: string): Express {
  const app = express();
  app.use(express.json());
  app.post("/orders", async (request, response) => {
    const { book } = request.body as { readonly book: string };
    const stock = await fetch(`${stockUrl}/books/${encodeURIComponent(book)}`);
    const { copies } = (await stock.json()) as { readonly copies: number };
    if (copies === 0) response.status(409).json({ error: "Out of stock." });
    else response.status(201).json({ book, state: "accepted", copies_left: copies - 1 });
  });
  return app;
}

if (import.meta.main) {
  const server = createApp(process.env["STOCK_URL"] ?? "").listen(0, "127.0.0.1", () => {
    process.send?.(server.address());
  });
  process.once("disconnect", () => server.close());
}
