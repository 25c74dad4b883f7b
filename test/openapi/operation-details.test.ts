import { expect, test } from "vitest";

import { findUnknownFields, listBodyFields } from "../../src/openapi/body-fields.ts";
import { createDetails } from "../../src/openapi/operation-details.ts";
import { jsonBody, textBody } from "../helpers/a-walkthrough.ts";

const JSON_TYPE = "application/json";

/** A document whose only response has this schema. */
function aDocument(schema: unknown, schemas: Readonly<Record<string, unknown>> = {}): unknown {
  const content = { "application/json": { schema } };
  return {
    paths: { "/x": { get: { responses: { 200: { content } } } } },
    components: { schemas },
  };
}

function unknownIn(body: unknown, document: unknown, allowed: readonly string[] = []): readonly string[] {
  const recorded = listBodyFields(jsonBody(JSON.stringify(body)));
  const known = createDetails(document)("GET", "/x")?.response(200, { mimeType: JSON_TYPE, fields: recorded.keys() });
  if (known === undefined) throw new Error("Nothing is described.");
  return findUnknownFields(recorded.keys(), known, allowed);
}

const ref = (name: string): unknown => ({ $ref: `#/components/schemas/${name}` });
const PLAIN = { type: "string" };

test.each([
  ["an object", { properties: { a: PLAIN } }, {}, ["/b"]],
  ["all of", { allOf: [{ properties: { a: PLAIN } }, { properties: { b: PLAIN } }] }, {}, []],
  ["one of", { oneOf: [{ properties: { a: PLAIN } }, ref("B")] }, { B: { properties: { b: PLAIN } } }, []],
  ["anything beside", { properties: { a: PLAIN }, additionalProperties: true }, {}, []],
  ["a map", { type: "object", additionalProperties: PLAIN }, {}, []],
  ["nothing but its type", { type: "object" }, {}, []],
  ["a reference elsewhere, which is not fetched", { $ref: "https://example.com/x.yaml#/A" }, {}, []],
  ["a file beside it, which is not read", { $ref: "../../secret.yaml" }, {}, []],
  ["a reference to nothing", ref("Nothing"), {}, []],
  ["a reference to itself", ref("Loop"), { Loop: ref("Loop") }, []],
  ["a name of the language", ref("__proto__"), {}, []],
])("a schema of %s", (_name, schema, schemas, wanted) => {
  expect(unknownIn({ a: "1", b: 2 }, aDocument(schema, schemas))).toEqual(wanted);
});

test("a schema that contains itself describes its content at any depth", () => {
  const tree = { properties: { name: PLAIN, children: { type: "array", items: ref("Tree") } } };
  const document = aDocument(ref("Tree"), { Tree: tree });
  expect(unknownIn({ name: "a", children: [{ name: "b", children: [] }], more: 1 }, document)).toEqual(["/more"]);
  const deep = { name: "a", children: [{ children: [{ name: "c", tail: 1, children: [{ tail: 2 }] }] }] };
  expect(unknownIn(deep, document)).toEqual(["/children/*/children/*/tail", "/children/*/children/*/children/*/tail"]);
});

test("members of a map that contains itself are described at any depth", () => {
  const node = { properties: { name: PLAIN, parts: { type: "object", additionalProperties: ref("Node") } } };
  const document = aDocument(ref("Node"), { Node: node });
  const body = { parts: { wheel: { name: "w", parts: { tyre: { name: "t", tail: 1 } } } } };
  expect(unknownIn(body, document)).toEqual(["/parts/wheel/parts/tyre/tail"]);
});

test("fields of lists, odd names, and allowed values", () => {
  const item = { properties: { "a/b": PLAIN, "x~y": PLAIN } };
  const document = aDocument({ type: "array", items: item });
  const body = [{ "a/b": 1 }, { "x~y": 2, debug: { trace: [1] }, other: 3 }];
  expect(unknownIn(body, document)).toEqual(["/*/debug", "/*/other"]);
  expect(unknownIn(body, document, ["/*/debug"])).toEqual(["/*/other"]);
});

test("a hostile document is processed without delay", () => {
  const wide = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`p${index}`, ref("Wide")]));
  const pair = { properties: { a: ref("A"), b: ref("B") } };
  const document = aDocument({ allOf: [ref("Wide"), ref("A")] }, { Wide: { properties: wide }, A: pair, B: pair });
  expect(unknownIn({ p1: { p2: {} } }, document)).toEqual([]);
  const term = { oneOf: ["And", "Or", "Xor", "Not", "If"].map(ref) };
  const both = { properties: { left: ref("Term"), right: ref("Term") } };
  const schemas = { Term: term, And: both, Or: { ...both }, Xor: { ...both }, Not: { ...both }, If: { ...both } };
  const deep = JSON.parse(`${'{"left":'.repeat(12)}{"wrong":1}${"}".repeat(12)}`) as unknown;
  expect(unknownIn(deep, aDocument(ref("Term"), schemas))).toEqual([`${"/left".repeat(12)}/wrong`]);
});

test.each([undefined, null, 7, [], { paths: 7 }, { paths: { "/x": null } }, { paths: { "/x": { get: [] } } }])(
  "%j describes nothing",
  (document) => {
    expect(createDetails(document)("GET", "/x")).toBeUndefined();
  },
);

const NOTHING = { mimeType: JSON_TYPE, fields: [] };

test("Swagger 2 has parameters, bodies, and schemas in other places", () => {
  const find = createDetails({
    paths: {
      "/x": {
        parameters: [{ name: "id", in: "path", description: "Which" }],
        post: {
          parameters: [{ name: "body", in: "body", schema: { properties: { a: PLAIN } } }],
          responses: { default: { schema: { properties: { b: { ...PLAIN, description: "B of it" } } } } },
        },
      },
    },
  });
  const details = find("POST", "/x");
  expect(details?.parameters).toEqual([{ name: "id", in: "path", description: "Which" }]);
  expect([...(details?.request(NOTHING)?.fields ?? [])]).toEqual([["/a", ""]]);
  expect([...(details?.response(404, NOTHING)?.fields ?? [])]).toEqual([["/b", "B of it"]]);
});

const CRLF = "\r\n";

/** A form body as clients send it. */
function multipart(...parts: readonly (readonly [disposition: string, value: string])[]): string {
  const written = parts.map(([disposition, value]) => {
    return `--cut${CRLF}Content-Disposition: form-data; ${disposition}${CRLF}${CRLF}${value}${CRLF}`;
  });
  return `${written.join("")}--cut--${CRLF}`;
}

const FORMS = [
  ["application/x-www-form-urlencoded", "grant_type=password&tags%5B%5D=a&tags%5B%5D=b&more=1+2"],
  [
    "multipart/form-data; boundary=cut",
    multipart(['name="grant_type"', "password"], ['name="tags[]"; filename="a.txt"', "x"], ['name="more"', "1 2"]),
  ],
] as const;

test.each(FORMS)("fields of a form of %s are described, and unknown ones are reported", (mimeType, text) => {
  const recorded = listBodyFields(textBody(text, mimeType));
  expect([...recorded.keys()]).toEqual(["/grant_type", "/tags", "/more"]);
  expect(recorded.get("/grant_type")).toBe("password");
  const properties = { grant_type: { ...PLAIN, description: "Kind" }, "tags[]": { ...PLAIN, description: "Some" } };
  const type = mimeType.split(";")[0] ?? "";
  const content = { [JSON_TYPE]: { schema: { properties: { other: PLAIN } } }, [type]: { schema: { properties } } };
  const old = Object.entries(properties).map(([name, { description }]) => ({ name, in: "formData", description }));
  for (const operation of [{ requestBody: { content } }, { parameters: old }]) {
    const details = createDetails({ paths: { "/x": { post: operation } } })("POST", "/x");
    const known = details?.request({ mimeType, fields: recorded.keys() });
    expect([...(known?.fields ?? [])]).toEqual([
      ["/grant_type", "Kind"],
      ["/tags", "Some"],
    ]);
    expect(details?.parameters).toEqual([]);
    if (known !== undefined) expect(findUnknownFields(recorded.keys(), known, [])).toEqual(["/more"]);
  }
  const json = { requestBody: { content: { [JSON_TYPE]: content[JSON_TYPE] } } };
  expect(createDetails({ paths: { "/x": { post: json } } })("POST", "/x")?.request({ mimeType, fields: [] })).toBe(
    undefined,
  );
});

test("of several media types, the one of the body describes it", () => {
  const toSchema = (name: string): unknown => ({ schema: { properties: { [name]: PLAIN } } });
  const content = { [JSON_TYPE]: toSchema("whole"), "application/merge-patch+json": toSchema("part") };
  const details = createDetails({ paths: { "/x": { patch: { requestBody: { content } } } } })("PATCH", "/x");
  const fieldsOf = (mimeType: string): unknown => [
    ...(details?.request({ mimeType, fields: [] })?.fields.keys() ?? []),
  ];
  expect(fieldsOf("application/merge-patch+json; charset=utf-8")).toEqual(["/part"]);
  expect(fieldsOf("application/vnd.other+json")).toEqual(["/whole"]);
});

test("messages that an API sends to its clients are described in their place", () => {
  const body = { content: { [JSON_TYPE]: { schema: { properties: { id: { description: "Of the order" } } } } } };
  const urls = { "{$request.body#/url}": { post: { requestBody: body } } };
  const find = createDetails({
    paths: { "/hooks": { post: { callbacks: { paid: { $ref: "#/components/callbacks/paid" } } } } },
    webhooks: { gone: { post: { requestBody: body } } },
    components: { callbacks: { paid: urls } },
  });
  for (const place of ["webhooks > gone", "POST /hooks > paid > {$request.body#/url}"]) {
    expect(find("POST", place)?.request({ mimeType: JSON_TYPE, fields: ["/id"] })?.fields).toEqual(
      new Map([["/id", "Of the order"]]),
    );
  }
});
