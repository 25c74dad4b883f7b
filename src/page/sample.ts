import type { BodyView, Step, Walkthrough } from "../analyze/types.ts";
import type { IndexContent } from "./index-view.ts";
import type { PageOptions } from "./page-options.ts";

const json: BodyView = { kind: "json", mimeType: "application/json", text: '{"id": 1,\n"name": "x"}', size: 22 };
const binary: BodyView = {
  kind: "binary",
  mimeType: "image/png",
  text: "iVBORw0KGgo=",
  size: 8,
  cut: { size: 900, sha256: "0".repeat(64) },
};
const headers = [{ name: "Accept", value: "*/*" }];

/** Two steps with a response and one without, with everything that a step can have. */
const steps: readonly Step[] = [
  {
    id: "shown",
    client: "client",
    server: "server",
    time: { start: 0, duration: 2 },
    request: { number: 1, method: "GET", path: "/things/{id}", url: "http://server/things/1", headers, body: json },
    response: {
      number: 2,
      status: 200,
      reason: "OK",
      headers,
      body: binary,
      error: { code: "ECONNRESET", message: "aborted" },
    },
    operation: {
      id: "thing.show",
      service: "things",
      method: "GET",
      path: "/things/*",
      summary: { en: "read the thing." },
      requestProse: { en: "Requests it." },
      responseProse: { en: "The thing." },
      reference: { title: "Show thing", url: "https://example.com/" },
    },
    retryOf: "shown",
    redirectOf: "shown",
  },
  {
    id: "failed",
    client: "client",
    server: "server",
    time: { start: 10, duration: 2 },
    request: { number: 3, method: "GET", path: "/", url: "http://server/", headers: [], body: json },
    response: { number: 4, status: 0, reason: "", headers: [], body: json, error: { code: "", message: "" } },
  },
  {
    id: "omitted",
    client: "client",
    server: "server",
    time: { start: 20, duration: 2 },
    request: { number: 5, method: "GET", path: "/", url: "http://server/", headers: [], body: json },
    response: { number: 6, status: 204, reason: "", headers: [], body: json },
  },
  {
    id: "folded",
    client: "client",
    server: "server",
    time: { start: 30, duration: 2 },
    request: { number: 7, method: "GET", path: "/", url: "http://server/", headers: [], body: json },
    response: { number: 8, status: 204, reason: "", headers: [], body: json },
  },
];

/** A walkthrough that has every part that a page can have: templates with mistakes cannot lay it out. */
export const sampleWalkthrough: Walkthrough = {
  participants: [
    { id: "client", label: "client" },
    { id: "server", label: "server" },
  ],
  steps,
  arrows: steps.flatMap(({ id, request, response }) => [
    { number: request.number, kind: "request", from: "client", to: "server", label: request.path, step: id },
    { number: response.number, kind: "response", from: "server", to: "client", label: response.reason, step: id },
  ]),
  groups: [],
  folds: [{ first: 7, last: 8, count: 1, like: 5 }],
  variables: [
    { name: "id", value: "1", input: "thing" },
    { name: "other", value: "2" },
  ],
  provenance: [],
  substituted: ["hosts"],
  leftOut: [{ part: "scripts", count: 2 }],
  command: { argv: ["things", "show"], env: {}, exitCode: 1, stdout: "out", stderr: "err" },
};

export const sampleOptions: PageOptions = {
  diagrams: [
    { kind: "overview", first: 1, last: 8, mermaid: "sequenceDiagram" },
    { kind: "part", first: 1, last: 8, mermaid: "sequenceDiagram" },
  ],
  place: {
    overview: { title: "first", address: "../first.md" },
    previous: { first: 1, last: 2, address: "./previous.md" },
    next: { first: 3, last: 4, address: "./next.md" },
  },
  fields: () => {
    const row = { name: "limit", place: "query", example: "1", description: "How many" };
    return { request: [row], response: [row] };
  },
  samples: () => [{ label: "curl", language: "bash", lines: ["curl"] }],
  title: "sample",
  diagram: "both",
  pageName: "sample",
  omit: [{ from: 5, to: 6, page: "./other.md", title: "other" }],
  highlights: { shown: { request: ["Accept", "/id"] } },
  bodyLines: 2,
};

/** The same of an index. */
export const sampleIndex: IndexContent = {
  walkthroughs: [{ title: "sample", address: "./sample.md", calls: 2, participants: ["client", "server"] }],
  coverage: [{ title: "Things", operations: 2, shown: 1, missing: ["GET /things"] }],
};
