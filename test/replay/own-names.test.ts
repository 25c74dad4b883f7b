import { request } from "undici";
import { describe, expect, test } from "vitest";

import { aTrace } from "./a-trace.ts";
import { startReplay } from "./start-replay.ts";

/** Creates a thing, finds it by its name, shows it, and deletes it. */
const trace = aTrace(
  {
    url: "/v2/images",
    method: "POST",
    sent: '{"name": "cirros", "tags": ["a"], "min_ram": 64}',
    headers: [["Location", "/v2/images/cirros"]],
    text: '{"id": "77ab", "name": "cirros", "file": "/v2/images/cirros/file", "owner": "cirrostratus"}',
  },
  { url: "/v2/images?name=cirros", text: '{"images": [{"id": "77ab", "name": "cirros"}]}' },
  { url: "/v2/images/cirros", text: '{"name": "cirros"}' },
  { url: "/v2/images/cirros", method: "DELETE", status: 204, reason: "No Content" },
);

async function createUnder(name: string, isStrict: boolean): Promise<(path: string) => Promise<string>> {
  const server = await startReplay(trace, { isStrict });
  const ask = async (path: string, method: "GET" | "POST" = "GET", body?: string): Promise<string> => {
    const url = server.urlFor(`http://cloud.example${path}`);
    const answer = await request(url, { method, ...(body !== undefined && { body }) });
    return `${answer.statusCode} ${String(answer.headers["location"] ?? "")} ${await answer.body.text()}`;
  };
  const created = await ask("/v2/images", "POST", JSON.stringify({ name, tags: ["a"], min_ram: 64 }));
  return async (path) => (path === "" ? created : ask(path));
}

describe("a client that creates a resource under another name", () => {
  test("gets that name in all responses, and may request it", async () => {
    const ask = await createUnder("alpine", false);
    expect(await ask("")).toBe(
      '201 /v2/images/alpine {"id": "77ab", "name": "alpine", "file": "/v2/images/alpine/file", "owner": "cirrostratus"}'.replace(
        "201",
        "200",
      ),
    );
    expect(await ask("/v2/images?name=alpine")).toBe('200  {"images": [{"id": "77ab", "name": "alpine"}]}');
    expect(await ask("/v2/images/alpine")).toBe('200  {"name": "alpine"}');
  });

  test("gets the recorded one with --strict, and requests its own without success", async () => {
    const ask = await createUnder("alpine", true);
    expect(await ask("")).toContain('"name": "cirros"');
    expect(await ask("/v2/images/alpine")).toMatch(/^501 /);
    expect(await ask("/v2/images/cirros")).toMatch(/^200 /);
  });

  test("numbers and words of JSON are not names", async () => {
    const server = await startReplay(
      aTrace({
        url: "/",
        method: "POST",
        sent: '{"size": 512, "public": true}',
        text: '{"size": 512, "limit": 512, "public": true}',
      }),
    );
    const url = server.urlFor("http://cloud.example/");
    const { body } = await request(url, { method: "POST", body: '{"size": 1024, "public": false}' });
    expect(await body.text()).toBe('{"size": 512, "limit": 512, "public": true}');
  });

  test.each(["$& $1", "a|b", ".*.", String.raw`\n\\`, 'the "best"', "cirros(1)", "두 단어", "a/b?c=d&e"])(
    "%j is a name like any other",
    async (name) => {
      const ask = await createUnder(name, false);
      expect(await ask("")).toContain(`/v2/images/${encodeURIComponent(name)} `);
      expect(await ask("")).toContain(`"name": ${JSON.stringify(name)}`);
      expect(await ask(`/v2/images?${String(new URLSearchParams({ name }))}`)).toContain(
        `"name": ${JSON.stringify(name)}`,
      );
      expect(await ask(`/v2/images/${encodeURIComponent(name)}`)).toMatch(/^200 /);
    },
  );
});
