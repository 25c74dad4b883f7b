import { expect, test } from "vitest";

import type { Request } from "../../../src/trace/model/types.ts";
import { nameExchange, nameRequest } from "../../../src/trace/names/call-name.ts";
import { anEntry } from "../../analyze/an-entry.ts";
import { anExchange } from "../../helpers/an-exchange.ts";

interface Sent {
  readonly body?: string;
  readonly mimeType?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const json = (value: unknown): Sent => ({ body: JSON.stringify(value) });
const query = (text: string, rest: object = {}): Sent => json({ query: text, ...rest });
const envelope = (inner: string, space = "http://schemas.xmlsoap.org/soap/envelope/"): string =>
  `<?xml version="1.0"?><s:Envelope xmlns:s="${space}"><s:Header/><s:Body id="1">${inner}</s:Body></s:Envelope>`;

test.each<[string, Sent, string | undefined]>([
  ["a named query", query("query Hero($id: ID!) { hero(id: $id) { name } }"), "query Hero"],
  ["a mutation", query("mutation AddReview { add }"), "mutation AddReview"],
  [
    "one of several",
    query("query A { a } fragment F on T { x } query B { b { query C } }", { operationName: "B" }),
    "query B",
  ],
  ["no name", query("{ hero { name } }"), "query { hero }"],
  ["a spread without a blank", query("{hero...Hero}"), "query { hero }"],
  ["a text of ten megabytes", query(`{ save(file: "${"a".repeat(10_000_000)}") }`), "query { save }"],
  ["a text that is cut", query('{ save(file: "a { b'), "query { save }"],
  [
    "no name, an alias, arguments in braces",
    query('mutation { x: add(in: { s: "} query Z {" }) }'),
    "mutation { add }",
  ],
  ["comments and block strings", query('# query X {\n"""query Y {"""\nsubscription S { s }'), "subscription S"],
  ["a fragment first", query("fragment F on T { x } query Q { ...F }"), "query Q"],
  ["a persisted query", json({ operationName: "Hero", extensions: { persistedQuery: { version: 1 } } }), "Hero"],
  ["a name alone", json({ operationName: "Hero" }), undefined],
  ["in the URL", { url: "http://h/g?query=query%20Hero%20%7B%20hero%20%7D" }, "query Hero"],
  [
    "persisted in the URL",
    { url: "http://h/g?operationName=Hero&extensions=%7B%22persistedQuery%22%3A%7B%7D%7D" },
    "Hero",
  ],
  ["application/graphql", { mimeType: "application/graphql; charset=utf-8", body: "query Q { q }" }, "query Q"],
  ["a search", query("mutation rates in fish"), undefined],
  ["Prometheus", { url: "http://h/api/v1/query?query=%7Bjob%3D%22node%22%7D" }, undefined],
  ["JSON-RPC", json({ jsonrpc: "2.0", id: 1, method: "eth_call", params: [] }), "eth_call"],
  ["JSON-RPC 1", json({ id: 1, method: "getinfo", params: [] }), "getinfo"],
  ["a notification", json({ jsonrpc: "2.0", method: "tick" }), "tick"],
  [
    "a batch",
    json([
      { jsonrpc: "2.0", id: 1, method: "a" },
      { jsonrpc: "2.0", id: 2, method: "b" },
      { jsonrpc: "2.0", id: 3, method: "a" },
    ]),
    "a, b",
  ],
  ["a method of something else", json({ method: "card", amount: 7 }), undefined],
  ["no batch", json([{ jsonrpc: "2.0", method: "a" }, 7]), undefined],
  ["cut off", { body: '{"jsonrpc":"2.0","method":"a","par' }, undefined],
  [
    "SOAP 1.1",
    { headers: { SOAPAction: '"http://tempuri.org/IStocks/GetPrice"' }, body: envelope("<x/>") },
    "GetPrice",
  ],
  [
    "SOAP 1.2",
    { mimeType: 'application/soap+xml; charset=utf-8; action="urn:stocks:GetPrice"', body: envelope("<x/>") },
    "GetPrice",
  ],
  [
    "an empty action",
    { headers: { soapaction: '""' }, body: envelope('<!-- a --> <m:GetPrice xmlns:m="urn:m"/>') },
    "GetPrice",
  ],
  [
    "no action at all",
    { mimeType: "text/xml", body: envelope("<GetPrice/>", "http://www.w3.org/2003/05/soap-envelope") },
    "GetPrice",
  ],
  ["other XML", { mimeType: "text/xml", body: "<Envelope><Body><x/></Body></Envelope>" }, undefined],
  ["nothing", {}, undefined],
  ["a long name on several lines", json({ jsonrpc: "2.0", method: `a\n${"b".repeat(100)}` }), `a ${"b".repeat(77)}…`],
])("%s", (_, { body, mimeType = "application/json", url = "http://h/g", headers = {} }, name) => {
  const method = body === undefined ? "GET" : "POST";
  const recorded: Request = {
    ...anEntry({}).request,
    method,
    url,
    headers: Object.entries(headers).map(([header, value]) => ({ name: header, value })),
    ...(body !== undefined && { postData: { mimeType, text: body } }),
  };
  expect(nameRequest(recorded)?.text).toBe(name);
  const recording = anExchange({
    method,
    url,
    requestHeaders: Object.entries(headers).flat(),
    requestBody:
      body === undefined
        ? undefined
        : { mimeType, text: body, base64: false, wireSize: 1, decodedSize: 1, sha256: undefined },
  });
  expect(nameExchange(recording)?.text).toBe(name);
});
