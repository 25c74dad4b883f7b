import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";

import { Agent, type Dispatcher, RetryAgent, request } from "undici";
import { expect, onTestFinished, test, vi } from "vitest";

import { createFaultReport } from "../../../../src/record/capture/fault.ts";
import { createInterceptor } from "../../../../src/record/capture/interceptor.ts";
import { createRecorder } from "../../../../src/record/capture/recorder.ts";
import { createRecording } from "../../../../src/record/capture/recording.ts";
import { openSecrets } from "../../../../src/record/capture/sealed-secrets.ts";
import { createRedactor } from "../../../../src/redact/redactor.ts";
import { createJournal } from "../../../../src/trace/journal/journal-file.ts";
import type { Entry, Trace } from "../../../../src/trace/model/types.ts";
import { tempFolder } from "../../../helpers/temp-folder.ts";
import { startTestServer } from "../../../helpers/test-server.ts";

const BYTES = randomBytes(3000);
/** Longer than half of the ring. */
const LONG = JSON.stringify(
  Array.from({ length: 1500 }, (_, row) =>
    row % 100 === 0 ? { password: `pass-word-${row}` } : { text: "some ".repeat(10) },
  ),
);

/** A body of each kind, some of them with secrets. */
const ANSWERS: Readonly<Record<string, (response: ServerResponse) => void>> = {
  "/json": (response) => response.end('{"token":"t0ken-of-a-body-1","name":"lenny"}'),
  "/gzip": (response) =>
    response.setHeader("Content-Encoding", "gzip").end(gzipSync('{"api_key":"k3y-in-a-gzip-body"}')),
  "/bytes": (response) => response.setHeader("Content-Type", "application/octet-stream").end(BYTES),
  "/long": (response) => response.end(LONG),
  "/cut": (response) => response.end("x".repeat(300_000)),
  "/empty": (response) => response.writeHead(204, "Nothing here").end(),
  "/moved": (response) => response.writeHead(302, { Location: "/json?token=in-a-location-1" }).end("moved"),
  "/late": (response) => response.setHeader("X-Echo", "learned-late-by-hand").end("echo learned-late-by-hand"),
  "/latin": (response) => response.setHeader("X-Name", "caf\u00E9").end("caf\u00E9"),
  "/cookie": (response) => response.setHeader("Set-Cookie", ["sid=s3ssion-of-mine; Path=/", "a=b"]).end(),
  "/broken": (response) => {
    response.write("half an");
    setImmediate(() => response.destroy());
  },
  "/chunks": (response) => {
    response.setHeader("Content-Type", "text/event-stream").write("data: 1\n\n");
    setImmediate(() => response.end("data: 2\n\n"));
  },
};

function createAnswers(): (incoming: IncomingMessage, response: ServerResponse) => void {
  let failures = 0;
  return (incoming, response) => {
    incoming.resume().on("end", () => {
      const path = (incoming.url ?? "").replace(/\?.*/, "");
      if (path === "/flaky" && (failures += 1) % 2 === 1) response.writeHead(503).end("try again");
      else (ANSWERS[path] ?? (() => response.end("ok")))(response);
    });
  };
}

/** A program that overwrites everything that it has received. */
const wipe: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (options, handler) =>
  dispatch(options, {
    onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
    onResponseStart: (controller, status, headers, reason) => {
      handler.onResponseStart?.(controller, status, headers, reason);
      if (Array.isArray(controller.rawHeaders)) for (const field of controller.rawHeaders) wipeBytes(field);
    },
    onResponseData: (controller, chunk) => {
      handler.onResponseData?.(controller, Buffer.from(chunk));
      chunk.fill(0);
    },
    onResponseEnd: (controller, trailers) => handler.onResponseEnd?.(controller, trailers),
    onResponseError: (controller, error) => handler.onResponseError?.(controller, error),
  });

function wipeBytes(field: unknown): void {
  if (field instanceof Uint8Array) field.fill(0);
}

/** Sends requests until a worker has taken over. It needs the processor to start, so there are pauses. */
async function askUntil(isHandedOver: () => boolean, ask: () => Promise<void>): Promise<void> {
  await vi.waitFor(
    async () => {
      await ask();
      expect(isHandedOver()).toBe(true);
    },
    { timeout: 60_000, interval: 20 },
  );
}

interface Recorded {
  readonly entries: readonly Entry[];
  /** Whether there was a worker. */
  readonly isHandedOver: boolean;
  readonly masked: string;
}

/** The same calls, one after another. */
async function record(origin: string, workerAfter: number): Promise<Recorded> {
  const folder = await tempFolder();
  const file = join(folder, "trace.har");
  const redactor = createRedactor({ policy: { secrets: ["secret-of-the-user"] } });
  const recorder = createRecorder({ journal: `${file}.journal`, redactor, workerAfter, bodyLimit: 200_000 });
  const agent = new Agent();
  onTestFinished(() => agent.destroy());
  const dispatcher = agent.compose(recorder.interceptor);
  const ask = async (path: string, options: object = {}): Promise<void> => {
    const { body } = await request(origin + path, { dispatcher, ...options });
    await body.arrayBuffer().catch(() => {});
  };
  const before = process.listenerCount("SIGTERM");
  const isHandedOver = (): boolean => process.listenerCount("SIGTERM") > before;
  if (workerAfter === 0) await askUntil(isHandedOver, () => ask("/warm-up"));
  const wasHandedOver = isHandedOver();
  const headers = { "X-Auth-Token": "gAAAAABn0tKq3vXJ9yP4mW7cZ2bL8dR5sT1uF6hGkQ" };
  for (const path of Object.keys(ANSWERS)) await ask(path, { headers });
  await ask("/json?password=p4ssw0rd-in-a-url&q=secret-of-the-user", {
    headers: { Authorization: "Basic dXNlcjpoaWRkZW4tcGFzcw==" },
  });
  await ask("/form", {
    method: "POST",
    body: "user=lenny&password=hidden-pass",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
  });
  await ask("/stream", { method: "PUT", body: Readable.from(["one ", "two"]) });
  await ask("/upload", { method: "POST", body: LONG, headers: { "Content-Type": "application/json" } });
  await ask("/json", { headers: { Host: "learned-late-by-hand.example" } });
  // The program's thread requests what the worker knows, and passes its own secrets on.
  redactor.learn("learned-late-by-hand", "password");
  const masked = redactor.redactText("of a body: t0ken-of-a-body-1, by hand: learned-late-by-hand");
  await ask("/late");
  await ask("/json");
  await ask("/wiped", { dispatcher: agent.compose(recorder.interceptor, wipe) });
  await ask("/flaky", { dispatcher: new RetryAgent(agent, { minTimeout: 1 }).compose(recorder.interceptor) });
  await request("http://127.0.0.1:1/nobody", { dispatcher }).catch(() => {});
  await recorder.save(file);
  // The recorder's own output.
  const { log } = JSON.parse(await readFile(file, "utf8")) as Trace;
  return {
    entries: log.entries.filter(({ request: { url } }) => !url.endsWith("/warm-up")),
    isHandedOver: wasHandedOver,
    masked,
  };
}

/** Without the values that differ from one recording to the next. */
function withoutTimes(entry: Entry): unknown {
  const phases = Object.entries(entry.timings).map(([phase, time]) => [phase, time >= 0]);
  const { headers, _chunks, ...response } = entry.response;
  const own = headers.filter(({ name }) => name !== "Date");
  const chunks = _chunks?.map(({ size }) => size);
  const times = { startedDateTime: undefined, time: undefined, timings: undefined, connection: undefined };
  return { ...entry, ...times, response: { ...response, headers: own, chunks }, phases };
}

test("a worker writes the same trace as the program's thread without one", async () => {
  const inline = await record(await startTestServer(createAnswers()), Number.POSITIVE_INFINITY);
  const handed = await record(await startTestServer(createAnswers()), 0);
  expect([inline.isHandedOver, handed.isHandedOver]).toEqual([false, true]);
  const normalise = ({ entries }: Recorded): unknown =>
    JSON.parse(JSON.stringify(entries.map(withoutTimes)).replaceAll(/127\.0\.0\.1:\d{2,}/g, "server"));
  expect(normalise(handed)).toEqual(normalise(inline));
  expect(handed.masked).toBe(inline.masked);
  const wiped = handed.entries.find(({ request: { url } }) => url.endsWith("/wiped"))?.response;
  expect([wiped?.content.text, wiped?.headers.map(({ name }) => name)]).toEqual([
    "ok",
    expect.arrayContaining(["Date"]),
  ]);
  const text = JSON.stringify(handed.entries);
  for (const secret of [
    "t0ken-of-a-body",
    "k3y-in-a",
    "pass-word-",
    "learned-late",
    "hidden-pass",
    "s3ssion",
    "gAAAAABn0",
  ])
    expect(text).not.toContain(secret);
});

/** Sends requests through an interceptor, each after the previous response has arrived. */
function createAsk(
  origin: string,
  interceptor: Dispatcher.DispatcherComposeInterceptor,
): (path: string) => Promise<void> {
  const agent = new Agent();
  onTestFinished(() => agent.destroy());
  const dispatcher = agent.compose(interceptor);
  return async (path) => (await request(origin + path, { dispatcher })).body.dump();
}

test("recorders of one redactor mask what any of them has learned", async () => {
  const origin = await startTestServer((incoming, response) => {
    const path = (incoming.url ?? "").slice(1);
    response.end(path.startsWith("echo-") ? path.slice("echo-".length) : JSON.stringify({ password: path }));
  });
  const folder = await tempFolder();
  const redactor = createRedactor();
  const [one, other] = ["one", "other"].map((name) => {
    const journal = join(folder, name);
    const recorder = createRecorder({ journal, redactor, workerAfter: 0 });
    return { journal, recorder, ask: createAsk(origin, recorder.interceptor) };
  });
  if (one === undefined || other === undefined) throw new Error("There are two.");
  const before = process.listenerCount("SIGTERM");
  const askBoth = async (): Promise<void> => void (await Promise.all([one.ask("/warm-up"), other.ask("/warm-up")]));
  await askUntil(() => process.listenerCount("SIGTERM") > before, askBoth);
  // In further rounds, the worker of the other recorder may start.
  for (let round = 0; round < 300; round += 1) await askBoth();
  await one.ask("/secret-of-one");
  await other.ask("/secret-of-other");
  await other.ask("/echo-secret-of-one");
  await one.ask("/echo-secret-of-other");
  one.recorder.stop();
  await other.ask("/secret-to-the-last");
  const masked = redactor.redactText("secret-of-one, secret-of-other, secret-to-the-last");
  other.recorder.stop();
  // For an interrupted recording, everything that a recorder knew is sealed next to its journal, whichever recorder learned it.
  for (const { journal } of [one, other]) {
    const sealed = openSecrets(journal).map(({ value }) => value);
    expect(sealed).toEqual(expect.arrayContaining(["secret-of-one", "secret-of-other"]));
    expect(new Set(sealed).size).toBe(sealed.length);
  }
  expect(masked).not.toContain("secret-");
  for (const { journal } of [one, other]) expect(await readFile(journal, "utf8")).not.toContain("secret-");
  expect(new Set(masked.split(", ")).size).toBe(3);
});

test("an interrupted journal gets nothing more from a worker", async () => {
  const origin = await startTestServer((_request, response) => response.end("ok"));
  const file = join(await tempFolder(), "broken.journal");
  const faults = createFaultReport(() => {});
  const journal = createJournal(file, { wirewalkJournal: 1, pid: process.pid }, { onError: faults.breakOff });
  const recording = createRecording({ workerAfter: 0 }, { journal, faults });
  const ask = createAsk(origin, createInterceptor(recording));
  const before = process.listenerCount("SIGTERM");
  await askUntil(
    () => process.listenerCount("SIGTERM") > before,
    () => ask("/before"),
  );
  await ask("/before");
  faults.breakOff(new Error("no space"));
  await ask("/after");
  recording.stop();
  const text = await readFile(file, "utf8");
  expect([text.includes("/before"), text.includes("/after")]).toEqual([true, false]);
});
