import { request } from "undici";
import { describe, expect, test } from "vitest";

import { aTrace } from "./a-trace.ts";
import { startReplay } from "./start-replay.ts";

const HOURS = 3_600_000;

/** A stream whose last piece arrived hours after the first. */
const stream = aTrace({
  url: "/events",
  text: "data: 1\n\ndata: 2\n\ndata: 3\n\n",
  chunks: [
    { time: 0, size: 9 },
    { time: 10, size: 9 },
    { time: 2 * HOURS, size: 9 },
  ],
});

describe("streams", () => {
  test("come at once by default", async () => {
    const server = await startReplay(stream);
    const { body } = await request(server.urlFor("http://cloud.example/events"));
    expect(await body.text()).toBe("data: 1\n\ndata: 2\n\ndata: 3\n\n");
  });

  test("with a speed of 1, each piece comes at its recorded time", async () => {
    const server = await startReplay(stream, { speed: 1 });
    const { body } = await request(server.urlFor("http://cloud.example/events"));
    let received = "";
    for await (const chunk of body) {
      received += String(chunk);
      if (received.length >= 18) break;
    }
    expect(received).toBe("data: 1\n\ndata: 2\n\n");
  });

  test("a hundred thousand times as fast, two hours end soon", async () => {
    const server = await startReplay(stream, { speed: 1e5 });
    const { body } = await request(server.urlFor("http://cloud.example/events"));
    expect(await body.text()).toBe("data: 1\n\ndata: 2\n\ndata: 3\n\n");
  });
});

describe("for tests of clients", () => {
  test("one request in three is refused, and gets its turn when it is sent again", async () => {
    const answers = ["BUILD", "SPAWNING", "ACTIVE"];
    const server = await startReplay(aTrace(...answers.map((text) => ({ url: "/server", text }))), { failEvery: 3 });
    const url = server.urlFor("http://cloud.example/server");
    const seen: string[] = [];
    for (let call = 0; call < 4; call += 1) {
      const { statusCode, body } = await request(url);
      seen.push(`${statusCode} ${await body.text()}`);
    }
    expect(seen).toEqual(["200 BUILD", "200 SPAWNING", "503 ", "200 ACTIVE"]);
    expect(server.misses).toEqual([]);
  });

  test("responses take longer with a latency: a client that does not wait longer gets none", async () => {
    const server = await startReplay(aTrace({ url: "/", text: "late" }), { latency: 2 * HOURS });
    const asking = request(server.urlFor("http://cloud.example/"), { headersTimeout: 1 });
    await expect(asking).rejects.toMatchObject({ code: "UND_ERR_HEADERS_TIMEOUT" });
  });

  test("the turn is chosen before the wait", async () => {
    const misses: string[] = [];
    const onMiss = ({ request: asked }: { readonly request: string }): unknown => misses.push(asked);
    const server = await startReplay(aTrace({ url: "/", text: "late" }), { latency: 2 * HOURS, onMiss });
    const asking = request(`${server.urlFor("http://cloud.example/")}other`, { headersTimeout: 1 });
    await expect(asking).rejects.toMatchObject({ code: "UND_ERR_HEADERS_TIMEOUT" });
    expect(misses).toEqual(["GET /other"]);
  });
});
