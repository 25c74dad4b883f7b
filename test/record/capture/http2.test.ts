import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createSecureServer } from "node:http2";
import { Readable } from "node:stream";

import { request } from "undici";
import { expect, onTestFinished, test } from "vitest";

import { onlyEntry, startRecording } from "../../helpers/record.ts";
import { portOf } from "../../helpers/test-server.ts";

const read = (name: string): Buffer => readFileSync(new URL(`../../helpers/tls/${name}`, import.meta.url));

async function startHttp2Server(): Promise<string> {
  const server = createSecureServer({ key: read("localhost.key"), cert: read("localhost.crt") });
  server.on("stream", (stream) => {
    let received = "";
    // Responds at once, before the request has been read: undici then returns the bytes of the response as sent (docs/notes/undici.md).
    stream.respond({ ":status": 200, "x-many": ["a", "b"] });
    stream.write("early;");
    stream.on("data", (chunk: Buffer) => (received += chunk.toString()));
    stream.on("end", () => stream.end(received));
    stream.on("error", () => {});
  });
  onTestFinished(() => void server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `https://127.0.0.1:${portOf(server)}`;
}

test("HTTP/2: version, pseudo-headers, and both bodies are those that were sent", async () => {
  const origin = await startHttp2Server();
  const recording = await startRecording({}, { connect: { ca: read("localhost.crt") }, allowH2: true });
  const body = Readable.from([Buffer.from("one,"), Buffer.from("two")]);
  const answer = await request(`${origin}/up`, { method: "POST", body, dispatcher: recording.agent });
  expect(await answer.body.text()).toBe("early;one,two");
  const entry = await onlyEntry(recording);
  expect(entry.request.httpVersion).toBe("HTTP/2");
  expect(entry.request.headers).toContainEqual({ name: ":path", value: "/up" });
  expect(entry.request.postData?.text).toBe("one,two");
  expect(entry.response.content.text).toBe("early;one,two");
  expect(
    entry.response.headers
      .filter(({ name }) => name === "x-many")
      .map(({ value }) => value)
      .join(", "),
  ).toBe("a, b");
  expect(entry.serverIPAddress).toBe("127.0.0.1");
});
