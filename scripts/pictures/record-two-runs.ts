import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { join } from "node:path";
import { promisify } from "node:util";

const MAIN = join(import.meta.dirname, "../../src/cli/main.ts");

/** Records a good and a bad run against a cloud on the loopback interface, and writes their comparison to `diff.html` in the folder. */
export async function recordTwoRuns(folder: string): Promise<void> {
  for (const [file, answers] of [
    ["good.har", GOOD],
    ["bad.har", { ...GOOD, ...BAD }],
  ] as const) {
    const cloud = createServer((request, response) => {
      const [status, body] = answers[`${request.method} ${request.url}`] ?? [404, {}];
      response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
    });
    cloud.listen(PORT, "127.0.0.1");
    await once(cloud, "listening");
    await run(folder, "record", "-o", file, "--", process.execPath, "--eval", PROGRAM);
    cloud.close();
  }
  await run(folder, "diff", "good.har", "bad.har", "--format", "html", "-o", "diff.html").catch(() => {});
}

/** Both runs use the same server, as those of a support engineer do. */
const PORT = 8774;

type Answers = Readonly<Record<string, readonly [status: number, body: unknown]>>;

const GOOD: Answers = {
  "POST /v3/auth/tokens": [201, { token: { user: { name: "demo" }, roles: [{ name: "member" }, { name: "admin" }] } }],
  "GET /v2/images?name=cirros": [200, { images: [{ id: "70d04b6d-ad9b-4a1c-8a5f-8b6d6a5a0a51", name: "cirros" }] }],
  "POST /v2.1/servers": [202, { server: { id: "9f1c2b7e-1b0a-4222-8333-4a5b6c7d8e9f" } }],
  "GET /v2.1/servers/9f1c2b7e-1b0a-4222-8333-4a5b6c7d8e9f": [200, { server: { status: "ACTIVE" } }],
};

const BAD: Answers = {
  "POST /v3/auth/tokens": [201, { token: { user: { name: "demo" }, roles: [{ name: "member" }] } }],
  "POST /v2.1/servers": [403, { forbidden: { code: 403, message: "Policy does not allow servers:create" } }],
};

const PROGRAM = `(async () => {
  const ask = async (method, path, body) => {
    const response = await fetch("http://127.0.0.1:${PORT}" + path, { method, body: body && JSON.stringify(body) });
    return { ok: response.ok, ...(await response.json()) };
  };
  await ask("POST", "/v3/auth/tokens", { auth: { identity: { password: { user: { name: "demo", password: "correct horse" } } } } });
  await ask("GET", "/v2/images?name=cirros");
  for (let tries = 0; tries < 3; tries += 1) {
    const made = await ask("POST", "/v2.1/servers", { server: { name: "web" } });
    if (made.ok) return ask("GET", "/v2.1/servers/" + made.server.id);
  }
})();`;

async function run(folder: string, ...words: readonly string[]): Promise<void> {
  await promisify(execFile)(process.execPath, [MAIN, ...words], { cwd: folder });
}
