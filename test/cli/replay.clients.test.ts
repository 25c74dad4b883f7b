import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

import { describe, expect, test } from "vitest";

import { anEntry } from "../analyze/an-entry.ts";
import { writeLongTrace } from "../helpers/long-trace.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import type { EntryParts } from "../replay/a-trace.ts";
import { type CliOutcome, runCli } from "./run-cli.ts";
import { IMAGES, writeTraceFile } from "./write-trace-file.ts";

/** Runs `wirewalk replay`, requests paths when it is ready, then ends it. */
async function replayAndAsk(options: readonly string[], paths: readonly string[], trace?: string): Promise<CliOutcome> {
  const file = trace ?? (await writeTraceFile(...IMAGES));
  const controller = new AbortController();
  let asking: Promise<void> | undefined;
  const onOutput = (text: string): void => {
    const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
    if (origin === undefined || asking !== undefined) return;
    asking = askAll(origin, paths).finally(() => controller.abort());
  };
  const outcome = await runCli(["replay", file, ...options], { signal: controller.signal, onOutput });
  await asking;
  return outcome;
}

async function askAll(origin: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) await (await fetch(`${origin}${path}`)).text();
}

describe("wirewalk replay", () => {
  test("prints its URL and ends with Ctrl-C", async () => {
    const { exitCode, stdout, stderr } = await replayAndAsk([], ["/v2/images"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "Press Ctrl-C to stop.\n" });
    expect(stdout).toMatch(/^http:\/\/cloud\.example is served at http:\/\/127\.0\.0\.1:\d+\n$/);
  });

  test("prints it in JSON", async () => {
    const { stdout } = await replayAndAsk(["--json"], []);
    expect(JSON.parse(stdout)).toEqual({
      origins: { "http://cloud.example": expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) },
    });
  });

  test("serves a long trace in which exchanges were inserted by hand", async () => {
    const file = join(await tempFolder(), "long.har");
    // Longer than what is read at once.
    writeLongTrace(file, { exchanges: 10_000, body: 700 });
    const [head = "", ...entries] = readFileSync(file, "utf8").split(/(?=\n {6}\{)/);
    const own = (path: string): string => JSON.stringify(anEntry({ url: `http://cloud.example/${path}` }));
    const inserted = own("by-hand").replace(/\}$/, `}, ${own("too").slice(0, -1)}\n      },`);
    writeFileSync(file, [head, ...entries.slice(0, 9), `\n      ${inserted}`, ...entries.slice(9)].join(""));
    const { exitCode, stderr } = await replayAndAsk([], ["/by-hand", "/too", "/v2/images/19?page=9919"], file);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "Press Ctrl-C to stop.\n" });
  });

  test("reports unmatched requests, and exits with 1", async () => {
    const { exitCode, stderr } = await replayAndAsk([], ["/v2/images", "/v2/images?name=hunter2"]);
    expect(exitCode).toBe(1);
    expect(stderr).toBe(
      [
        "Press Ctrl-C to stop.",
        "No recorded response for GET /v2/images?name=… (call 2).",
        "  Hint: The closest is (1)-(2), GET /v2/images; it differs in: query.name. `--ignore query.name` would match it.",
        "1 request had no recorded response.",
        "  GET /v2/images?name=…: The closest is (1)-(2), GET /v2/images; it differs in: query.name. `--ignore query.name` would match it.",
        "",
      ].join("\n"),
    );
  });

  test("lists an unmatched request that is repeated once, at the end", async () => {
    const { stderr } = await replayAndAsk([], ["/gone", "/v2/images", "/gone", "/gone"]);
    expect(stderr.split("\n").slice(-3)).toEqual([
      "3 requests had no recorded response.",
      "  GET /gone, 3 times: The closest is (1)-(2), GET /v2/images; it differs in: path.",
      "",
    ]);
  });
});

describe("wirewalk replay --https", () => {
  const CLOUD: readonly EntryParts[] = [
    { url: "http://cloud.example/v2/images", text: '{"next": "https://cloud.example/v3"}' },
    { url: "https://cloud.example/v3", text: "by HTTPS" },
  ];

  /** Runs it until `ask`, which receives its stdout, has finished. */
  async function replayOverHttps(
    options: readonly string[],
    ask: (text: string) => Promise<unknown> = async () => undefined,
  ): Promise<CliOutcome & { readonly certificate: string }> {
    const config = join(await tempFolder(), "config");
    const controller = new AbortController();
    let asking: Promise<unknown> | undefined;
    const onOutput = (text: string): void => {
      if (asking !== undefined || !text.includes("https://127.0.0.1")) return;
      asking = ask(text).finally(() => controller.abort());
    };
    const argv = ["replay", await writeTraceFile(...CLOUD), "--https", ...options];
    const env = { WIREWALK_CONFIG_DIR: config };
    const outcome = await runCli(argv, { env, signal: controller.signal, onOutput });
    await asking;
    return { ...outcome, certificate: join(config, "ca.pem") };
  }

  test("prints its URL, and the certificate that a client must trust", async () => {
    const { exitCode, stdout, stderr, certificate } = await replayOverHttps([]);
    expect(exitCode).toBe(0);
    expect(stdout.replaceAll(/:\d+$/gm, ":PORT")).toBe(
      [
        "http://cloud.example is served at http://127.0.0.1:PORT",
        "https://cloud.example is served at https://127.0.0.1:PORT",
        "",
      ].join("\n"),
    );
    expect(stderr.replaceAll(certificate, "CA")).toBe(
      [
        "For HTTPS, clients must trust CA:",
        "  curl                  curl --cacert CA, or CURL_CA_BUNDLE=CA",
        "  Python requests, pip  REQUESTS_CA_BUNDLE=CA (replaces the list of certifi: append to a copy of it)",
        "  Python ssl, urllib    SSL_CERT_FILE=CA (replaces the system's list)",
        "  openstack             --os-cacert CA, or OS_CACERT=CA",
        "  Node                  NODE_EXTRA_CA_CERTS=CA (adds to its list)",
        "  git                   git -c http.sslCAInfo=CA, or GIT_SSL_CAINFO=CA",
        "Press Ctrl-C to stop.",
        "",
      ].join("\n"),
    );
  });

  test("a program needs only the variables in its JSON", async () => {
    const bodies: string[] = [];
    const { stdout, stderr, exitCode, certificate } = await replayOverHttps(["--json"], async (text) => {
      const { origins, authority } = JSON.parse(text);
      const env = { ...authority.variables, PATH: process.env["PATH"], no_proxy: "*" };
      const url = `${origins["https://cloud.example"]}/v3`;
      const curl = await promisify(execFile)("curl", ["-sS", url], { env });
      const script = `console.log(await (await fetch(${JSON.stringify(url)})).text())`;
      const node = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], { env });
      bodies.push(curl.stdout, node.stdout);
    });
    expect(bodies).toEqual(["by HTTPS", "by HTTPS\n"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "Press Ctrl-C to stop.\n" });
    expect(JSON.parse(stdout)).toEqual({
      origins: {
        "http://cloud.example": expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
        "https://cloud.example": expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/),
      },
      authority: {
        file: certificate,
        variables: expect.objectContaining({ SSL_CERT_FILE: certificate, NODE_EXTRA_CA_CERTS: certificate }),
      },
    });
  });

  test("reports that nothing was recorded over HTTPS", async () => {
    const env = { WIREWALK_CONFIG_DIR: join(await tempFolder(), "config") };
    const argv = ["replay", await writeTraceFile(...IMAGES), "--https"];
    const { stdout, stderr } = await runCli(argv, { env, signal: AbortSignal.abort() });
    expect(stdout).toMatch(/^http:\/\/cloud\.example is served at http:/);
    expect(stderr).toBe(
      "Nothing was recorded over HTTPS; all responses are served over HTTP.\nPress Ctrl-C to stop.\n",
    );
  });

  test("prints a remedy if the CA certificate cannot be stored", async () => {
    const file = join(await tempFolder(), "file");
    writeFileSync(file, "");
    const argv = ["replay", await writeTraceFile(...CLOUD), "--https"];
    expect(await runCli(argv, { env: { WIREWALK_CONFIG_DIR: file } })).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: [
        `Cannot store the CA in "${join(file, "ca-key.pem")}".`,
        "  Hint: Make the directory writable, or name another one with WIREWALK_CONFIG_DIR.",
        "",
      ].join("\n"),
    });
  });
});
