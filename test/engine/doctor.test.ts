import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { buildCollector } from "../../scripts/stack/engine.ts";
import { freePort, startProcess, stopProcesses, waitForPort } from "../../scripts/stack/processes.ts";
import { runCli } from "../cli/run-cli.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const locate = (name: string): string => join(import.meta.dirname, "../helpers/tls", name);
const [CERT, KEY] = [locate("localhost.crt"), locate("localhost.key")];
const TLS = { cert_file: CERT, key_file: KEY };
const TOKEN = "t0ken-of-the-receiver";
const TRUSTED = ["--cacert", CERT];

/** Starts a Collector with this receiver configuration, by protocol; returns its URL. */
async function startReceiver(protocols: Readonly<Record<string, object>>): Promise<string> {
  const own = await tempFolder();
  const address = `127.0.0.1:${await freePort()}`;
  const listening = Object.entries(protocols).map(([name, settings]) => [name, { endpoint: address, ...settings }]);
  const config = {
    receivers: { otlp: { protocols: Object.fromEntries(listening) as unknown } },
    exporters: { file: { path: join(own, "spans.jsonl") } },
    extensions: { bearertokenauth: { token: TOKEN } },
    service: {
      extensions: ["bearertokenauth"],
      telemetry: { metrics: { level: "none" } },
      pipelines: { traces: { receivers: ["otlp"], exporters: ["file"] } },
    },
  };
  const file = join(own, "config.json");
  writeFileSync(file, JSON.stringify(config));
  const collector = startProcess("collector", [buildCollector(), "--config", `file:${file}`], join(own, "log"));
  onTestFinished(() => stopProcesses([collector]));
  await waitForPort(address, collector, { namespace: undefined, patience: 60 });
  return address;
}

test.each<[what: string, settings: object, scheme: string, words: readonly string[]]>([
  ["without TLS", {}, "http", []],
  ["with TLS, whose authority is named", { tls: TLS }, "https", TRUSTED],
])("a Collector %s passes", async (_, settings, scheme, words) => {
  const address = await startReceiver({ http: settings });
  const { exitCode, stdout } = await runCli(["doctor", "--otlp", `${scheme}://${address}`, ...words]);
  expect({ exitCode, stdout }).toMatchObject({ exitCode: 0 });
  expect(stdout.match(/^ok .*/gm)).toHaveLength(4);
});

test.each<[what: string, protocols: Readonly<Record<string, object>>, scheme: string, says: RegExp, hint: RegExp]>([
  ["has gRPC on that port", { grpc: {} }, "http", /endpoint: .*HTTP/, /port for gRPC/],
  [
    "takes short requests alone",
    { http: { max_request_body_size: 100_000 } },
    "http",
    /size: .*too large/,
    /max_request/,
  ],
  [
    "has another path",
    { http: { traces_url_path: "/spans" } },
    "http",
    /endpoint: .*HTTP 404/,
    /\/v1\/traces is added/,
  ],
  [
    "unpacks no gzip",
    { http: { compression_algorithms: ["", "zstd"] } },
    "http",
    /compression: .*gzip/,
    /COMPRESSION=none/,
  ],
  ["has TLS, and http: is asked", { http: { tls: TLS } }, "http", /endpoint: .*HTTP 400/, /use https:/],
  ["has no TLS, and https: is asked", { http: {} }, "https", /TLS: wrong version number$/m, /does not use TLS/],
  ["has a certificate that nobody trusts", { http: { tls: TLS } }, "https", /TLS: self-signed/, /--cacert/],
])("a Collector that %s gets a hint what to change", async (_, protocols, scheme, says, hint) => {
  const address = await startReceiver(protocols);
  const { exitCode, stdout } = await runCli(["doctor", "--otlp", `${scheme}://${address}`]);
  expect({ exitCode, stdout }).toMatchObject({ exitCode: 2 });
  const [failure = "", ...others] = stdout.match(/^failure .*\n +Hint: .*/gm) ?? [];
  expect(others).toEqual([]);
  expect(failure).toMatch(says);
  expect(failure).toMatch(hint);
});

test("a Collector that requires a client certificate accepts one from the environment, and the report says so without it", async () => {
  const address = await startReceiver({ http: { tls: { ...TLS, client_ca_file: CERT } } });
  const words = ["doctor", "--otlp", `https://${address}`, ...TRUSTED];
  const without = await runCli(words);
  expect(without).toMatchObject({ exitCode: 2 });
  expect(without.stdout).toMatch(
    /TLS: tlsv13 alert certificate required\n +Hint: .*OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE/,
  );
  const env = {
    OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: CERT,
    OTEL_EXPORTER_OTLP_CLIENT_KEY: KEY,
  };
  expect(await runCli(words, { env })).toMatchObject({ exitCode: 0 });
});

test("a Collector that requires a token accepts that of the environment, and shows it nowhere", async () => {
  const address = await startReceiver({ http: { auth: { authenticator: "bearertokenauth" } } });
  const words = ["doctor", "--otlp", `http://${address}`];
  const ask = (token: string) =>
    runCli(words, { env: { OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer%20${token}` } });
  expect(await ask(TOKEN)).toMatchObject({ exitCode: 0 });
  for (const { exitCode, stdout } of [await runCli(words), await ask("wrong-s3cr3t")]) {
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/endpoint: .*HTTP 401.*\n +Hint: Set OTEL_EXPORTER_OTLP_HEADERS/);
    expect(stdout).not.toContain("s3cr3t");
  }
});
