import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";

/** A reader of the bookshop: logs in, pages, sends a cover, registers a hook, and waits for an export. */

const shop = fork("shop.ts", { env: { ...process.env, ...proxyFor("Bookshop") } });
await once(shop, "message");
const hooks = createServer((request, response) => {
  request.resume();
  response.writeHead(204).end();
}).listen(8103, "127.0.0.1");
await once(hooks, "listening");

const json = { "content-type": "application/json" };
const [api, warehouse] = ["http://127.0.0.1:8101", "http://127.0.0.1:8102"];
const login = await fetch(`${api}/login`, {
  method: "POST",
  headers: json,
  body: JSON.stringify({ user: "ann", password: "correct-horse-battery" }),
});
// An object with a token, as the shop sends it.
const { token } = (await login.json()) as { token: string };
const authorization = `Bearer ${token}`;
await send("GET", `${api}/books?limit=2&offset=0`);
await send("GET", `${api}/books?limit=2&offset=2`);
const cover = await send("GET", `${api}/books/3/cover`);
const form = new FormData();
form.append("caption", "The first edition");
form.append("cover", new Blob([cover], { type: "image/png" }), "middlemarch.png");
await send("POST", `${api}/books/3/cover`, form);
await send("GET", `${warehouse}/warehouses/wh-7c20e1b4`);
await send("POST", `${api}/hooks`, JSON.stringify({ url: "http://127.0.0.1:8103/export-done" }), json);
// As the shop sends it.
const { id } = JSON.parse(Buffer.from(await send("POST", `${api}/exports`)).toString()) as { id: string };
for (let time = 0; time < 3; time += 1) await send("GET", `${api}/exports/${id}`);
await send("GET", `${api}/exports/${id}.csv`);
hooks.close();
shop.kill();

async function send(
  method: string,
  url: string,
  body?: string | FormData,
  headers?: Record<string, string>,
): Promise<ArrayBuffer> {
  const response = await fetch(url, {
    method,
    headers: { authorization, ...headers },
    ...(body !== undefined && { body }),
  });
  return response.arrayBuffer();
}

/** The shop is a separate program in the diagram: the username in the proxy's URL names it. */
function proxyFor(name: string): Record<string, string> {
  const names = ["http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"].filter((one) => process.env[one]);
  return Object.fromEntries(
    names.map((one) => {
      const proxy = new URL(process.env[one] ?? "");
      proxy.username = name;
      return [one, proxy.href];
    }),
  );
}
