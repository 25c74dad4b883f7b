import type { IncomingMessage } from "node:http";

import { Agent } from "undici";
import { expect, onTestFinished, test } from "vitest";

import { createFetch } from "../../../src/record/capture/recorded-fetch.ts";
import { startTestServer } from "../../helpers/test-server.ts";

interface Heard {
  readonly method: string | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

async function hear(ask: (fetch: typeof globalThis.fetch, url: string) => Promise<unknown>): Promise<Heard> {
  let heard: Heard | undefined;
  const url = await startTestServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    heard = { method: request.method, headers: request.headers, body };
    response.end("heard");
  });
  const agent = new Agent();
  onTestFinished(() => agent.destroy());
  await ask(createFetch(agent), url);
  if (heard === undefined) throw new Error("The server heard nothing.");
  return heard;
}

test("a form of Node's own class is sent as a form", async () => {
  const form = new FormData();
  form.append("name", "cirros");
  form.append("image", new Blob(["bytes"], { type: "text/plain" }), "cirros.img");
  const { headers, body } = await hear((fetch, url) => fetch(url, { method: "POST", body: form }));
  expect(headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
  expect(body).toContain('name="name"\r\n\r\ncirros\r\n');
  expect(body).toContain('name="image"; filename="cirros.img"\r\nContent-Type: text/plain\r\n\r\nbytes\r\n');
});

test("a request of Node's own class is sent unchanged, except for the options in the second argument", async () => {
  const headers = { "X-Asked": "by hand" };
  const ask = (fetch: typeof globalThis.fetch, url: string): Promise<Response> =>
    fetch(new Request(url, { method: "PUT", body: "whole", headers }), { method: "PATCH" });
  const heard = await hear(ask);
  expect(heard).toMatchObject({ method: "PATCH", body: "whole", headers: { "x-asked": "by hand" } });
});

test.each([
  ["text", "plain", "plain"],
  ["parameters", new URLSearchParams({ a: "b c" }), "a=b+c"],
  ["a blob", new Blob(["blob"]), "blob"],
  ["bytes", Buffer.from("bytes"), "bytes"],
  ["nothing", undefined, ""],
])("a body that is %s", async (_what, body, expected) => {
  const heard = await hear((fetch, url) => fetch(new URL(url), { method: "POST", ...(body && { body }) }));
  expect(heard.body).toBe(expected);
});
