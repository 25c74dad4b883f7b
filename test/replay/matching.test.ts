import { request } from "undici";
import { describe, expect, test } from "vitest";

import type { Trace } from "../../src/trace/model/types.ts";
import { aTrace } from "./a-trace.ts";
import { sendRaw, startReplay } from "./start-replay.ts";

async function askAll(trace: Trace, paths: readonly string[]): Promise<readonly string[]> {
  const server = await startReplay(trace);
  const texts: string[] = [];
  for (const path of paths) texts.push(await textOf(server.urlFor(`http://cloud.example${path}`)));
  return texts;
}

async function textOf(url: string, method: "GET" | "POST" = "GET"): Promise<string> {
  const { body } = await request(url, { method });
  return body.text();
}

describe("a recorded request gets its recorded response", () => {
  test("by path and by method", async () => {
    const server = await startReplay(
      aTrace({ url: "/a", text: "get a" }, { url: "/a", method: "POST", text: "post a" }, { url: "/b", text: "get b" }),
    );
    const url = server.urlFor("http://cloud.example/a");
    expect(await textOf(url, "POST")).toBe("post a");
    expect(await textOf(url)).toBe("get a");
    expect(await textOf(server.urlFor("http://cloud.example/b"))).toBe("get b");
    expect(server.misses).toEqual([]);
  });

  test("whatever the blanks of a GraphQL document in the query", async () => {
    const asked = (document: string): string => `/a?query=${encodeURIComponent(document)}`;
    const trace = aTrace({ url: asked("{ hero {\n  name\n} }"), text: "a hero" }, { url: asked("{a b}"), text: "a" });
    expect(await askAll(trace, [asked("{hero{name}}"), asked("{ a, b }")])).toEqual(["a hero", "a"]);
  });

  test("whatever the order and the escapes of the query", async () => {
    const trace = aTrace(
      { url: "/a?x=1&y=two%20words", text: "both" },
      { url: "/a?x=1", text: "one" },
      { url: "/a?x=2&x=1", text: "twice" },
      { url: "/%c3%a9", text: "é" },
    );
    const paths = ["/a?y=two+words&x=1", "/a?x=1", "/a?x=2&x=1", "/%C3%A9"];
    expect(await askAll(trace, paths)).toEqual(["both", "one", "twice", "é"]);
  });

  test("in turn when it is repeated, and the last one from then on", async () => {
    const trace = aTrace(
      { url: "/server", text: "BUILD" },
      { url: "/other", text: "other" },
      { url: "/server", text: "BUILD still" },
      { url: "/server", text: "ACTIVE" },
    );
    const paths = ["/server", "/server", "/other", "/server", "/server"];
    expect(await askAll(trace, paths)).toEqual(["BUILD", "BUILD still", "other", "ACTIVE", "ACTIVE"]);
  });

  test("each once when they all arrive at the same time", async () => {
    const texts = Array.from({ length: 50 }, (_, index) => `answer ${index}`);
    const server = await startReplay(aTrace(...texts.map((text) => ({ url: "/poll", text }))));
    const url = server.urlFor("http://cloud.example/poll");
    const answers = await Promise.all(texts.map(() => textOf(url)));
    expect(answers.toSorted()).toEqual(texts.toSorted());
  });

  test("a query that refers to the service names the replay", async () => {
    const server = await startReplay(aTrace({ url: "/login?next=http%3A%2F%2Fcloud.example%2Fhome", text: "in" }));
    const next = encodeURIComponent(server.urlFor("http://cloud.example/home"));
    expect(await textOf(server.urlFor(`http://cloud.example/login?next=${next}`))).toBe("in");
  });

  test("when the client sends the whole URL of the recorded service, as it does to a proxy", async () => {
    const server = await startReplay(
      aTrace({ url: "http://a.example/x" }, { url: "http://b.example/y", text: "y of b" }),
    );
    const lines = ["GET http://b.example/y HTTP/1.1", "Host: b.example", "Connection: close"];
    expect(await sendRaw(server.urlFor("http://a.example/"), lines)).toMatch(/\r\n\r\ny of b$/);
  });

  test("but not when it is not a request for a resource", async () => {
    const server = await startReplay(aTrace({ url: "/" }));
    const lines = ["OPTIONS * HTTP/1.1", "Host: cloud.example", "Connection: close"];
    expect(await sendRaw(server.urlFor("http://cloud.example/"), lines)).toMatch(/^HTTP\/1\.1 400 /);
    expect(server.misses).toEqual([]);
  });

  test("after the whole body was sent", async () => {
    const server = await startReplay(aTrace({ url: "/up", method: "PUT", status: 204, reason: "No Content" }));
    const body = Buffer.alloc(5_000_000, "x");
    const [answer] = await Promise.allSettled([
      request(server.urlFor("http://cloud.example/up"), { method: "PUT", body }),
    ]);
    // The notes give the reason if it does not match.
    expect({ answer, notes: server.notes }).toMatchObject({
      answer: { status: "fulfilled", value: { statusCode: 204 } },
      notes: ["PUT /up (call 1) got the response of (1)-(2), although its body differs in: all of it."],
    });
  });
});

describe("a request that was not recorded", () => {
  const trace = aTrace(
    { url: "/v2/images", text: "[]" },
    { url: "/v2/images/9f1c/members", method: "POST", text: "{}" },
    { url: "/v2/images?limit=20&name=cirros", text: "[]" },
  );

  async function missOf(path: string, method: "GET" | "DELETE" = "GET"): Promise<{ message: string; hint: string }> {
    const server = await startReplay(trace);
    const url = server.urlFor(`http://cloud.example${path}`);
    const { statusCode, body } = await request(url, { method });
    expect(statusCode).toBe(501);
    // The replay's own response.
    const { error } = (await body.json()) as { error: { message: string; hint: string } };
    expect(server.misses).toMatchObject([{ message: error.message, hint: error.hint }]);
    return { message: error.message, hint: error.hint };
  }

  test("is reported with the nearest one and the differing query, without its values", async () => {
    expect(await missOf("/v2/images?name=cirros&limit=hunter2")).toEqual({
      message: "No recorded response for GET /v2/images?limit=…&name=… (call 1).",
      hint: "The closest is (5)-(6), GET /v2/images?limit=…&name=…; it differs in: query.limit. `--ignore query.limit` would match it.",
    });
  });

  test("is reported with the differing path", async () => {
    expect(await missOf("/v2/images/77ab/members")).toEqual({
      message: "No recorded response for GET /v2/images/77ab/members (call 1).",
      hint: "The closest is (3)-(4), POST /v2/images/9f1c/members; it differs in: method (GET requested, POST recorded), path.",
    });
  });

  test("is reported with the differing method", async () => {
    expect((await missOf("/v2/images", "DELETE")).hint).toBe(
      "The closest is (1)-(2), GET /v2/images; it differs in: method (DELETE requested, GET recorded).",
    );
  });

  test("is reported with the other origin that matches", async () => {
    const server = await startReplay(aTrace({ url: "http://a.example/x" }, { url: "http://b.example/y" }));
    await request(`${server.origins.get("http://a.example")}/y`);
    expect(server.misses).toMatchObject([{ call: 1, nearest: 2, differs: ["origin"] }]);
  });

  test("is reported when it arrives, with its number among all calls", async () => {
    const seen: string[] = [];
    const server = await startReplay(trace, { onMiss: ({ message }) => seen.push(message) });
    await textOf(server.urlFor("http://cloud.example/v2/images"));
    await textOf(server.urlFor("http://cloud.example/v3"));
    expect(seen).toEqual(["No recorded response for GET /v3 (call 2)."]);
  });
});

test("an internal error of the replay is reported, without the content of the request", async () => {
  const onMiss = (): never => {
    throw new RangeError("hunter2");
  };
  const server = await startReplay(aTrace({ url: "/" }), { onMiss });
  await expect(request(server.urlFor("http://cloud.example/other?key=hunter2"))).rejects.toThrow("other side closed");
  expect(server.notes).toEqual([
    "GET /other got a closed connection: the replay failed with RangeError. Please report it.",
  ]);
});

test("a request that became a WebSocket is reported as such: the trace has no more of it", async () => {
  const { log } = aTrace({ url: "/ws", status: 101, reason: "Switching Protocols" });
  const [entry] = log.entries;
  if (entry === undefined) throw new Error("one entry");
  const _upgrade = { protocol: "websocket", sent: { bytes: 1 }, received: { bytes: 2 } };
  const server = await startReplay({ log: { ...log, entries: [{ ...entry, _upgrade }] } });
  const wire = await sendRaw(server.urlFor("http://cloud.example"), [
    "GET /ws HTTP/1.1",
    "Host: cloud.example",
    "Connection: Upgrade, close",
    "Upgrade: websocket",
  ]);
  expect(wire).toMatch(/^HTTP\/1.1 501 /);
  expect(server.misses).toMatchObject([
    {
      message: "GET /ws switched to websocket, which a trace does not contain (call 1).",
      hint: "It is (1)-(2); connect the program to a websocket server of your own.",
    },
  ]);
});
