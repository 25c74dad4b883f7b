import { createHash } from "node:crypto";
import { deflateRawSync } from "node:zlib";

import { type Dispatcher, WebSocket } from "undici";
import { expect, test } from "vitest";

import { createRedactor } from "../../../src/redact/redactor.ts";
import { onlyEntry, startRecording } from "../../helpers/record.ts";
import { startRawServer } from "../../helpers/test-server.ts";

/** A frame that a server sends on its own: not masked. */
function aFrame(first: number, payload: Buffer): Buffer {
  return Buffer.concat([Buffer.of(first, payload.byteLength), payload]);
}

/** Short masked frames of a client; any byte of a masked frame may look like the beginning of another one. */
function opcodesOf(frames: string): readonly number[] {
  const bytes = Buffer.from(frames, "latin1");
  const opcodes: number[] = [];
  for (let at = 0; at + 1 < bytes.length; at += 6 + (bytes.readUInt8(at + 1) & 0x7f))
    opcodes.push(bytes.readUInt8(at) & 0xf);
  return opcodes;
}

/** A server that accepts a WebSocket and sends these frames at once. */
async function startServer(extensions: string, greeting: readonly Buffer[]): Promise<string> {
  const origin = await startRawServer((received, socket) => {
    const [, frames = ""] = received.split("\r\n\r\n");
    if (opcodesOf(frames).includes(8)) socket.end(aFrame(0x88, Buffer.of(3, 232)));
    if (frames !== "" || !received.includes("\r\n\r\n")) return;
    const [, key = ""] = /^sec-websocket-key: (.*)\r$/im.exec(received) ?? [];
    const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
    const head = `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n`;
    socket.write(`${head}${extensions}\r\n`);
    socket.write(Buffer.concat(greeting));
  });
  return origin.replace("http", "ws");
}

/** Connects, sends a message after the server has sent this one, and closes. */
async function talk(url: string, dispatcher: Dispatcher, until: string): Promise<void> {
  const socket = new WebSocket(url, { dispatcher });
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("error", () => reject(new Error("The WebSocket failed.")));
    socket.addEventListener("close", () => resolve());
    socket.addEventListener("message", ({ data }) => {
      if (data !== until) return;
      socket.send("from the client");
      socket.close(1000, "done");
    });
  });
}

test("messages of both sides are in the trace, including compressed ones", async () => {
  const compressed = deflateRawSync("said ".repeat(20), { finishFlush: 2 }).subarray(0, -4);
  const frames = [aFrame(0x89, Buffer.from("p")), aFrame(0xc1, compressed), aFrame(0x81, Buffer.from("now"))];
  const url = await startServer("Sec-WebSocket-Extensions: permessage-deflate\r\n", frames);
  const recording = await startRecording();
  await talk(url, recording.agent, "now");
  const { _webSocketMessages: messages = [] } = await onlyEntry(recording);
  expect(messages.map(({ type, opcode, data, _code = "" }) => `${type} ${opcode} ${data}${_code}`)).toEqual(
    expect.arrayContaining([
      "receive 9 p",
      `receive 1 ${"said ".repeat(20)}`,
      "receive 1 now",
      "send 1 from the client",
      "send 8 done1000",
    ]),
  );
});

test("secrets in messages are masked, and are recognized in the next ones", async () => {
  const login = Buffer.from('{"password":"correct-horse-9"}');
  const again = Buffer.from("again correct-horse-9");
  const frames = [aFrame(0x81, login), aFrame(0x82, login), aFrame(0x81, again), aFrame(0x81, Buffer.from("now"))];
  const url = await startServer("", frames);
  const recording = await startRecording({ redactor: createRedactor() });
  await talk(url, recording.agent, "now");
  const { _webSocketMessages: messages = [] } = await onlyEntry(recording);
  expect(messages.slice(0, 3).map(({ data }) => data)).toEqual([
    '{"password":"REDACTED-password-1"}',
    '{"password":"REDACTED-password-1"}',
    "again REDACTED-password-1",
  ]);
  expect(JSON.stringify(messages)).not.toContain("correct-horse");
});
