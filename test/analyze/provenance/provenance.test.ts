import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { analyze } from "../../../src/analyze/analyze.ts";
import type { Entry, Trace } from "../../../src/trace/model/types.ts";
import { type EntryParts, aTrace, anEntry, cloudProfile } from "../an-entry.ts";

interface CallParts extends EntryParts {
  readonly sent?: Readonly<Record<string, string>>;
  readonly answered?: Readonly<Record<string, string>>;
  readonly body?: string;
}

function aFlow(calls: readonly CallParts[], origin: Parameters<typeof aTrace>[1] = {}): Trace {
  return aTrace(
    calls.map((call, index) => toEntry({ at: index * 10, ...call })),
    origin,
  );
}

function toEntry({ sent = {}, answered = {}, body, ...parts }: CallParts): Entry {
  const entry = anEntry(parts);
  const toHeaders = (headers: Readonly<Record<string, string>>): Entry["request"]["headers"] =>
    Object.entries(headers).map(([name, value]) => ({ name, value }));
  const postData = body === undefined ? {} : { postData: { mimeType: "application/json", text: body } };
  return {
    ...entry,
    request: { ...entry.request, headers: toHeaders(sent), ...postData },
    response: { ...entry.response, headers: toHeaders(answered) },
  };
}

/** `path 1 image_id: input image`, `header X: answer (2) /token/id` */
function provenanceOf(trace: Trace, profile?: typeof cloudProfile): readonly string[] {
  const { provenance, steps } = analyze(trace, { profile });
  return provenance.map(({ place, name, source }) => {
    const where = `${place.in} ${place.at} ${name}`;
    if (source.kind === "input") return `${where}: input ${source.input}`;
    if (source.kind === "argument") return `${where}: argument ${source.position}`;
    if (source.kind !== "answer") return `${where}: ${source.kind}`;
    const number = steps.find(({ id }) => id === source.step)?.response.number;
    const from = source.from.kind === "header" ? source.from.name : `/${source.from.path.join("/")}`;
    return `${where}: answer (${number}) ${from}`;
  });
}

const pathsOf = (trace: Trace): readonly string[] => analyze(trace).steps.map(({ request }) => request.path);

const uuid = "9faa6fd5-b254-4184-80c0-66b7c062315e";

describe("a value of a request", () => {
  test("was an input, before everything else", () => {
    const flow = { name: "f", inputs: { image: uuid } };
    const trace = aFlow([{ url: "http://c/x", answer: { id: uuid } }, { url: `http://c/images/${uuid}` }], { flow });
    expect(provenanceOf(trace)).toEqual(["path 1 image_id: input image"]);
  });

  test("was an option or an argument of the command", () => {
    const command = { argv: ["cli", "show", "--project", "payments", uuid], exitCode: 0, stdout: "", stderr: "" };
    const trace = aFlow([{ url: `http://c/projects/payments/images/${uuid}` }], { command });
    expect(pathsOf(trace)).toEqual(["/projects/{project}/images/{image_id}"]);
    expect(provenanceOf(trace)).toEqual(["path 1 project: input project", "path 3 image_id: argument 4"]);
  });

  test("came from an earlier response: its body, or a header", () => {
    const trace = aFlow([
      { url: "http://c/login", method: "POST", answered: { "X-Subject-Token": "REDACTED-token-1" } },
      { url: "http://c/images", answer: { images: [{ id: uuid }] }, sent: { "X-Auth-Token": "REDACTED-token-1" } },
      { url: `http://c/images/${uuid}`, sent: { Authorization: "Bearer REDACTED-token-1" } },
    ]);
    expect(provenanceOf(trace)).toEqual([
      "header X-Auth-Token token_1: answer (2) X-Subject-Token",
      "path 1 image_id: answer (4) /images/0/id",
      "header Authorization token_1: answer (2) X-Subject-Token",
    ]);
  });

  test("in query and body too; a number only if the request names it as that ID", () => {
    const trace = aFlow([
      { url: "http://c/orders", method: "POST", answer: { order: { id: 4711, items: 20 } } },
      { url: "http://c/items?order_id=4711&limit=20", body: '{"order_id": 4711, "weight": 4711}', method: "POST" },
      { url: "http://c/orders/4711" },
    ]);
    expect(pathsOf(trace)).toEqual(["/orders", "/items?order_id={order_id}&limit=20", "/orders/{order_id}"]);
    expect(provenanceOf(trace)).toEqual([
      "query order_id order_id: answer (2) /order/id",
      "body /order_id order_id: answer (2) /order/id",
      "path 1 order_id: answer (2) /order/id",
    ]);
  });

  test("looks like an ID and follows a collection", () => {
    expect(provenanceOf(aFlow([{ url: `http://c/images/${uuid}` }]))).toEqual(["path 1 image_id: shape"]);
  });

  test("is in the place of a variable of a known operation", () => {
    const trace = aFlow([{ url: "http://c/v2/images/cirros", own: { _server: "glance" } }]);
    expect(provenanceOf(trace, cloudProfile)).toEqual(["path 2 image_id: operation"]);
  });

  test("is an ID although it is a word, if an earlier response has it as the ID of such a resource", () => {
    const trace = aFlow([
      { url: "http://c/domains", answer: { domains: [{ id: "default", kind: "image" }] } },
      { url: "http://c/domains/default" },
      { url: "http://c/schemas/image" },
      { url: "http://c/settings/default" },
    ]);
    expect(pathsOf(trace)).toEqual(["/domains", "/domains/{domain_id}", "/schemas/image", "/settings/default"]);
  });

  test("belongs to the client that sent it before any response contained it", () => {
    const trace = aFlow([
      { url: "http://c/images", method: "PUT", body: `{"id": "${uuid}"}`, answer: { id: uuid } },
      { url: `http://c/images/${uuid}` },
    ]);
    expect(provenanceOf(trace)).toEqual(["path 1 image_id: shape"]);
  });

  test("does not come from a later response", () => {
    const trace = aFlow([
      { url: "http://c/images", took: 100, answer: { id: uuid } },
      { url: `http://c/images/${uuid}` },
    ]);
    expect(provenanceOf(trace)).toEqual(["path 1 image_id: shape"]);
  });

  test("does not come from a plain word that another client received", () => {
    const trace = aFlow([
      { url: "http://c/domains", answer: { domain: { id: "default" } }, own: { _client: "one" } },
      { url: "http://c/x", body: '{"domain": {"id": "default"}}', method: "POST", own: { _client: "two" } },
    ]);
    expect(provenanceOf(trace)).toEqual([]);
  });
});

test("property: the source contains the value and came before; a template with its values is the path again", () => {
  const value = fc.constantFrom(uuid, "4711", "default", "REDACTED-token-1", "a b/c", "päth-1234567", "x");
  const call = fc.record({
    path: fc.array(fc.oneof(fc.constantFrom("images", "v2", "domains"), value.map(encodeURIComponent)), {
      maxLength: 4,
    }),
    answer: fc.oneof(fc.record({ id: value }), fc.record({ images: fc.array(fc.record({ id: value, name: value })) })),
    token: value.map((text) => encodeURIComponent(text)),
  });
  fc.assert(
    fc.property(fc.array(call, { maxLength: 6 }), (calls) => {
      const trace = aFlow(
        calls.map(({ path, answer, token }) => ({
          url: `http://c/${path.join("/")}`,
          answer,
          sent: { "X-Auth": token },
        })),
      );
      const { provenance, steps } = analyze(trace);
      for (const { step: id, value: used, source } of provenance) {
        if (source.kind !== "answer" || source.from.kind !== "json") continue;
        const [user, giver] = [id, source.step].map((one) => steps.find((step) => step.id === one));
        expect(giver?.response.number).toBeLessThan(user?.request.number ?? 0);
        const held = source.from.path.reduce<unknown>(
          (found, name) => Object(found)[name] as unknown,
          JSON.parse(giver?.response.body.text ?? "null"),
        );
        expect(String(held)).toBe(used);
      }
      for (const { id, request } of steps) {
        const values = provenance.filter(({ step, place }) => step === id && place.in === "path");
        const filled = values.reduce(
          (path, one) => path.replace(`{${one.name}}`, encodeURIComponent(one.value)),
          request.path,
        );
        expect(decodeURIComponent(filled)).toBe(decodeURIComponent(new URL(request.url).pathname));
      }
    }),
  );
});
