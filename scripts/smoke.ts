/** Records, shows, renders, and checks with the built package, on any system and Node version that runs this. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ROOT } from "./build/root.ts";

const PROGRAM = join(ROOT, "dist/wirewalk.js");

const folder = mkdtempSync(join(tmpdir(), "wirewalk smoke "));
const server = createServer((_request, response) => {
  response.setHeader("Content-Type", "application/json").end('{"token": "correct-horse"}');
}).listen(0, "127.0.0.1");
await once(server, "listening");
// A server on a port has an address of this kind.
const { port } = server.address() as AddressInfo;
try {
  const client = join(folder, "client.mjs");
  writeFileSync(client, `console.log(await (await fetch("http://127.0.0.1:${port}/things")).text());`);
  await wirewalk("record", "-o", "things.har", "--", process.execPath, client);
  await wirewalk("show", "things.har");
  await wirewalk("render", "things.har", "-o", "things.md");
  // As an editor on Windows saves it: regions keep these line ends.
  const page = readFileSync(join(folder, "things.md"), "utf8");
  writeFileSync(join(folder, "things.md"), page.replaceAll("\n", "\r\n"));
  await wirewalk("render", "things.har", "-o", "things.md", "--check");
  await wirewalk("scan", "things.har", "things.md");
  if (/correct-horse/.test(readFileSync(join(folder, "things.har"), "utf8")))
    throw new Error("The trace holds a secret.");
  console.log(`wirewalk works on ${process.platform} with Node ${process.version}.`);
} finally {
  server.close();
  rmSync(folder, { recursive: true, force: true });
}

async function wirewalk(...args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [PROGRAM, ...args], { cwd: folder, stdio: "inherit" });
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`wirewalk ${args.join(" ")} exited with ${code}.`);
}
