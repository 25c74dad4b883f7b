import { expect, test } from "vitest";

import { analyze } from "../../../src/analyze/analyze.ts";
import { parseOpenApi } from "../../../src/openapi/parse-openapi.ts";
import type { Entry } from "../../../src/trace/model/types.ts";
import { type EntryParts, aTrace, anEntry } from "../an-entry.ts";

const event = (properties: object, more: object = {}): object => ({
  requestBody: { content: { "application/json": { schema: { properties, ...more } } } },
});

const hook = (summary: string, body: object = {}): object => ({ post: { summary, ...body } });

const DOCUMENT = {
  openapi: "3.1.0",
  info: { title: "Shop" },
  servers: [{ url: "https://shop.example" }],
  paths: {
    "/hooks": {
      post: {
        callbacks: {
          done: { "{$request.body#/url}/done": hook("It is done") },
          both: {
            "$request.body#/both": hook("An order was sent", event({ kind: { const: "sent" } })),
            "{$request.body#/both}": hook("An order was paid", event({ kind: { enum: ["paid", "settled"] } })),
          },
          made: { "{$response.body#/at}?how={$method}": { $ref: "#/components/pathItems/Made" } },
        },
      },
    },
  },
  webhooks: {
    "stock.low": hook("Few are left"),
    priceChanged: hook("A price changed", event({ old: {}, new: {} }, { required: ["old", "new"] })),
    userGone: hook("A user left", { requestBody: { $ref: "#/components/requestBodies/Gone" } }),
  },
  components: {
    pathItems: { Made: hook("It was made") },
    requestBodies: {
      Gone: { content: { "application/json": { schema: { allOf: [{ $ref: "#/components/schemas/Gone" }] } } } },
    },
    schemas: { Gone: { required: ["user"], properties: { user: { type: "string" }, reason: { type: "string" } } } },
  },
};

const registration = { url: "https://me.example/h", both: "https://me.example/both/" };
interface Call extends EntryParts {
  readonly body?: unknown;
  readonly client?: string;
}

const HOOKS: Call = {
  url: "https://shop.example/hooks",
  body: registration,
  answer: { at: "https://me.example/made" },
};

function toEntry({ body, client, ...parts }: Call, index: number): Entry {
  const { request, ...entry } = anEntry({ method: "POST", at: index * 10, ...parts });
  const postData = body === undefined ? {} : { postData: { mimeType: "application/json", text: JSON.stringify(body) } };
  return { ...entry, request: { ...request, ...postData }, ...(client !== undefined && { _client: client }) };
}

/** Callers and names of calls after the registration. */
function read(...calls: readonly Call[]): readonly string[] {
  const descriptions = [parseOpenApi(JSON.stringify(DOCUMENT), "shop.json")];
  const trace = aTrace([HOOKS, ...calls].map(toEntry));
  const { steps, participants } = analyze(trace, { descriptions });
  const labels = new Map(participants.map(({ id, label }) => [id, label]));
  return steps.slice(1).map(({ client, name }) => `${labels.get(client)}: ${name?.text}`);
}

test.each<[string, Call, string]>([
  ["a URL that was registered", { url: "https://me.example/h/done" }, "It is done"],
  ["one that the API named", { url: "https://me.example/made?how=POST" }, "It was made"],
  ["a fixed value", { url: "https://me.example/both", body: { kind: "sent" } }, "An order was sent"],
  ["one of several", { url: "https://me.example/both", body: { kind: "settled" } }, "An order was paid"],
  ["its name", { url: "https://x.example/in", body: { event: "stock.low" } }, "Few are left"],
  ["its members", { url: "https://x.example/in", body: { old: 1, new: 2 } }, "A price changed"],
  ["members of what it extends", { url: "https://x.example/", body: { user: "a", reason: "b" } }, "A user left"],
])("a call that the API makes is recognized by %s", (_what, call, name) => {
  expect(read(call)).toEqual([`Shop: ${name}`]);
});

test.each<[string, Call]>([
  ["another method", { method: "PUT", url: "https://me.example/h/done" }],
  ["another path", { url: "https://me.example/h/else" }],
  ["another value", { url: "https://me.example/both", body: { kind: "lost" } }],
  ["a member that nothing describes", { url: "https://x.example/in", body: { old: 1, new: 2, more: 3 } }],
  ["one member", { url: "https://x.example/in", body: { user: "a" } }],
  ["no body", { url: "https://x.example/in" }],
])("%s is not a call by the API", (_what, call) => {
  expect(read(call)).toEqual(["client: undefined"]);
});

test("a caller with a name of its own keeps it", () => {
  expect(read({ url: "https://me.example/h/done", client: "worker" })).toEqual(["worker: It is done"]);
});

test.each([7, [], { a: 7 }, { a: { post: 7 } }, { a: { $ref: "#/webhooks/a" } }, { a: { post: { requestBody: [] } } }])(
  "webhooks that are %j are not an error",
  (webhooks) => {
    const document = { openapi: "3.1.0", info: { title: "Odd" }, webhooks };
    expect(parseOpenApi(JSON.stringify(document), "odd.json").title).toBe("Odd");
  },
);
