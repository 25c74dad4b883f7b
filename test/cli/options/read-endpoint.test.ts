import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { readEndpoint } from "../../../src/cli/options/read-endpoint.ts";
import { UserError } from "../../../src/errors.ts";
import { secretsOf } from "../../../src/otlp/send/endpoint.ts";

type Env = Readonly<Record<string, string>>;

const ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
const HEADERS = "OTEL_EXPORTER_OTLP_HEADERS";

test("variables alone send nothing: they are there for the recorded programs", async () => {
  expect(await readEndpoint({}, { env: { [ENDPOINT]: "http://127.0.0.1:4318", [HEADERS]: "a=b" } })).toBeUndefined();
});

test.each<[otlp: string, env: Env, url: string]>([
  ["http://127.0.0.1:4318", {}, "http://127.0.0.1:4318/v1/traces"],
  ["http://127.0.0.1:4318/", {}, "http://127.0.0.1:4318/v1/traces"],
  ["http://localhost:4318/v1/traces", {}, "http://localhost:4318/v1/traces"],
  ["http://[::1]:4318", {}, "http://[::1]:4318/v1/traces"],
  ["https://otlp.example/otlp/", {}, "https://otlp.example/otlp/v1/traces"],
  ["", { [ENDPOINT]: "http://127.0.0.1:9" }, "http://127.0.0.1:9/v1/traces"],
  [
    "",
    { [ENDPOINT]: "http://a.example", OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "https://b.example/x" },
    "https://b.example/x",
  ],
  ["http://127.0.0.1:7", { [ENDPOINT]: "https://a.example" }, "http://127.0.0.1:7/v1/traces"],
])("--otlp %j with %j is %s", async (otlp, env, url) => {
  expect(await readEndpoint({ otlp }, { env })).toMatchObject({ url, name: url, headers: {}, compression: "gzip" });
});

test.each<[otlp: string, env: Env, message: RegExp]>([
  ["", {}, /has no URL/],
  ["localhost:4318", {}, /not a URL .*"localhost:4318"/],
  ["ftp://a.example", {}, /not a URL that starts with http/],
  ["http://a.example:4318", {}, /a\.example.* is not encrypted/],
  ["http://10.0.0.1", {}, /10\.0\.0\.1.* is not encrypted/],
  ["http://127.0.0.1.evil.example", {}, /is not encrypted/],
  ["http://127.0.0.1@evil.example", {}, /is not encrypted/],
  ["", { [ENDPOINT]: "http://a.example" }, /is not encrypted/],
  ["", { [ENDPOINT]: "http://127.0.0.1:4317", OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" }, /is grpc/],
  ["http://127.0.0.1", { OTEL_EXPORTER_OTLP_TIMEOUT: "10s" }, /milliseconds.*"10s"/],
  ["http://127.0.0.1", { OTEL_EXPORTER_OTLP_COMPRESSION: "zstd" }, /"zstd"/],
  ["http://127.0.0.1", { [HEADERS]: "no-value-s3cr3t" }, /Header 1 .* is not NAME=VALUE/],
  ["http://127.0.0.1", { [HEADERS]: "a=1,b=s3cr3t%0D%0Ax: 1" }, /Header 2 .* is not NAME=VALUE/],
  ["https://127.0.0.1", { OTEL_EXPORTER_OTLP_CERTIFICATE: "/nowhere/ca.pem" }, /Cannot read the certificates/],
  ["https://127.0.0.1", { OTEL_EXPORTER_OTLP_CLIENT_KEY: "/nowhere/key.pem" }, /must be set together/],
])("--otlp %j with %j is refused", async (otlp, env, message) => {
  const error = await readEndpoint({ otlp }, { env }).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(UserError);
  const { message: said, hint = "" } = error as UserError;
  expect(said).toMatch(message);
  expect(hint).not.toBe("");
  expect(said + hint).not.toContain("s3cr3t");
});

const LOCALHOST = join(import.meta.dirname, "../../helpers/tls/localhost");
const MINE = readFileSync(`${LOCALHOST}.crt`, "utf8");

test.each<[setting: string, value: string, expected: object]>([
  ["HEADERS", "x-scope=7", { headers: { "x-scope": "7" } }],
  ["CERTIFICATE", `${LOCALHOST}.crt`, { authorities: expect.arrayContaining([MINE]) as unknown }],
  ["TIMEOUT", "250", { timeout: 250 }],
  ["COMPRESSION", "none", { compression: "none" }],
  ["ENDPOINT", "https://127.0.0.1:9/v1/traces", { url: "https://127.0.0.1:9/v1/traces" }],
])(
  "%s is the one for traces, or else the one for all signals, and an empty one counts as unset",
  async (setting, value, expected) => {
    const [ofTraces, ofAll] = [`OTEL_EXPORTER_OTLP_TRACES_${setting}`, `OTEL_EXPORTER_OTLP_${setting}`];
    const otlp = setting === "ENDPOINT" ? "" : "https://127.0.0.1:9";
    for (const env of [
      { [ofAll]: value },
      { [ofTraces]: value, [ofAll]: "wrong" },
      { [ofTraces]: " ", [ofAll]: value },
    ])
      expect(await readEndpoint({ otlp }, { env })).toMatchObject(expected);
  },
);

test.each(["", "TRACES_"])("a client certificate and its key are read: %s", async (signal) => {
  const env = {
    [`OTEL_EXPORTER_OTLP_${signal}CLIENT_CERTIFICATE`]: `${LOCALHOST}.crt`,
    [`OTEL_EXPORTER_OTLP_${signal}CLIENT_KEY`]: `${LOCALHOST}.key`,
  };
  const endpoint = await readEndpoint({ otlp: "https://127.0.0.1" }, { env });
  expect(endpoint?.clientCertificate).toEqual({ cert: MINE, key: readFileSync(`${LOCALHOST}.key`, "utf8") });
});

test.each(["TIMEOUT", "COMPRESSION", "PROTOCOL"])(
  "an error names the setting as the user set it: %s",
  async (setting) => {
    const name = `OTEL_EXPORTER_OTLP_TRACES_${setting}`;
    const env = { [ENDPOINT]: "http://127.0.0.1", [name]: "grpc" };
    await expect(readEndpoint({ otlp: "" }, { env })).rejects.toThrow(name);
  },
);

test("--insecure HOST allows that host without TLS, and no other", async () => {
  const insecure = ["collector.example"];
  const env = {};
  expect(await readEndpoint({ otlp: "http://collector.example:4318", insecure }, { env })).toMatchObject({
    isUnchecked: true,
  });
  await expect(readEndpoint({ otlp: "http://other.example", insecure }, { env })).rejects.toThrow("is not encrypted");
});

test("headers are decoded, and are secrets like a password in the URL", async () => {
  const env = { [HEADERS]: "authorization=Bearer%20tok-12345678 , X-Scope=tenant-77, empty=" };
  const endpoint = await readEndpoint({ otlp: "http://127.0.0.1" }, { env });
  expect(endpoint?.headers).toEqual({ authorization: "Bearer tok-12345678", "x-scope": "tenant-77", empty: "" });
  expect(secretsOf(endpoint ?? { url: "", headers: {} })).toEqual(
    expect.arrayContaining(["tok-12345678", "tenant-77", "Bearer tok-12345678"]),
  );

  const withUser = await readEndpoint({ otlp: "http://me:p%40ssw0rd@127.0.0.1/?key=qu3rys3cret" }, { env: {} });
  expect(withUser).toMatchObject({
    name: "http://127.0.0.1/v1/traces",
    url: "http://127.0.0.1/v1/traces?key=qu3rys3cret",
  });
  expect(withUser?.headers["authorization"]).toBe(`Basic ${Buffer.from("me:p@ssw0rd").toString("base64")}`);
  expect(secretsOf(withUser ?? { url: "", headers: {} })).toEqual(expect.arrayContaining(["p@ssw0rd", "qu3rys3cret"]));
});

test("credentials in the environment for one server are not sent to another", async () => {
  const env = { [ENDPOINT]: "https://vendor.example", [HEADERS]: "api-key=s3cr3t-key" };
  expect(await readEndpoint({ otlp: "http://127.0.0.1:4318" }, { env })).toMatchObject({ headers: {} });
  expect(await readEndpoint({ otlp: "https://vendor.example/v1/traces" }, { env })).toMatchObject({
    headers: { "api-key": "s3cr3t-key" },
  });
});
