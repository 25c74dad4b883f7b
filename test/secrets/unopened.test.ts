import { gzipSync } from "node:zlib";

import { describe, expect, test } from "vitest";

import { redactTrace } from "../../src/redact/redact-trace.ts";
import { createRedactor } from "../../src/redact/redactor.ts";
import type { Trace } from "../../src/trace/model/types.ts";
import { importMessages } from "./import-messages.ts";
import type { Message } from "./plant.ts";
import { recordMessages } from "./record-messages.ts";

const RANDOM = Buffer.from("8f03e1c27a5b99d0fe6711aa4c3d2b1e", "hex");
const PICTURE = Buffer.concat([Buffer.from([0x89]), Buffer.from("PNG\r\n\x1a\n\0\0\0\rIHDR"), RANDOM]);
const AVRO = Buffer.concat([Buffer.from("Obj\x01"), RANDOM]);
const NONE = Buffer.from("c1ff00", "hex");

/** A text encoded in base64, several times over. */
function nest(text: string, times: number): string {
  return times === 0 ? text : nest(JSON.stringify({ inner: Buffer.from(text).toString("base64") }), times - 1);
}

function answer(type: string, bytes: string | Buffer, coding?: string): Message {
  const responseBody = { type, bytes };
  return coding === undefined ? { responseBody } : { responseHeaders: [["Content-Encoding", coding]], responseBody };
}

const CASES: readonly (readonly [what: string, message: Message, reason: string | undefined])[] = [
  ["an unknown coding", answer("application/json", RANDOM, "x-own"), "it cannot be decoded (x-own)"],
  ["a coding that is a lie", answer("application/json", RANDOM, "gzip"), "it cannot be decoded (gzip)"],
  ["an archive", answer("application/zip", Buffer.concat([Buffer.from("PK\x03\x04"), RANDOM])), "it is packed (zip)"],
  ["gzip five times", answer("application/octet-stream", gzipAgain(RANDOM, 5)), "it is packed (gzip)"],
  ["gzip of a text", answer("application/gzip", gzipSync("a text")), undefined],
  ["OpenSSL", answer("application/octet-stream", Buffer.concat([Buffer.from("Salted__"), RANDOM])), "it is encrypted"],
  ["PGP", answer("text/plain", "-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n"), "it is encrypted"],
  ["base64 eight times", answer("application/json", nest('{"note":"fine"}', 8)), "it is nested too deep"],
  ["base64 once", answer("application/json", nest('{"note":"fine"}', 1)), undefined],
  ["a picture", answer("image/png", PICTURE), undefined],
  ["BSON", answer("application/bson", RANDOM), "its format is not supported (BSON)"],
  ["Avro that nothing tells", answer("", AVRO), "its format is not supported (Avro)"],
  ["no MessagePack", answer("application/msgpack", NONE), "its format is not supported (MessagePack)"],
  ["MessagePack", answer("application/msgpack", Buffer.from("81a16193c2c0ff", "hex")), undefined],
];

function gzipAgain(bytes: Buffer, times: number): Buffer {
  return times === 0 ? bytes : gzipAgain(gzipSync(bytes), times - 1);
}

const reasonsIn = ({ log }: Trace): (string | undefined)[] =>
  log.entries.map(({ response }) => response.content._unopened);

describe("data that could not be searched is reported in the trace", () => {
  const messages = CASES.map(([, message]) => message);
  const reasons = CASES.map(([, , reason]) => reason);

  test("of a recording, and again when that is redacted", async () => {
    const { trace } = await recordMessages(messages);
    expect(reasonsIn(trace)).toEqual(reasons);
    expect(reasonsIn(redactTrace(trace, createRedactor()).trace)).toEqual(reasons);
  });

  test("of an import", () => {
    expect(reasonsIn(importMessages(messages).trace)).toEqual(reasons);
  });

  test("of a request", async () => {
    const { trace } = await recordMessages([
      { method: "POST", requestBody: { type: "application/jose", bytes: "eyJhbGciOiJkaXIifQ.a.b.c.d" } },
    ]);
    expect(trace.log.entries[0]?.request.postData?._unopened).toBe("it is encrypted");
  });
});
