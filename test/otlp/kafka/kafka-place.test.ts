import { expect, test } from "vitest";

import { UserError } from "../../../src/errors.ts";
import { isKafka, parseKafkaPlace } from "../../../src/otlp/kafka/kafka-place.ts";

test.each([
  ["kafka://127.0.0.1:9092/otlp_spans", { broker: "127.0.0.1:9092", topic: "otlp_spans", isEncrypted: false }],
  ["kafka://kafka.example/a.b-c", { broker: "kafka.example:9092", topic: "a.b-c", encoding: "otlp_json" }],
  ["KAFKA://[::1]:7/t", { broker: "[::1]:7", name: "kafka://[::1]:7/t", session: "", traces: [] }],
  ["kafka://h/t?session=shop&encoding=otlp_proto", { session: "shop", encoding: "otlp_proto" }],
  ["kafka://h/t?trace=AB12&trace=cd", { traces: ["ab12", "cd"] }],
  [
    "kafka+ssl://me:p%40ss%25@h:9093/t?mechanism=SCRAM-SHA-512",
    {
      isEncrypted: true,
      name: "kafka+ssl://h:9093/t",
      login: { username: "me", password: "p@ss%", mechanism: "SCRAM-SHA-512" },
    },
  ],
])("%s", (text, place) => {
  expect(isKafka(text)).toBe(true);
  expect(parseKafkaPlace(text)).toMatchObject(place);
});

test.each([
  "kafka:spans",
  "kafka://127.0.0.1:9092",
  "kafka://127.0.0.1:9092/",
  "kafka:///otlp_spans",
  "kafka://h/a/b",
  "kafka://h/^spans.*",
  "kafka://h/%24%7Benv%3AHOME%7D",
  "kafka+tls://h/t",
  "kafka://h:99999/t",
  "kafka://h/t?encoding=avro",
  "kafka://h/t?trace=../etc",
  "kafka+ssl://me:s3cr3t@h/t?mechanism=NONE",
])("%s is refused with a remedy", (text) => {
  expect(isKafka(text)).toBe(true);
  const refuse = () => parseKafkaPlace(text);
  expect(refuse).toThrow(UserError);
  try {
    refuse();
  } catch (error) {
    expect((error as UserError).hint).not.toBe("");
    expect(String(error)).not.toContain("s3cr3t");
  }
});
