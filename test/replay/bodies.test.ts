import { request } from "undici";
import { describe, expect, test } from "vitest";

import { type EntryParts, aTrace } from "./a-trace.ts";
import { startReplay } from "./start-replay.ts";

/** Sends bodies to one URL, one after the other, and returns the responses. */
async function postAll(
  recorded: readonly (readonly [sent: string, answered: string])[],
  bodies: readonly string[],
): Promise<readonly string[]> {
  const server = await startReplay(
    aTrace(...recorded.map(([sent, text]): EntryParts => ({ url: "/", method: "POST", sent, text }))),
  );
  const texts: string[] = [];
  for (const body of bodies) {
    const answer = await request(server.urlFor("http://cloud.example/"), { method: "POST", body });
    texts.push(await answer.body.text());
  }
  expect(server.misses).toEqual([]);
  return texts;
}

describe("requests that differ only in their bodies", () => {
  test("JSON, whatever its white space and the order of its members", async () => {
    const recorded = [
      ['{"query": "images", "limit": 1}', "images"],
      ['{"query": "flavors", "limit": 1}', "flavors"],
    ] as const;
    expect(await postAll(recorded, ['{"limit":1,"query":"flavors"}', '{ "limit": 1, "query": "images" }'])).toEqual([
      "flavors",
      "images",
    ]);
  });

  test("forms, whatever the order of their fields", async () => {
    const recorded = [
      ["action=start&id=7", "started"],
      ["action=stop&id=7", "stopped"],
    ] as const;
    expect(await postAll(recorded, ["id=7&action=stop", "id=7&action=start"])).toEqual(["stopped", "started"]);
  });

  test("text", async () => {
    const recorded = [
      ["up", "went up"],
      ["down", "went down"],
    ] as const;
    expect(await postAll(recorded, ["down", "up", "down"])).toEqual(["went down", "went up", "went down"]);
  });

  test("GraphQL, whatever its blanks, line endings, and comments", async () => {
    const document = (field: string): string => `query Q($id: ID!) {\n  hero(id: $id) { # one\n    ${field},\n  }\n}`;
    const bare = (field: string): string => JSON.stringify({ query: `query Q($id:ID!){hero(id:$id){${field}}}` });
    const recorded = ["name", "age"].map((field) => [JSON.stringify({ query: document(field) }), field] as const);
    expect(await postAll(recorded, [bare("age"), bare("name")])).toEqual(["age", "name"]);
  });

  test("XML, whatever its indentation", async () => {
    const wide = (name: string): string => `<a>\n  <Get${name} />\n</a>\n`;
    const server = await startReplay(
      aTrace(
        ...["One", "Two"].map((name) => ({
          url: "/",
          method: "POST",
          sent: wide(name),
          postData: { mimeType: "text/xml; charset=utf-8" },
          text: name,
        })),
      ),
    );
    const headers = { "content-type": "text/xml; charset=utf-8" };
    for (const name of ["Two", "One"]) {
      const body = `<a><Get${name}/></a>`;
      const answer = await request(server.urlFor("http://cloud.example/"), { method: "POST", body, headers });
      expect(await answer.body.text()).toBe(name);
    }
    expect(server.notes).toEqual([]);
  });

  test("each body has separate responses, in turn", async () => {
    const recorded = [
      ['{"id": "one"}', "one: BUILD"],
      ['{"id": "two"}', "two: BUILD"],
      ['{"id": "two"}', "two: ACTIVE"],
      ['{"id": "one"}', "one: ACTIVE"],
    ] as const;
    const one = '{"id":"one"}';
    const two = '{"id":"two"}';
    expect(await postAll(recorded, [two, two, one, one])).toEqual([
      "two: BUILD",
      "two: ACTIVE",
      "one: BUILD",
      "one: ACTIVE",
    ]);
  });

  test("secrets make no difference: the client sends its own", async () => {
    const recorded = [
      ['{"user": "demo", "password": "REDACTED-password-1"}', "token of demo"],
      ['{"user": "admin", "password": "REDACTED-password-2"}', "token of admin"],
    ] as const;
    expect(await postAll(recorded, ['{"user": "admin", "password": "mine"}'])).toEqual(["token of admin"]);
  });

  test("a body that was not recorded gets the response of the most similar one", async () => {
    const recorded = [
      ['{"kind": "disk", "size": 1}', "disk"],
      ['{"kind": "port", "net": "a"}', "port"],
    ] as const;
    expect(await postAll(recorded, ['{"kind": "port", "net": "b"}'])).toEqual(["port"]);
  });
});
