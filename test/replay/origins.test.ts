import { createServer } from "node:net";

import * as fc from "fast-check";
import { request } from "undici";
import { describe, expect, test } from "vitest";

import { UserError } from "../../src/errors.ts";
import { createRewriter } from "../../src/replay/rewrite.ts";
import { replay } from "../../src/replay/server.ts";
import { portOf } from "../helpers/test-server.ts";
import { aTrace } from "./a-trace.ts";
import { startReplay } from "./start-replay.ts";

describe("every recorded origin has a separate listener", () => {
  test("and the client is directed from one to the other", async () => {
    const server = await startReplay(
      aTrace(
        {
          url: "http://keystone.example/v3/auth/tokens",
          headers: [["Location", "https://glance.example:9292/v2"]],
          text: '{"catalog":["https://glance.example:9292/v2","https:\\/\\/glance.example:9292\\/v2","http://nova.example"]}',
        },
        { url: "https://glance.example:9292/v2", text: "images" },
      ),
    );
    const glance = server.origins.get("https://glance.example:9292") ?? "";
    expect(server.origins.size).toBe(2);
    expect(glance).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);

    const { headers, body } = await request(server.urlFor("http://keystone.example/v3/auth/tokens"));
    expect(headers.location).toBe(`${glance}/v2`);
    expect(await body.json()).toEqual({ catalog: [`${glance}/v2`, `${glance}/v2`, "http://nova.example"] });
    expect(await (await request(`${glance}/v2`)).body.text()).toBe("images");
  });

  test("but text that only looks like one is unchanged, and so are binary bodies", async () => {
    const bytes = Buffer.from("\0http://cloud.example/a");
    const server = await startReplay(aTrace({ url: "/a", base64: bytes.toString("base64") }));
    const { body } = await request(server.urlFor("http://cloud.example/a"));
    expect(Buffer.from(await body.arrayBuffer()).toString()).toBe(bytes.toString());
  });

  test("on the requested port and those after it", async () => {
    const server = await startReplay(aTrace({ url: "/a", text: "a" }));
    const port = Number(new URL(server.urlFor("http://cloud.example/a")).port);
    await server[Symbol.asyncDispose]();
    const again = await startReplay(aTrace({ url: "/a", text: "a" }), { port });
    expect([...again.origins.values()]).toEqual([`http://127.0.0.1:${port}`]);
  });
});

describe("errors that the user can fix", () => {
  test("a port that is taken", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const port = portOf(other);
    await expect(replay(aTrace({ url: "/a" }), { port })).rejects.toThrow(
      `Cannot listen on port ${port} of 127.0.0.1.`,
    );
    other.close();
  });

  test("a trace without responses to serve", async () => {
    await expect(replay(aTrace({ url: "data:,x" }, { url: "tcp://cloud.example:5432" }))).rejects.toThrow(UserError);
  });

  test("a URL of an origin that was not recorded", async () => {
    const server = await startReplay(aTrace({ url: "/a" }));
    expect(() => server.urlFor("http://other.example/a")).toThrow(
      'Nothing was recorded at the origin of "http://other.example".',
    );
  });
});

describe("rewriting", () => {
  const rewrite = createRewriter(
    new Map([
      ["http://cloud", "http://127.0.0.1:1"],
      ["http://cloud:8774", "http://127.0.0.1:2"],
      ["https://cloud", "http://127.0.0.1:3"],
    ]),
  );

  test.each([
    ["http://cloud", "http://127.0.0.1:1"],
    ["http://cloud/v2?x=http://cloud:8774/", "http://127.0.0.1:1/v2?x=http://127.0.0.1:2/"],
    ["http://cloud:80/v2", "http://127.0.0.1:1/v2"],
    ["HTTP://Cloud/v2", "http://127.0.0.1:1/v2"],
    ["Ask http://cloud.", "Ask http://127.0.0.1:1."],
    ['Keystone uri="https://cloud:443"', 'Keystone uri="http://127.0.0.1:3"'],
    ["?next=http%3A%2F%2Fcloud%3A8774%2Fv2", "?next=http%3A%2F%2F127.0.0.1%3A2%2Fv2"],
    ["?next=http%3a%2f%2fcloud%2Fv2", "?next=http%3A%2F%2F127.0.0.1%3A1%2Fv2"],
    [String.raw`"http:\/\/cloud\/v2"`, String.raw`"http:\/\/127.0.0.1:1\/v2"`],
    ["http://cloud.example/", "http://cloud.example/"],
    ["http://cloudy/", "http://cloudy/"],
    ["http://cloud-2/", "http://cloud-2/"],
    ["http://cloud:8775/", "http://cloud:8775/"],
    ["http://cloud:800/", "http://cloud:800/"],
    ["http%3A%2F%2Fcloud%3A8775", "http%3A%2F%2Fcloud%3A8775"],
  ])("%s", (before, after) => {
    expect(rewrite(before)).toBe(after);
  });

  test("leaves every text without an origin unchanged", () => {
    const text = fc.string({ unit: "binary" }).filter((value) => !/https?:|https?%3A/i.test(value));
    fc.assert(fc.property(text, (value) => rewrite(value) === value));
  });
});
