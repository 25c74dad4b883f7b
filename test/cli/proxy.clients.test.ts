import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { describe, expect, test } from "vitest";

import { readTrace } from "../../src/index.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { startTestServer } from "../helpers/test-server.ts";
import { type CliOutcome, runCli } from "./run-cli.ts";

const run = promisify(execFile);

interface Running {
  /** URLs of the listeners, in their order. */
  readonly urls: readonly string[];
  readonly folder: string;
  /** Ends it like Ctrl-C. */
  readonly end: () => Promise<CliOutcome>;
}

async function startProxy(...argv: readonly string[]): Promise<Running> {
  return startWith("-o", argv);
}

/** @param output the option that names the trace */
async function startWith(output: string, argv: readonly string[]): Promise<Running> {
  const folder = await tempFolder();
  const interruption = new AbortController();
  let printed = "";
  let ready: () => void = () => {};
  const isReady = new Promise<void>((resolve) => (ready = resolve));
  const outcome = runCli(["proxy", output, join(folder, "proxy.har"), ...argv], {
    env: { WIREWALK_CONFIG_DIR: join(folder, "config"), PATH: process.env["PATH"] },
    signal: interruption.signal,
    onOutput: (text) => {
      printed += text;
      if (printed.includes("Press Ctrl-C to end")) ready();
    },
  });
  await Promise.race([isReady, outcome]);
  return {
    urls: Array.from(
      printed.matchAll(/(http:\/\/\S+?:\d+)(?=\. In the shell| is a reverse proxy)/g),
      ([, url = ""]) => url,
    ),
    folder,
    end: () => {
      interruption.abort();
      return outcome;
    },
  };
}

describe("wirewalk proxy", () => {
  test("records programs under their names, and writes one trace at the end", async () => {
    const origin = await startTestServer((_, response) => response.end("hello"));
    const running = await startProxy("--as", "shop");
    const [url = ""] = running.urls;
    for (const name of ["", "nova:x@", "glance:@"]) {
      const { stdout } = await run("curl", ["-s", "-x", url.replace("//", `//${name}`), `${origin}/${name}`]);
      expect(stdout).toBe("hello");
    }
    const { exitCode, stdout, stderr } = await running.end();
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`export http_proxy='${url.replace("//", "//shop:x@")}'\n`);
    expect(stderr).toContain("Recorded 3 exchanges in ");
    const { log } = await readTrace(join(running.folder, "proxy.har"));
    expect(log.entries.map(({ _client }) => _client)).toEqual(["shop", "nova", "glance"]);
  });

  test("is a reverse proxy for servers, on the requested ports", async () => {
    const origin = await startTestServer((request, response) => response.end(request.headers.host));
    const running = await startProxy("--reverse", `glance-api=${origin}`, "--reverse", origin, "--keep-host");
    expect(running.urls).toHaveLength(2);
    for (const url of running.urls) expect((await run("curl", ["-s", `${url}/v2`])).stdout).toBe(new URL(url).host);
    await running.end();
    const { log } = await readTrace(join(running.folder, "proxy.har"));
    expect(log.entries.map(({ _server, request }) => [_server, request.url])).toEqual([
      ["glance-api", `${origin}/v2`],
      [undefined, `${origin}/v2`],
    ]);
  });

  test("masks its own token, wherever the recording has it", async () => {
    const origin = await startTestServer((request, response) => response.end(`got ${request.url}`));
    const token = "correct-horse-battery";
    const running = await startProxy("--token", token);
    const [url = ""] = running.urls;
    const { stdout } = await run("curl", ["-s", "-x", url.replace("//", `//me:${token}@`), `${origin}/${token}`]);
    expect(stdout).toBe(`got /${token}`);
    await running.end();
    const text = await readFile(join(running.folder, "proxy.har"), "utf8");
    expect(text).not.toContain(token);
    expect(text).toContain(`got /REDACTED-secret-1`);
  });

  test("--json prints the listeners first and the outcome last", async () => {
    const origin = await startTestServer((_, response) => response.end());
    const running = await startProxy("--json");
    await run("curl", ["-s", "-x", running.urls[0] ?? "", origin]);
    const [first = "", last = ""] = (await running.end()).stdout.trim().split("\n");
    expect(JSON.parse(first)).toMatchObject({
      listeners: [{ url: running.urls[0], exportLines: expect.stringContaining("SSL_CERT_FILE") }],
    });
    expect(JSON.parse(last)).toMatchObject({ exchanges: 1, lost: 0, bypasses: [] });
  });

  test("still accepts --session, the name of --output in 0.1.0", async () => {
    const origin = await startTestServer((_, response) => response.end());
    const running = await startWith("--session", []);
    await run("curl", ["-s", "-x", running.urls[0] ?? "", origin]);
    expect((await running.end()).exitCode).toBe(0);
    expect(existsSync(join(running.folder, "proxy.har"))).toBe(true);
  });

  test("without any recorded exchange is an error, and leaves no file", async () => {
    const running = await startProxy();
    const { exitCode, stderr } = await running.end();
    expect(exitCode).toBe(2);
    expect(stderr).toContain("Nothing was recorded; no trace was written.\n  Hint: Set the environment variables");
    expect(existsSync(join(running.folder, "proxy.har"))).toBe(false);
  });

  test.each([
    [["--host", "0.0.0.0"], "Anyone who can reach 0.0.0.0 could use this proxy."],
    [["--reverse", "localhost:9292"], '--reverse must be the URL of a server, but got "localhost:9292".'],
    [
      ["--reverse", "http://127.0.0.1:28466", "--listen", "28466"],
      "--reverse http://127.0.0.1:28466 names a listener of this recording.",
    ],
    [
      [
        "--reverse",
        "http://localhost:28468",
        "--reverse",
        "http://[::1]:28467",
        "--listen",
        "28467",
        "--listen",
        "28468",
      ],
      "--reverse http://localhost:28468 names a listener of this recording.",
    ],
    [["--listen", "http"], '--listen must be a whole number, but got "http".'],
    [["--cacert", "/nowhere.pem"], 'Cannot read the certificates "/nowhere.pem".'],
  ])("%j is refused with a reason", async (argv, message) => {
    const running = await startProxy(...argv);
    expect(await running.end()).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(message) });
  });
});
