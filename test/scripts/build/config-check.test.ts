import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";

import { describe, expect, test } from "vitest";

import { writeConfigCheck } from "../../../scripts/build/ready-checks.ts";
import { findTagged } from "../../../src/project/config/find-tagged.ts";
import * as rules from "../../../src/project/config/rules.ts";
import { configSchema } from "../../../src/project/config/schema.ts";
import { readYamlValue } from "../../../src/yaml/open-yaml.ts";

// The source is generated from our own schema. It runs without anything but the rules, so that a rule that needs more fails here.
const isPlain = runInNewContext(writeConfigCheck(), { rules }) as (value: unknown) => boolean;

const ROOT = join(import.meta.dirname, "../../..");

/** A project file with each key, in the forms that it may have. */
const FULL: object = {
  $schema: "./node_modules/wirewalk/schemas/config.schema.json",
  index: [{ page: "docs/all.md", title: "All", locale: "ko", target: "mkdocs", nav: "mkdocs.yml", root: "docs" }],
  locale: "en",
  target: "mkdocs",
  template: "own",
  templates: "templates",
  mermaid: 8,
  diagram: "both",
  images: "link",
  code: ["curl"],
  fields: true,
  allowFields: ["/debug"],
  without: ["diagram"],
  only: ["path=/v1/** method=POST", { path: "/v1/**", status: [200, "404"] }],
  drop: [],
  headers: { show: ["X-*"], hide: ["*"] },
  servers: { "http://127.0.0.1:8101": "https://api.example.com/v1" },
  fold: ["/items"],
  participants: { a: "A" },
  paths: ["/v1/{id}"],
  labels: { "GET /a": "Get it" },
  openapi: [
    "a.yaml",
    { file: "b.yaml", server: "http://h", title: "T", link: "https://docs.example/#/{tag}/{operationId}" },
  ],
  proto: ["a.proto"],
  dataFlow: true,
  recorders: false,
  volatile: ["X-A", "/b"],
  fixed: ["/c"],
  clientCertificates: [
    { host: "h:1", cert: "c.pem", key: "k.pem", passphraseEnv: "P" },
    { cert: "c", passphraseFile: "f" },
  ],
  redact: {
    secretEnv: ["A"],
    secretFile: "s.txt",
    rules: [{ header: "X-A" }, { pointer: "/a/*" }, { pattern: "a(b+)" }],
    level: "strict",
    showHeaders: ["X-B"],
    map: ["hosts", "ids"],
  },
  replay: { match: ["method"], ignore: ["query.ts"], freezeTime: true, missingBodies: "empty", strict: false },
  walkthroughs: {
    flow: { flow: "image-list", inputs: { name: "x" }, cloud: "c", env: { A: "" }, bodyLimit: 0 },
    command: {
      command: ["curl", "-s"],
      as: "curl",
      cwd: ".",
      env: { A: "b" },
      output: false,
      listen: 8080,
      passthrough: ["a"],
      insecure: ["b"],
      cacert: "ca.pem",
      onFailure: "502",
      transparent: true,
      bodyLimit: 10,
      trace: "t.har",
      page: "p.md",
      title: "T",
      omit: [
        { from: 1, to: "list", page: "./a.md", title: "A" },
        { from: "a", to: 3 },
      ],
      sections: [{ from: 1, title: "One" }],
      beginsLike: "flow",
      highlights: { list: { request: ["X-A"], response: ["/a"] } },
    },
    only: { only: ["status>=400"], openapi: { file: "a" }, proto: "a" },
  },
};

/** As YAML gives it: without undefined. */
const whole = (): Members => JSON.parse(JSON.stringify(FULL)) as Members;

type Members = Record<string, unknown>;

test.each([
  "wirewalk.config.yaml",
  "examples/express/wirewalk.config.yaml",
  "examples/books/wirewalk.config.yaml",
  "examples/three-services/wirewalk.config.yaml",
])("it accepts %s, which the schema then does not look at", (file) => {
  const value = readYamlValue(readFileSync(join(ROOT, file), "utf8"));
  expect(configSchema.safeParse(value).data).toEqual(value);
  expect(isPlain(value)).toBe(true);
});

const ODD: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1.5,
  8,
  70_000,
  2 ** 60,
  Infinity,
  NaN,
  "",
  "a",
  "/a",
  "con",
  "https://a.example/{no}",
  "(",
  "status",
  "400",
  [],
  [null],
  [""],
  {},
  { a: null },
  { path: "/" },
  { constructor: "a" },
  { from: 1, to: 2, page: "a" },
  { flow: "a", command: ["b"] },
];

/** As tags of YAML give them. */
const TAGGED: readonly unknown[] = [
  new Set(),
  new Map(),
  new Date(0),
  Buffer.from("a"),
  1n,
  readYamlValue("!!set {A}"),
  readYamlValue("!!omap [a: b]"),
  readYamlValue("!!binary YQ=="),
  readYamlValue("!!timestamp 2026-01-01"),
];

describe("it says the same as the schema", () => {
  test("of a file with all keys", () => {
    expect(configSchema.safeParse(whole()).error?.issues).toBeUndefined();
    expect(isPlain(whole())).toBe(true);
  });

  test("of a file with one odd value", () => {
    const value = whole();
    let refused = 0;
    for (const { holder, key } of listPlaces(value)) {
      const kept = holder[key];
      for (const odd of [undefined, ...ODD]) {
        // A list in a file has no gaps.
        if (odd === undefined && Array.isArray(holder)) continue;
        if (odd === undefined) delete holder[key];
        else holder[key] = odd;
        const { success } = configSchema.safeParse(value);
        if (!success) refused += 1;
        expect(isPlain(value), `${key}: ${JSON.stringify(odd)}`).toBe(success);
        holder[key] = kept;
      }
    }
    expect(refused).toBeGreaterThan(1000);
  });

  // The schema reads some as an object without members, which the project file refuses before.
  test("of a file with a tag of YAML, if the schema refuses it", () => {
    const value = whole();
    let refused = 0;
    for (const { holder, key } of listPlaces(value)) {
      const kept = holder[key];
      for (const tagged of TAGGED) {
        holder[key] = tagged;
        expect(findTagged(value)?.path.at(-1)).toBe(key);
        if (configSchema.safeParse(value).success) continue;
        refused += 1;
        expect(isPlain(value), `${key}: ${Object.prototype.toString.call(tagged)}`).toBe(false);
      }
      holder[key] = kept;
    }
    expect(refused).toBeGreaterThan(500);
  });

  test("of a file with one more key, wherever it is", () => {
    const value = whole();
    for (const holder of new Set(listPlaces(value).map((place) => place.holder))) {
      if (Array.isArray(holder)) continue;
      for (const name of NAMES.filter((one) => !Object.hasOwn(holder, one))) {
        holder[name] = "a";
        const place = `${name} in ${Object.keys(holder).join()}`;
        expect(isPlain(value), place).toBe(configSchema.safeParse(value).success);
        delete holder[name];
      }
    }
  });
});

const NAMES = ["more", "flow", "command", "toString", "hasOwnProperty", "con", "lpt1", "A b", "https://h.example", ""];

test("the schema decides about a name that an object may not have", () => {
  const value: unknown = JSON.parse('{"walkthroughs":{},"labels":{"__proto__":"a"}}');
  expect(isPlain(value)).toBe(false);
});

interface Place {
  readonly holder: Members;
  readonly key: string;
}

/** Members and items, at any depth. */
function listPlaces(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [];
  // Any object can be searched for its members.
  const holder = value as Members;
  return Object.keys(holder).flatMap((key) => [{ holder, key }].concat(listPlaces(holder[key])));
}
