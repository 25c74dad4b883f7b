import { expect, test } from "vitest";

import { examineEndpoint } from "../../src/doctor/endpoint.ts";
import { startRawServer } from "../helpers/test-server.ts";
import { startTlsServer } from "../helpers/tls.ts";
import { type Answer, accept, anEndpoint, answer, startReceiver } from "../otlp/send/receiver.ts";

const never = new AbortController().signal;

test("a receiver that accepts everything that wirewalk sends passes, and no span is left there", async () => {
  const { origin, received } = await startReceiver();
  const findings = await examineEndpoint(anEndpoint(origin), never);
  expect(findings.map(({ subject, state }) => `${subject}: ${state}`)).toEqual([
    "endpoint: ok",
    "protection: ok",
    "compression: ok",
    "size: ok",
  ]);
  for (const { body } of received) expect(JSON.parse(body)).toEqual({ resourceSpans: [] });
});

test.each<[status: number, hint: RegExp]>([
  [401, /OTEL_EXPORTER_OTLP_HEADERS/],
  [403, /OTEL_EXPORTER_OTLP_HEADERS/],
  [404, /\/v1\/traces is added/],
  [302, /Redirects are not followed/],
  [415, /protobuf only/],
  [503, /overloaded/],
])("HTTP %d explains what to change", async (status, hint) => {
  const { origin } = await startReceiver(answer(status));
  const [finding, ...others] = await examineEndpoint(anEndpoint(origin), never);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ state: "failure", hint: expect.stringMatching(hint) as string });
});

test.each<[what: string, answers: readonly Answer[], subject: string, hint: RegExp]>([
  ["gzip", [accept, answer(415)], "compression", /OTEL_EXPORTER_OTLP_COMPRESSION=none/],
  ["what is long", [accept, accept, answer(413)], "size", /max_request_body_size/],
])("an endpoint that does not accept %s explains what to change", async (_, answers, subject, hint) => {
  const { origin } = await startReceiver(...answers);
  const findings = await examineEndpoint(anEndpoint(origin), never);
  expect(findings.filter(({ state }) => state === "failure")).toEqual([
    expect.objectContaining({ subject, hint: expect.stringMatching(hint) as string }),
  ]);
});

test("a TLS port without TLS in the URL is reported, and the other way round", async () => {
  const title = "<html><head><title>400 The plain HTTP request was sent to HTTPS port</title></head></html>";
  const nginx = await startReceiver(answer(400, { "content-type": "text/html" }, title));
  const plain = await startReceiver();
  const hints = [];
  for (const origin of [nginx.origin, plain.origin.replace("http:", "https:")]) {
    const [finding] = await examineEndpoint(anEndpoint(origin), never);
    hints.push(`${finding?.text} ${finding?.hint}`);
  }
  expect(hints).toEqual([
    expect.stringMatching(/HTTP 400: 400 The plain HTTP request .*use https:/),
    expect.stringMatching(/TLS: wrong version number .*does not use TLS/),
  ]);
});

test("no server, a gRPC port, and an untrusted certificate are distinguished", async () => {
  // What Go's gRPC server sends first: its HTTP/2 settings.
  const grpc = await startRawServer((_received, socket) => socket.end(Buffer.from("000000040000000000", "hex")));
  const tls = await startTlsServer((_request, response) => response.end("{}"));
  const hints = [];
  for (const origin of ["http://127.0.0.1:1", grpc, tls]) {
    const [finding] = await examineEndpoint(anEndpoint(origin), never);
    hints.push(finding?.hint);
  }
  expect(hints).toEqual([
    expect.stringContaining("Start it"),
    expect.stringContaining("port for gRPC"),
    expect.stringContaining("OTEL_EXPORTER_OTLP_CERTIFICATE"),
  ]);
});
