import { request } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";

import { describe, expect, test } from "vitest";

import { tempFolder } from "../../helpers/temp-folder.ts";
import { startTestServer } from "../../helpers/test-server.ts";
import { runCli } from "../run-cli.ts";
import { followLive } from "./follow-recording.ts";

describe("the server of a live report", () => {
  test("responds only to clients with its token, under the names of this machine", async () => {
    const { url } = await followLive(join(await tempFolder(), "live.har"));
    const { origin, pathname, port } = new URL(url);
    const statuses = {
      page: await ask(url),
      "no report yet": await ask(`${url}report`),
      "no token": await ask(`${origin}/`),
      "another token": await ask(`${origin}/${"A".repeat(32)}/`),
      "a part of the token": await ask(`${origin}${pathname.slice(0, -3)}/events`),
      "what is no page": await ask(`${url}../${pathname}`),
      "another name": await ask(url, { headers: { host: `evil.example:${port}` } }),
      "this machine's name": await ask(url, { headers: { host: `localhost:${port}` } }),
      "another method": await ask(url, { method: "POST" }),
    };
    expect(statuses).toEqual({
      page: 200,
      "no report yet": 404,
      "no token": 404,
      "another token": 404,
      "a part of the token": 404,
      "what is no page": 404,
      "another name": 421,
      "this machine's name": 200,
      "another method": 405,
    });
  });

  test("forbids browsers to cache, to frame, and to send requests elsewhere", async () => {
    const { url } = await followLive(join(await tempFolder(), "live.har"));
    const { headers, body } = await fetch(url).then(async (response) => ({
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    }));
    expect(headers).toMatchObject({
      "cache-control": "no-store",
      "content-security-policy": "frame-ancestors 'none'",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    });
    expect(body).toContain("default-src 'none'; connect-src 'self'; script-src 'sha256-");
  });
});

test("clients that disconnect at any time do not end anything", async () => {
  const { url, interrupt, outcome } = await followLive(join(await tempFolder(), "live.har"));
  const paths = Array.from({ length: 30 }, (_, index) => `${url}${index % 2 === 0 ? "events" : ""}`);
  await Promise.all(
    paths.map(async (path) => {
      const leaving = new AbortController();
      const response = await fetch(path, { signal: leaving.signal });
      leaving.abort();
      await response.text().catch(() => "");
    }),
  );
  expect(await ask(url)).toBe(200);
  interrupt();
  expect((await outcome).exitCode).toBe(0);
});

describe("wirewalk record --open", () => {
  test("reports why the recording failed, as without it, and exits", async () => {
    const words = ["--", process.execPath, "-e", ""];
    const output = ["-o", join(await tempFolder(), "live.har")];
    const env = { PATH: await tempFolder() };
    const [plain, shown] = [
      await runCli(["record", ...output, ...words], { env }),
      await runCli(["record", "--open", ...output, ...words], { env }),
    ];
    expect(shown.exitCode).toBe(plain.exitCode);
    expect(shown.stderr.endsWith(plain.stderr)).toBe(true);
    expect(shown.stderr).not.toContain("could not be shown");
  });

  test("serves the recording while it continues, then its report; the exit code stays that of the program", async () => {
    const api = await startTestServer((_request, response) => response.end("fine"));
    const file = join(await tempFolder(), "live.har");
    const served = Promise.withResolvers<string>();
    const onOutput = (text: string): void => {
      const [, url] = /Live report: (\S+)/.exec(text) ?? [];
      if (url !== undefined) served.resolve(url);
    };
    const program = `await fetch("${api}/v2/images"); process.exitCode = 5;`;
    const words = ["record", "--open", "-o", file, "--", process.execPath, "--input-type=module", "-e", program];
    const recording = runCli(words, { env: { PATH: await tempFolder() }, onOutput });
    const url = await served.promise;
    const events = await fetch(`${url}events`);
    expect(events.headers.get("content-type")).toBe("text/event-stream");
    let told = "";
    for await (const piece of events.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      told += piece;
      if (told.includes("event: end")) break;
    }
    expect(told).toContain('"report":"report"');
    expect(await (await fetch(`${url}report`)).text()).toContain("/v2/images");
    const { exitCode, stderr } = await recording;
    expect({ exitCode, stderr }).toEqual({
      exitCode: 5,
      stderr: expect.stringContaining("No browser could be opened"),
    });
  });

  test("is refused with options that create several recordings", async () => {
    const words = ["record", "--open", "--rotate", "1M", "-o", join(await tempFolder(), "x.har"), "--", "true"];
    expect(await runCli(words)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("--rotate writes several"),
    });
  });
});

async function ask(url: string, options: Readonly<Record<string, unknown>> = {}): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  request(url, options, (response) => {
    resolve(response.statusCode);
    void text(response);
  })
    .on("error", reject)
    .end();
  return promise;
}
