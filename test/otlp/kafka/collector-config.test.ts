import { expect, test } from "vitest";

import { toCollectorConfig } from "../../../src/otlp/kafka/collector-config.ts";
import { parseKafkaPlace } from "../../../src/otlp/kafka/kafka-place.ts";

const options = { spans: "/tmp/x/spans.jsonl", group: "wirewalk-1", authorities: undefined, isUnchecked: false };

interface Config {
  readonly receivers: { readonly kafka: Readonly<Record<string, unknown>> };
  readonly exporters: unknown;
}

const read = (place: string, more: object = {}): Config =>
  JSON.parse(toCollectorConfig(parseKafkaPlace(place), { ...options, ...more })) as Config;

test("a topic is read from its beginning into a file, without TLS or a login if none is configured", () => {
  const { receivers, exporters } = read("kafka://127.0.0.1:9092/otlp_spans");
  expect(receivers.kafka).toMatchObject({
    brokers: ["127.0.0.1:9092"],
    group_id: "wirewalk-1",
    initial_offset: "earliest",
    traces: { topics: ["otlp_spans"], encoding: "otlp_json" },
  });
  expect(receivers.kafka).not.toHaveProperty("tls");
  expect(receivers.kafka).not.toHaveProperty("auth");
  expect(exporters).toEqual({ file: { path: "/tmp/x/spans.jsonl" } });
});

test("TLS is verified, with the system's CA certificates and the configured ones", () => {
  expect(read("kafka+ssl://h/t").receivers.kafka["tls"]).toEqual({ insecure_skip_verify: false });
  expect(read("kafka+ssl://h/t", { authorities: "ca.pem" }).receivers.kafka["tls"]).toEqual({
    insecure_skip_verify: false,
    ca_file: "ca.pem",
    include_system_ca_certs_pool: true,
  });
  expect(read("kafka+ssl://h/t", { isUnchecked: true }).receivers.kafka["tls"]).toEqual({ insecure_skip_verify: true });
});

test("characters that a Collector would expand in a password are doubled", () => {
  const expanded = (dollar: string): string => `p${dollar}{env:HOME}${dollar}1`;
  const { receivers } = read(`kafka+ssl://me:${expanded("$")}@h/t`);
  expect(receivers.kafka["auth"]).toEqual({
    sasl: { username: "me", password: expanded("$$"), mechanism: "PLAIN" },
  });
});
