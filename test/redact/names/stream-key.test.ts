import { describe, expect, test } from "vitest";

import { redactBody, redactUrl } from "../redact.ts";

/** Places of a stream key, with the media type. */
const CARRIERS: readonly (readonly [write: (key: string) => string, mimeType: string])[] = [
  [(key) => `{"ingest":{"streamKey":"${key}"}}`, "application/json"],
  [(key) => `{"backup_stream_key":"${key}"}`, "application/json"],
  [(key) => `{"log":"started, stream_key=${key} now"}`, "application/json"],
  [(key) => `name=a&streamKey=${encodeURIComponent(key)}`, "application/x-www-form-urlencoded"],
  [(key) => `live:\n  stream_key: ${key}\n`, "application/yaml"],
  [(key) => `<live><streamKey>${key}</streamKey></live>`, "application/xml"],
  [(key) => `${"all is well\n".repeat(200)}STREAM_KEY="${key}"\n`, "text/plain"],
];

describe("the key of a stream", () => {
  test.each([
    "kx4vkj8c84i9o2zrz",
    "2fb3cb9f17e68a2568d6ebed8d5505ea",
    "5bd28537-7491-7ffa-050b-bbb506401234",
    "w4ms-9r7d-xk2f-0b6h-e1cu",
    "FB-1234567890-0-AbxYz12Qw34",
    "a1b2c3d4",
  ])("%s is masked", (key) => {
    for (const [write, mimeType] of CARRIERS) expect(redactBody(write(key), mimeType)).toBe(write("REDACTED-key-1"));
    expect(redactUrl(`http://h/live?stream_key=${key}`)).toBe("http://h/live?stream_key=REDACTED-key-1");
  });

  test.each([
    "orders-stream-1",
    "mystream:2026",
    "orders-2026-11-29",
    "events-stream-production-2026",
    "users:42:550e8400-e29b-41d4-a716-446655440000",
    "cam1-720p60fps",
  ])("%s is the name of a stream key", (name) => {
    for (const [write, mimeType] of CARRIERS) expect(redactBody(write(name), mimeType)).toBe(write(name));
    expect(redactUrl(`http://h/live?stream_key=${name}`)).toBe(`http://h/live?stream_key=${name}`);
  });
});
