import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Scene } from "./terminal.ts";

const MAIN = join(import.meta.dirname, "../../src/cli/main.ts");

/** Runs the commands that the terminal image shows, in a new directory, against a shop on the loopback interface. */
export async function runScenes(): Promise<readonly Scene[]> {
  const folder = await mkdtemp(join(tmpdir(), "wirewalk-scenes-"));
  const shop = createServer((request, response) => {
    const [status, body] = ANSWERS[`${request.method} ${request.url}`] ?? [404, {}];
    response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
  });
  try {
    shop.listen(0, "127.0.0.1");
    await once(shop, "listening");
    const address = shop.address();
    if (address === null || typeof address !== "object") throw new Error("The shop has no TCP address.");
    const origin = `http://127.0.0.1:${address.port}`;
    await writeFile(join(folder, "wirewalk.config.yaml"), `participants:\n  ${origin}: shop-api\nwalkthroughs: {}\n`);
    await writeFile(join(folder, "order.mjs"), PROGRAM.replace("ORIGIN", origin));
    const scenes: Scene[] = [];
    for (const command of COMMANDS) scenes.push({ command: `wirewalk ${command}`, output: await run(folder, command) });
    return scenes;
  } finally {
    shop.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const COMMANDS = ["record -o order.har -- node order.mjs", "show order.har", "render order.har -o order.md"] as const;

const ANSWERS: Readonly<Record<string, readonly [status: number, body: unknown]>> = {
  "POST /login": [200, { token: "kT9xQ2mLw7Zr4Vb8Nc1YpH5s" }],
  "GET /books?author=Woolf": [200, { items: [{ id: 17, title: "Orlando" }] }],
  "POST /orders": [201, { id: 4711, state: "new" }],
  "GET /orders/4711": [200, { id: 4711, state: "paid" }],
};

const PROGRAM = `const ask = async (path, body, token) => {
  const method = body === undefined ? "GET" : "POST";
  const headers = { "Content-Type": "application/json", ...(token && { Authorization: \`Bearer \${token}\` }) };
  const response = await fetch("ORIGIN" + path, { method, headers, body: JSON.stringify(body) });
  return response.json();
};
const { token } = await ask("/login", { user: "ada", password: "correct horse" });
const { items } = await ask("/books?author=Woolf", undefined, token);
const order = await ask("/orders", { book: items[0].id }, token);
console.log("Ordered", items[0].title, (await ask("/orders/" + order.id, undefined, token)).state);
`;

/** Its output on both streams, in order. */
async function run(folder: string, command: string): Promise<readonly string[]> {
  const env = { ...process.env, COLUMNS: "92" };
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  execFile(process.execPath, [MAIN, ...command.split(" ")], { cwd: folder, env }, (error, stdout, stderr) => {
    if (error === null) resolve(stdout + stderr);
    else reject(new Error(`${command}: ${stderr}`, { cause: error }));
  });
  return (await promise).trimEnd().split("\n");
}
