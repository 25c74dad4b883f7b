import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { type Socket, connect } from "node:net";
import { join } from "node:path";

import { onTestFinished } from "vitest";

import { type RecorderOptions, createRecorder } from "../../src/record/capture/recorder.ts";
import { type ProxyOptions, type RecordingProxy, startProxy } from "../../src/record/proxy/proxy.ts";
import type { Entry, Trace } from "../../src/trace/model/types.ts";
import { tempFolder } from "./temp-folder.ts";

export interface TestProxy {
  readonly proxy: RecordingProxy;
  /** Exchanges that have started. */
  readonly started: () => number;
  /** Ends the recording and returns the content of the trace file. */
  readonly entries: () => Promise<readonly Entry[]>;
  /** The same for the whole trace. */
  readonly trace: () => Promise<Trace>;
}

/** A recording proxy for this test; records without redaction unless the options request it. */
export async function startTestProxy(
  options: Omit<ProxyOptions, "recorder"> = {},
  recorderOptions: RecorderOptions = {},
): Promise<TestProxy> {
  const file = join(await tempFolder(), "trace.har");
  const recorder = createRecorder({ redactor: false, journal: `${file}.journal`, ...recorderOptions });
  const proxy = await startProxy({ client: "tester", ...options, recorder });
  onTestFinished(async () => {
    await proxy[Symbol.asyncDispose]();
    await recorder[Symbol.asyncDispose]();
  });
  const trace = async (): Promise<Trace> => {
    await recorder.save(file);
    // The recorder's own output.
    return JSON.parse(await readFile(file, "utf8")) as Trace;
  };
  return { proxy, started: () => recorder.exchangeCount, trace, entries: async () => (await trace()).log.entries };
}

/** A client that sends raw bytes. */
export interface RawClient {
  readonly socket: Socket;
  readonly write: (text: string) => void;
  /** All data until it matches, including earlier data; Latin-1. Rejects if the connection ends first. */
  readonly until: (pattern: RegExp) => Promise<string>;
  /** All data until the connection ended. */
  readonly toEnd: () => Promise<string>;
}

export async function openRawClient(port: number): Promise<RawClient> {
  const socket = connect({ port, host: "127.0.0.1" });
  onTestFinished(() => void socket.destroy());
  await once(socket, "connect");
  let received = "";
  const state = { isOver: false };
  let wake = (): void => {};
  socket.on("data", (chunk: Buffer) => {
    received += chunk.toString("latin1");
    wake();
  });
  socket.on("error", () => {});
  socket.on("close", () => {
    state.isOver = true;
    wake();
  });
  const settle = (): Promise<void> => new Promise((resolve) => (wake = resolve));
  return {
    socket,
    write: (text) => void socket.write(text, "latin1"),
    until: async (pattern) => {
      while (!pattern.test(received)) {
        if (state.isOver) throw new Error(`The connection ended before ${String(pattern)}: ${received}`);
        await settle();
      }
      return received;
    },
    toEnd: async () => {
      while (!state.isOver) await settle();
      return received;
    },
  };
}

/** Sends one request and reads until the server closes. */
export async function exchangeRaw(port: number, request: string): Promise<string> {
  const client = await openRawClient(port);
  client.write(request);
  return client.toEnd();
}
