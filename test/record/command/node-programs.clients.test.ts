import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { type Trace, recordCommand } from "../../../src/index.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { startTestServer } from "../../helpers/test-server.ts";

const UNDICI = new URL("../../../node_modules/undici/index.js", import.meta.url).href;

/** Sends requests with every API that a Node program may have, and with a program that it starts. */
const PROGRAM = `
import { execFileSync } from "node:child_process";
import http from "node:http";
const [, , origin] = process.argv;
const { request } = await import(${JSON.stringify(UNDICI)});
await (await fetch(origin + "/fetch", { method: "POST", body: "sent" })).text();
await (await request(origin + "/undici")).body.text();
await new Promise((resolve) => http.get(origin + "/http", (answer) => answer.resume().on("end", resolve)));
execFileSync("curl", ["-s", origin + "/curl"]);
console.log("done");
`;

describe("a Node program", () => {
  test("is recorded from inside and by the proxy: all its requests, each of them once, in order", async () => {
    const folder = await tempFolder();
    const origin = await startTestServer((request, response) =>
      request.resume().on("end", () => response.end(request.url)),
    );
    const program = join(folder, "app.mjs");
    const file = join(folder, "app.har");
    writeFileSync(program, PROGRAM);
    const { exitCode, exchanges } = await recordCommand([process.execPath, program, origin], {
      env: { PATH: process.env["PATH"] },
      file,
      client: "app",
      output: { stdout: { write: () => {} }, stderr: { write: () => {} } },
    });
    expect([exitCode, exchanges]).toEqual([0, 4]);
    // The recorder's own output.
    const { log } = JSON.parse(readFileSync(file, "utf8")) as Trace;
    const said = log.entries.map(({ _client, request, response }) => [
      _client,
      request.url.slice(origin.length),
      response.content.text,
    ]);
    expect(said).toEqual([
      ["app", "/fetch", "/fetch"],
      ["app", "/undici", "/undici"],
      ["app", "/http", "/http"],
      ["app", "/curl", "/curl"],
    ]);
    expect(log.entries[0]?.request.postData?.text).toBe("sent");
    expect(log._wirewalk?.command?.stdout).toBe("done\n");
    expect(readdirSync(folder).toSorted()).toEqual(["app.har", "app.mjs"]);
  });

  test("a secret in its command line has the same alias as in the traffic, whichever recorder saw that", async () => {
    const folder = await tempFolder();
    const origin = await startTestServer((_, response) => response.end());
    const script =
      "const [, token, url] = process.argv; fetch(url, { headers: { 'X-Auth-Token': 'f1rst-0ther' } })" +
      ".then(() => fetch(url, { headers: { 'X-Auth-Token': token } }))";
    const file = join(folder, "t.har");
    await recordCommand([process.execPath, "-e", script, "--", "t0k-5ecret-value", origin], {
      env: { PATH: process.env["PATH"], OS_TOKEN: "t0k-5ecret-value", OS_AUTH_URL: origin },
      file,
    });
    const text = readFileSync(file, "utf8");
    expect(text).not.toMatch(/5ecret|0ther/);
    // The recorder's own output.
    const { log } = JSON.parse(text) as Trace;
    const sent = log.entries.map(
      ({ request }) => request.headers.find(({ name }) => /^x-auth-token$/i.test(name))?.value,
    );
    expect(new Set(sent).size).toBe(2);
    expect(log._wirewalk?.command?.env?.["OS_TOKEN"]).toBe(sent[1]);
    expect(log._wirewalk?.command?.argv.at(-2)).toBe(sent[1]);
  });

  test("that sends no requests leaves no file", async () => {
    const file = join(await tempFolder(), "app.har");
    const recording = recordCommand([process.execPath, "-e", "0"], { env: { PATH: process.env["PATH"] }, file });
    await expect(recording).rejects.toThrow(/could be recorded; no trace was written/);
    expect(existsSync(file)).toBe(false);
    expect(existsSync(`${file}.journals`)).toBe(false);
  });
});
