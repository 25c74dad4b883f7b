/** Orders a book from the shop, which queries its stock service; both run as long as this program. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

const stock = createServer((_request, response) => {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ copies: 3 }));
});
stock.listen(0, "localhost");
await once(stock, "listening");
const { port: stockPort } = stock.address() as AddressInfo;

const shop = fork(join(import.meta.dirname, "app.ts"), {
  env: {
    ...process.env,
    STOCK_URL: `http://localhost:${stockPort}`,
    // The shop's own requests are recorded from inside, under its own name, and not by the proxy of the whole recording.
    NODE_USE_ENV_PROXY: "0",
    WIREWALK_CLIENT: "shop",
  },
});
const [{ port }] = (await once(shop, "message")) as [AddressInfo];

const answer = await fetch(`http://127.0.0.1:${port}/orders`, {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ book: "Walden" }),
});
console.log(answer.status, await answer.text());

shop.disconnect();
await once(shop, "exit");
stock.close();
