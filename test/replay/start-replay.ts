import { once } from "node:events";
import { connect } from "node:net";

import { onTestFinished } from "vitest";

import { type ReplayOptions, type ReplayServer, replay } from "../../src/replay/server.ts";
import type { Trace } from "../../src/trace/model/types.ts";

/** A replay that ends with the test. */
export async function startReplay(trace: Trace, options: ReplayOptions = {}): Promise<ReplayServer> {
  const server = await replay(trace, options);
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server;
}

/** Sends bytes and returns everything that arrived until the connection ended, one character a byte. */
export async function sendRaw(url: string, lines: readonly string[]): Promise<string> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  let received = "";
  socket.on("data", (chunk: Buffer) => {
    received += chunk.toString("latin1");
  });
  socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  await once(socket, "close");
  return received;
}
