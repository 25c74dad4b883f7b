import { assert, property } from "fast-check";
import { Collection, Item } from "postman-collection";
import { expect, test } from "vitest";

import type { Trace } from "../../../src/trace/model/types.ts";
import { exportText, loginFlow, traceOf } from "../export-text.ts";
import { hostileRequests } from "../hostile.ts";

test("Postman's own library reads the requests, their tests and the variables", () => {
  const collection = read(loginFlow());
  expect(collection.variables.map(({ key, value }) => [key, value])).toEqual([
    ["keys_example_url", "http://keys.example"],
    ["images_example_url", "http://images.example"],
    ["password_1", "REDACTED-password-1"],
  ]);
  const [login, create, show] = itemsOf(collection);
  expect(scriptOf(login)).toBe(
    'pm.test("status 201", () => pm.response.to.have.status(201));\n' +
      'pm.collectionVariables.set("token_1", pm.response.headers.get("X-Subject-Token"));',
  );
  expect(scriptOf(create)).toContain('["image",0,"id"].reduce((value, name) => value[name], pm.response.json())');
  expect(show?.request.url.toString()).toBe("{{images_example_url}}/v2/images/{{image_id}}?member={{member_id}}");
  expect(show?.request.headers.get("X-Auth-Token")).toBe("{{token_1}}");
});

test("the captured values are where the scripts look for them", () => {
  const [, create] = itemsOf(read(loginFlow()));
  const answer = loginFlow().log.entries[1]?.response.content.text ?? "";
  const kept = new Map<string, unknown>();
  const pm = {
    test: () => undefined,
    collectionVariables: { set: (name: string, value: unknown) => kept.set(name, value) },
    response: { json: () => JSON.parse(answer) as unknown },
  };
  // oxlint-disable-next-line typescript/no-implied-eval -- the test is about the script
  new Function("pm", scriptOf(create))(pm);
  expect([...kept]).toEqual([
    ["image_id", "5eedb9fa-da05-49a3-ba74-adfa77563b8f"],
    ["member_id", 4711],
  ]);
});

test("recorded text is not a variable and not code, and JSON bodies keep their meaning", () => {
  assert(
    property(hostileRequests, (drafts) => {
      const items = itemsOf(read(traceOf(...drafts)));
      expect(items.map((item) => JSON.parse(resolve(item.request.body?.raw ?? ""))) as unknown[]).toEqual(
        drafts.map(({ body = "" }) => JSON.parse(body) as unknown),
      );
      for (const item of items) {
        const lines = scriptOf(item).split("\n");
        expect(lines).toEqual(['pm.test("status 200", () => pm.response.to.have.status(200));']);
        expect(item.request.url.toString().match(/\{\{.*?\}\}/g)).toEqual(["{{base_url}}"]);
      }
    }),
    { numRuns: 50 },
  );
});

function read(trace: Trace): Collection {
  return new Collection(JSON.parse(exportText(trace, "postman")) as object);
}

function itemsOf(collection: Collection): Item[] {
  return collection.items.all().filter((item) => item instanceof Item);
}

function scriptOf(item: Item | undefined): string {
  const exec = item?.events.all()[0]?.script.exec;
  return Array.isArray(exec) ? exec.join("\n") : (exec ?? "");
}

/** Resolves variables as Postman does before it sends a request, including its dynamic ones. */
function resolve(text: string): string {
  return text.replaceAll(/\{\{[^{}]*\}\}/g, "RESOLVED");
}
