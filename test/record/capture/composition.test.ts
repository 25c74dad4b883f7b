import { gzipSync } from "node:zlib";

import { fetch, interceptors, request } from "undici";
import { expect, test } from "vitest";

import type { Entry } from "../../../src/trace/model/types.ts";
import { startRecording } from "../../helpers/record.ts";
import { startTestServer } from "../../helpers/test-server.ts";

const brief = (entry: Entry): unknown[] => [entry.response.status, entry._id, entry._retryOf, entry._redirectOf];

test("each attempt of a retry is a separate entry, marked", async () => {
  let count = 0;
  const origin = await startTestServer((_request, response) => {
    response.statusCode = ++count < 3 ? 503 : 200;
    response.end("done");
  });
  const recording = await startRecording();
  const dispatcher = recording.agent.compose(interceptors.retry({ minTimeout: 1, maxTimeout: 1 }));
  expect(await (await request(`${origin}/job`, { dispatcher })).body.text()).toBe("done");
  expect((await recording.entries()).map(brief)).toEqual([
    [503, "get-job", undefined, undefined],
    [503, "get-job-2", "get-job", undefined],
    [200, "get-job-3", "get-job", undefined],
  ]);
});

test.each(["the redirect interceptor", "fetch"])("each hop of a redirect by %s is an entry, marked", async (by) => {
  const origin = await startTestServer((incoming, response) => {
    if (incoming.url === "/a") response.writeHead(302, { location: "/b" }).end();
    else if (incoming.url === "/b") response.writeHead(307, { location: "/c?x=1" }).end();
    else response.end("there");
  });
  const recording = await startRecording();
  const text =
    by === "fetch"
      ? await (await fetch(`${origin}/a`, { dispatcher: recording.agent })).text()
      : await (
          await request(`${origin}/a`, {
            dispatcher: recording.agent.compose(interceptors.redirect({ maxRedirections: 5 })),
          })
        ).body.text();
  expect(text).toBe("there");
  expect((await recording.entries()).map(brief)).toEqual([
    [302, "get-a", undefined, undefined],
    [307, "get-b", undefined, "get-a"],
    [200, "get-c", undefined, "get-b"],
  ]);
});

test("the same request sent twice is not a retry", async () => {
  const origin = await startTestServer((_request, response) => response.end());
  const recording = await startRecording();
  for (let count = 0; count < 2; count++) await (await request(origin, { dispatcher: recording.agent })).body.dump();
  expect((await recording.entries()).map((entry) => entry._retryOf)).toEqual([undefined, undefined]);
});

test("next to the decompress interceptor, the recorded headers stay those that were sent", async () => {
  const origin = await startTestServer((_request, response) => {
    response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("text"));
  });
  const recording = await startRecording();
  const dispatcher = recording.agent.compose(interceptors.decompress());
  expect(await (await request(origin, { dispatcher })).body.text()).toBe("text");
  const [entry] = await recording.entries();
  expect(entry?.response.headers).toContainEqual({ name: "content-encoding", value: "gzip" });
  expect(entry?.response.content.text).toBe("text");
});

test("exchanges are in the order in which they started, whichever response arrives first", async () => {
  const waiting: (() => void)[] = [];
  const origin = await startTestServer((_request, response) => {
    waiting.push(() => response.end());
    if (waiting.length === 5) for (const answer of waiting.toReversed()) answer();
  });
  const recording = await startRecording();
  await Promise.all(
    ["/1a", "/2b", "/3c", "/4d", "/5e"].map(async (path) =>
      (await request(origin + path, { dispatcher: recording.agent })).body.dump(),
    ),
  );
  const entries = await recording.entries();
  expect(entries.map((entry) => new URL(entry.request.url).pathname)).toEqual(["/1a", "/2b", "/3c", "/4d", "/5e"]);
  const starts = entries.map((entry) => entry.startedDateTime);
  expect(starts).toEqual(starts.toSorted());
});

test("an error thrown by the caller's own handler stays the caller's", async () => {
  const origin = await startTestServer((_request, response) => response.end("ok"));
  const recording = await startRecording();
  const error = await new Promise((resolve) => {
    recording.agent.dispatch(
      { origin, path: "/", method: "GET" },
      {
        onRequestStart() {},
        onResponseStart() {
          throw new Error("my own");
        },
        onResponseError: (_controller, failure) => resolve(failure.message),
      },
    );
  });
  expect(error).toBe("my own");
});
