import { describe, expect, test } from "vitest";

import { parseOpenApi } from "../../src/openapi/parse-openapi.ts";

const HEAD = 'openapi: 3.1.0\ninfo: { title: Pets, version: "1" }\n';

describe("the content of a document", () => {
  test("names, server URLs, paths, and operations", () => {
    const text = `${HEAD}servers: [{ url: https://pets.example/v1/ }]
paths:
  /pets:
    get: { summary: "List\\n all pets", operationId: listPets }
    post: { operationId: createPet }
    x-mine: { get: no }
  /pets/{petId}:
    servers: [{ url: http://old.example }]
    delete: {}
  x-mine: 7
`;
    const expected = {
      title: "Pets",
      servers: ["https://pets.example/v1"],
      operations: [
        { method: "GET", path: "/pets", id: "listPets", summary: "List all pets" },
        { method: "POST", path: "/pets", id: "createPet", summary: "createPet" },
        { method: "DELETE", path: "/pets/{petId}", servers: ["http://old.example"] },
      ],
    };
    expect(parseOpenApi(text, "pets.yaml")).toEqual(expected);
  });

  test("JSON, OpenAPI 3.0 without servers, and without paths", () => {
    const json = JSON.stringify({ openapi: "3.0.3", info: { title: "A" }, paths: { "/": { get: {} } } });
    expect(parseOpenApi(json, "a.json")).toEqual({
      title: "A",
      servers: [""],
      operations: [{ method: "GET", path: "/" }],
    });
    expect(parseOpenApi("openapi: 3.1.0\ninfo: { title: A }\nwebhooks: {}", "a").operations).toEqual([]);
  });

  test.each([
    [
      "swagger: '2.0'\ninfo: { title: S }\nhost: h:8080\nbasePath: /v1\nschemes: [http]\npaths: {}",
      ["http://h:8080/v1"],
    ],
    ["swagger: 2.0\ninfo: { title: S }\nhost: h\npaths: {}", ["https://h", "http://h"]],
    ["swagger: '2.0'\ninfo: { title: S }\nbasePath: /v1/\npaths: {}", ["/v1"]],
  ])("Swagger 2: %j", (text, servers) => {
    expect(parseOpenApi(text, "s.yaml").servers).toEqual(servers);
  });

  test.each([
    ["{ url: / }", [""]],
    ["{ url: v1/x/ }", ["/v1/x"]],
    ["{ url: ./v1 }", ["/v1"]],
    [
      "{ url: 'https://{r}.example/', variables: { r: { default: eu, enum: [eu, us] } } }",
      ["https://eu.example", "https://us.example"],
    ],
    [
      "{ url: 'https://{r}.example/', variables: { r: { default: eu } } }",
      ["https://eu.example", "https://{r}.example"],
    ],
    [
      "{ url: 'https://h:{port}/{v}', variables: { port: { default: 8443 }, v: { enum: [v1] } } }",
      ["https://h:8443/v1", "https://h:{port}/v1"],
    ],
    ["{ url: '{scheme}://{host}/v1' }", ["/v1"]],
  ])("server %s", (server, expected) => {
    expect(parseOpenApi(`${HEAD}servers: [${server}]\n`, "s.yaml").servers).toEqual(expected);
  });

  test("a path may refer to another one, or to a shared one, and extend it", () => {
    const text = `${HEAD}paths:
  /a: { $ref: "#/components/pathItems/a~1b", post: { summary: Own } }
  /b: { $ref: "#/paths/~1a" }
components: { pathItems: { a/b: { get: { summary: Shared } } } }
`;
    expect(parseOpenApi(text, "r.yaml").operations).toEqual([
      { method: "GET", path: "/a", summary: "Shared" },
      { method: "POST", path: "/a", summary: "Own" },
      { method: "GET", path: "/b", summary: "Shared" },
      { method: "POST", path: "/b", summary: "Own" },
    ]);
  });
});

describe("an invalid document is refused with file, line, and key", () => {
  test.each([
    ["", 'api.yaml, line 1: is not an OpenAPI document: expected openapi: 3.1.0 or swagger: "2.0".'],
    ["walkthroughs: {}", "api.yaml, line 1: is not an OpenAPI document"],
    ["info: { title: A }\nopenapi: 4.0.0", "api.yaml, line 2: openapi: version 4.0.0 is not supported, only 3.x."],
    ["swagger: '1.2'", "api.yaml, line 1: swagger: is not an OpenAPI document"],
    ["openapi: 3.1.0\npaths: {}", "api.yaml, line 1: info: expected a mapping."],
    ["openapi: 3.1.0\ninfo:\n  title: 7", "api.yaml, line 3: info.title: expected text."],
    [`${HEAD}paths:\n  /a:\n    get: 7`, "api.yaml, line 5: paths./a.get: expected a mapping."],
    [`${HEAD}paths:\n  /a:\n    get:\n      summary: [x]`, "api.yaml, line 6: paths./a.get.summary: expected text."],
    [`${HEAD}paths:\n  pets: {}`, "api.yaml, line 4: paths.pets: expected a path that begins with a slash."],
    [`${HEAD}servers:\n  - { description: x }`, "api.yaml, line 4: servers.0.url: expected text."],
    [`${HEAD}servers: { url: x }`, "api.yaml, line 3: servers: expected a list."],
    [
      `${HEAD}paths:\n  /a:\n    $ref: other.yaml`,
      "api.yaml, line 5: paths./a.$ref: refers to other.yaml, which is outside the document or not a path; bundle the document first.",
    ],
    [`${HEAD}paths:\n  /a: { $ref: "#/paths/~1b" }`, "paths./a.$ref: refers to #/paths/~1b, which does not exist."],
    [`${HEAD}paths:\n  /a: { $ref: "#/paths/~1a" }`, "paths./a.$ref: refers to #/paths/~1a, which leads back here."],
    ["openapi: [", "api.yaml, line 1: Flow sequence"],
    ['{ "openapi": "3.1.0",\n  "info": 7 }', "api.yaml, line 2: info: expected a mapping."],
    [
      `a: &a [x]\n${Array.from({ length: 30 }, (_, index) => `b${index}: &b${index} [${"*a,".repeat(20)}]`).join("\n")}`,
      "api.yaml, line 1: Excessive alias count",
    ],
  ])("%j", (text, message) => {
    expect(() => parseOpenApi(text, "api.yaml")).toThrow(message);
  });
});
