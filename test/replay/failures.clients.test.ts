import { execFile } from "node:child_process";

import { describe, expect, onTestFinished, test } from "vitest";

import { startReplayProxy } from "../../src/replay/replay-proxy.ts";
import type { ExchangeError, Trace } from "../../src/trace/model/types.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { type EntryParts, aTrace } from "./a-trace.ts";

const PLACE = "https://cloud.invalid/";

const failed = (method: string, url: string, error: ExchangeError): EntryParts => ({ method, url, status: 0, error });

const refused = { code: "ECONNREFUSED", message: "connection refused by cloud.invalid:443", phase: "connect" } as const;
const inTls = (code: string, message = ""): ExchangeError => ({ code, message, phase: "tls" });

/** By the exit codes of curl. */
const FAILURES: readonly (readonly [host: string, error: ExchangeError, code: number])[] = [
  ["refused", refused, 56],
  ["not-found", { code: "ENOTFOUND", message: "", phase: "dns" }, 56],
  ["of-its-own", inTls("DEPTH_ZERO_SELF_SIGNED_CERT"), 60],
  ["by-nobody", inTls("UNABLE_TO_VERIFY_LEAF_SIGNATURE"), 60],
  ["out-of-date", inTls("CERT_HAS_EXPIRED"), 60],
  ["other-names", inTls("ERR_TLS_CERT_ALTNAME_INVALID"), 60],
  ["alert", inTls("ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE", "TLS failed: handshake failure"), 35],
  ["no-tls", inTls("ERR_SSL_WRONG_VERSION_NUMBER"), 35],
  ["reset", inTls("ECONNRESET"), 35],
];

/** The exit code of curl for each URL in turn: https://curl.se/libcurl/c/libcurl-errors.html */
async function exitCodesOf(trace: Trace, urls: readonly string[]): Promise<readonly unknown[]> {
  const env = { PATH: process.env["PATH"] ?? "" };
  const proxy = await startReplayProxy(trace, { env, authorityFolder: await tempFolder() });
  onTestFinished(() => proxy[Symbol.asyncDispose]());
  const codes: unknown[] = [];
  for (const url of urls) {
    codes.push(
      // One after the other, because the order matters.
      await new Promise((resolve) => {
        execFile("curl", ["-sS", "-o", "/dev/null", url], { env: proxy.environmentOf("curl") }, (error) =>
          resolve(error?.code ?? 0),
        );
      }),
    );
  }
  return codes;
}

describe("a failed connection fails again in the same way", () => {
  test("for every kind of failure", async () => {
    const outcomes = await exitCodesOf(
      aTrace(...FAILURES.map(([host, error]) => failed("CONNECT", `https://${host}.invalid/`, error)), {
        url: "https://other.invalid/",
      }),
      [...FAILURES.map(([host]) => `https://${host}.invalid/`), "https://refused.invalid/", "https://other.invalid/"],
    );
    expect(outcomes).toEqual([...FAILURES.map(([, , code]) => code), 56, 0]);
  });

  test("of an IPv6 address, or a name in capitals, too", async () => {
    const trace = aTrace(
      failed("CONNECT", "https://[::1]:9/", inTls("CERT_HAS_EXPIRED")),
      failed("CONNECT", "https://shouted.invalid/", inTls("CERT_HAS_EXPIRED")),
      { url: "https://other.invalid/" },
    );
    expect(await exitCodesOf(trace, ["https://[::1]:9/", "https://[0:0::1]:9/", "https://SHOUTED.invalid/"])).toEqual([
      60, 60, 60,
    ]);
  });

  test("in its turn: before and after responses", async () => {
    const trace = aTrace(
      failed("CONNECT", PLACE, refused),
      { url: `${PLACE}a` },
      failed("GET", `${PLACE}a`, inTls("CERT_HAS_EXPIRED")),
      { url: `${PLACE}a`, text: "again" },
    );
    const urls = Array.from({ length: 5 }, () => `${PLACE}a`);
    expect(await exitCodesOf(trace, urls)).toEqual([56, 0, 60, 0, 0]);
  });
});

test("an interrupted response keeps the announced length", async () => {
  const error = { code: "SERVER_CLOSED", message: "", phase: "receive" } as const;
  const trace = aTrace({
    url: "http://cloud.invalid/",
    headers: [["Content-Length", "1000"]],
    text: "12345678",
    error,
  });
  const env = { PATH: process.env["PATH"] ?? "" };
  const proxy = await startReplayProxy(trace, { env, authorityFolder: await tempFolder() });
  onTestFinished(() => proxy[Symbol.asyncDispose]());
  const said = await new Promise((resolve) => {
    const options = { env: proxy.environmentOf("curl") };
    execFile("curl", ["-sS", "http://cloud.invalid/"], options, (_error, stdout, stderr) => resolve(stdout + stderr));
  });
  expect(said).toBe("12345678curl: (18) transfer closed with 992 bytes remaining to read\n");
});
