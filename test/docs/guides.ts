import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { parseTrace, serializeTrace } from "../../src/index.ts";
import { recordHosts } from "./host-recordings.ts";
import { ROOT } from "./read-guide.ts";
import type { StubCloud } from "./stub-cloud.ts";

/** What a page assumes, and what is different when a test runs its commands. */
export interface Guide {
  /** Files that the reader has. */
  readonly files?: (cloud: StubCloud) => Readonly<Record<string, string>>;
  /** Programs that the reader has, as scripts. */
  readonly programs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the image is missing in the reader's cloud. */
  readonly isBroken?: boolean;
  /** The command before which the image is restored. */
  readonly mendedBefore?: string;
  /**
   * Placeholders for the reader's own values, and the values used here; `CLOUD` is the URL of the stub, and `COLLECTOR` that of a server that receives spans
   * and writes them to `spans.jsonl`, like the Collector of the guide.
   */
  readonly replace?: Readonly<Record<string, string>>;
  /** Commands that do not exit with 0. */
  readonly exits?: Readonly<Record<string, number>>;
  /** Commands that run until Ctrl-C, with the command that is run meanwhile; `$URL` is the first URL that they print. */
  readonly during?: Readonly<Record<string, string>>;
  /** Commands that are not run here, and the reason. They are still parsed. */
  readonly notRun?: Readonly<Record<string, string>>;
}

const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

/** The recorded cloud knows these IDs, and does not look up names. */
const BY_ID = {
  "--image cirros --project demo":
    "--image 90a7801c-10b8-4e6b-9334-acb4fdc390c3 --project 028a4d18cf16417d93741e374c6aa784",
};

const HAR_OF_A_BROWSER = read("test/trace/model/fixtures/chrome.har");

const goodTraces = ({ good }: StubCloud): Readonly<Record<string, string>> => ({
  "add-project.har": good,
  "list.har": good,
});

const ASKS_FOR_IMAGES = `for (let i = 0; i < 120; i += 1) {
  await (await fetch(process.env.IMAGES, { headers: { authorization: "Bearer s3cr3t-of-the-shop" } })).text();
}
`;

const ASKS_TWELVE_TIMES = `for (let i = 0; i < 12; i += 1) await (await fetch(process.env.OS_AUTH_URL)).text();\n`;

/** As if nothing had listened there. */
function withoutAnswer({ good }: StubCloud): string {
  const { log } = parseTrace(good, "add-project.har");
  const [first] = log.entries;
  if (first === undefined) throw new Error("The trace has no exchange.");
  const response = { ...first.response, status: 0, headers: [], content: { size: 0, mimeType: "" } };
  const _error = { code: "ECONNREFUSED", message: "connect ECONNREFUSED", phase: "connect" } as const;
  return serializeTrace({ log: { ...log, entries: [{ ...first, _id: "get-v2-images", response, _error }] } });
}

const GALLERY = Object.fromEntries(
  readdirSync(join(ROOT, "traces/gallery")).map((name) => [name, read(`traces/gallery/${name}`)]),
);

const LIST_REQUEST = Buffer.concat([Buffer.of(0, 0, 0, 0, 13, 10, 9), Buffer.from("project-a"), Buffer.of(16, 10)]);

const CALL_OF_GRPC: Readonly<Record<string, string>> = {
  "images.proto": `syntax = "proto3";
package image.v1;
message ListRequest { string project = 1; int32 limit = 2; }
message ListReply { repeated string names = 1; }
service Images { rpc List (ListRequest) returns (ListReply); }
`,
  "images.har": JSON.stringify({
    log: {
      version: "1.2",
      creator: { name: "example", version: "1" },
      entries: [
        {
          startedDateTime: "2026-11-23T10:00:00.000Z",
          time: 1,
          request: {
            method: "POST",
            url: "http://images.example/image.v1.Images/List",
            httpVersion: "HTTP/2",
            cookies: [],
            headers: [{ name: "content-type", value: "application/grpc" }],
            queryString: [],
            postData: { mimeType: "application/grpc", text: LIST_REQUEST.toString("base64"), _encoding: "base64" },
            headersSize: -1,
            bodySize: LIST_REQUEST.length,
          },
          response: {
            status: 200,
            statusText: "",
            httpVersion: "HTTP/2",
            cookies: [],
            headers: [],
            content: { size: 0, mimeType: "application/grpc" },
            redirectURL: "",
            headersSize: -1,
            bodySize: 0,
          },
          cache: {},
          timings: { send: 0, wait: 1, receive: 0 },
        },
      ],
    },
  }),
};

const PET_STORE: Readonly<Record<string, string>> = {
  "pets.har": JSON.stringify({
    log: {
      version: "1.2",
      creator: { name: "test", version: "1" },
      entries: [
        toPetEntry(0, "pets", '{"pets":[{"id":"rex-17"}]}'),
        toPetEntry(1, "pets/rex-17", "{}"),
        toPetEntry(2, "pets/bello/photo", "{}"),
      ],
    },
  }),
  "petstore.yaml": `openapi: 3.1.0
info: { title: Pet store, version: "1" }
servers: [{ url: https://pets.example/v1 }]
paths:
  /pets: { get: { summary: List all pets } }
  /pets/{petId}: { get: { summary: Show a pet } }
  /pets/{petId}/photo: { get: { summary: Photo of a pet } }
`,
};

function toPetEntry(second: number, path: string, text: string): object {
  const message = { httpVersion: "HTTP/1.1", headers: [] };
  return {
    startedDateTime: `2026-11-25T12:00:0${second}.000Z`,
    time: 5,
    request: { ...message, method: "GET", url: `http://10.0.0.5:8080/v1/${path}` },
    response: { ...message, status: 200, statusText: "OK", content: { mimeType: "application/json", text } },
  };
}

/** Python's `http.client` ignores proxy variables. */
const asksWithoutProxy = (url: string): string => `import http.client
connection = http.client.HTTPConnection("${new URL(url).host}")
connection.request("GET", "/identity")
connection.getresponse().read()
`;

const NO_COLLECTOR = "there is no Collector here; test/engine runs it, and test/cli/otlp.clients.test.ts without one";

/** By page; a page that is not listed needs nothing. */
export const GUIDES: Readonly<Record<string, Guide>> = {
  "docs/guide/gallery.ko.md": { files: () => GALLERY },
  "docs/guide/gallery.md": { files: () => GALLERY },
  "README.md": {
    notRun: {
      "npm ci && npm run demo": "`.ci/run` runs both, in a fresh clone",
      "npm ci && npm test": "`.ci/run` runs both, in a fresh clone",
      "npx wirewalk open images.har": "there is no browser to open; test/cli/open.test.ts has a program in its place",
    },
    replace: BY_ID,
    during: { "wirewalk replay add-project.har": "curl -sf $URL/identity" },
  },
  "docs/guide/ci.md": {
    files: () => ({
      "traces/image-member-list.har": read("traces/openstack/image-member-list.har"),
      "docs/image-member-list.md": read("docs/openstack/image/member-list.md"),
      "wirewalk.config.yaml":
        "walkthroughs: { image-member-list: { flow: image-member-list, title: openstack image member list } }\n",
    }),
  },
  "docs/guide/choose-exchanges.md": {
    files: ({ good }) => ({ "shop.har": good.replaceAll(/127\.0\.0\.1:\d+/g, "api.shop.example") }),
  },
  "docs/guide/compare.md": {
    files: ({ good, bad }) => ({ "good.har": good, "bad.har": bad }),
    exits: { "wirewalk diff good.har bad.har": 1, "wirewalk diff good.har bad.har --side-by-side": 1 },
  },
  "docs/guide/completion.md": {
    notRun: {
      "man -l node_modules/wirewalk/man/wirewalk.1":
        "man is not everywhere; test/cli/completion reads the page with mandoc",
    },
  },
  "docs/guide/keep-examples.md": { replace: BY_ID },
  "docs/guide/library.md": {
    files: ({ good, bad }) => ({ ...PET_STORE, "good.har": good, "bad.har": bad, "browser.har": HAR_OF_A_BROWSER }),
    replace: { "http://127.0.0.1:9292": "IMAGES" },
  },
  "docs/guide/names-and-paths.md": { files: () => ({ ...PET_STORE, ...CALL_OF_GRPC }) },
  "docs/guide/node-programs.md": { files: () => ({ "app.js": ASKS_TWELVE_TIMES }) },
  "docs/guide/own-flows.md": { replace: { "http://127.0.0.1:9292": "IMAGES" } },
  "docs/guide/own-templates.md": { files: goodTraces },
  "docs/guide/pictures.md": { files: goodTraces },
  "docs/guide/read-a-trace.md": {
    files: (cloud) => ({ ...goodTraces(cloud), "no-answer.har": withoutAnswer(cloud) }),
  },
  "docs/guide/record-a-command.md": {
    files: ({ url }) => ({ "app.py": asksWithoutProxy(url) }),
    during: { "wirewalk proxy -o app.har --rotate 10m --keep 6": "curl -sf -x $URL IMAGES/v2/images" },
  },
  "docs/guide/replay.md": {
    files: (cloud) => ({
      ...goodTraces(cloud),
      "cloud.har": cloud.good.replaceAll(cloud.url, "https://cloud.example"),
    }),
    replace: { "8080": "0", "8443": "0" },
    during: {
      "wirewalk replay cloud.har --https --port 8443": "curl -sf --cacert ~/wirewalk/ca.pem $URL/identity",
      "wirewalk replay add-project.har --proxy --port 8080": "curl -sf -x $URL CLOUD/identity",
      "wirewalk replay add-project.har --port 8080": "curl -sf $URL/identity",
    },
  },
  "docs/guide/secrets.md": {
    exits: { "wirewalk scan browser.har": 4 },
    files: ({ good }) => ({
      "docs/page.md": "# A page\n",
      "traces/good.har": good,
      "browser.har": HAR_OF_A_BROWSER,
      "secrets.txt": "my-own-secret\n",
    }),
    env: { VAULT_PIN: "7215-9041" },
  },
  "docs/guide/several-programs.md": {
    replace: { "8080": "0", "8081": "0", "http://127.0.0.1:9292": "IMAGES" },
    during: {
      "wirewalk proxy -o today.har --listen 8080": "curl -sf -x $URL IMAGES/v2/images",
      "wirewalk proxy -o app.har --reverse glance-api=http://127.0.0.1:9292 --listen 8081": "curl -sf $URL/v2/images",
    },
    notRun: {
      "http_proxy=http://glance-api:x@127.0.0.1:8080 glance-api --config-file glance-api.conf":
        "`npm run traces` starts the real Glance so",
    },
  },
  "docs/guide/gather.md": { files: recordHosts },
  "docs/guide/many-hosts.md": {
    files: () => ({ "shop.mjs": ASKS_FOR_IMAGES }),
    env: { WIREWALK_SESSION: "checkout.session-key", OS_PASSWORD: "" },
    replace: { "http://127.0.0.1:4318": "COLLECTOR" },
  },
  "docs/guide/adopt.md": {
    files: () => ({
      "wirewalk.config.yaml": "walkthroughs: { add-project: { trace: add-project.har, page: docs/add-project.md } }\n",
      "add-project.har": read("traces/openstack/image-add-project.har"),
      "docs/add-project.md": read("test/cli/seed-page.txt"),
    }),
  },
  "docs/guide/edit-pages.md": {
    files: () => ({
      "wirewalk.config.yaml": "walkthroughs: { add-project: { trace: add-project.har, page: docs/new-name.md } }\n",
      "add-project.har": read("traces/openstack/image-add-project.har"),
      "docs/old-name.md": read("docs/openstack/image/add-project.md"),
    }),
  },
  "docs/guide/otlp.md": {
    files: (cloud) => ({ ...goodTraces(cloud), "checkout.json": read("test/otlp/fixtures/node-app.jsonl") }),
    notRun: {
      "curl -s http://127.0.0.1:16686/api/v3/traces/4bf92f3577b34da6a3ce929d0e0e4736 > checkout.json":
        "there is no Jaeger here",
      "curl -s http://127.0.0.1:3200/api/traces/4bf92f3577b34da6a3ce929d0e0e4736 | wirewalk show -":
        "there is no Tempo here",
      "wirewalk record -o shop.har --otlp http://127.0.0.1:4318 -- ./checkout.sh": NO_COLLECTOR,
      "wirewalk record -o shop.har --otlp http://127.0.0.1:4318 --propagate -- ./checkout.sh": NO_COLLECTOR,
    },
  },
  "docs/guide/share.md": {
    files: ({ good, bad }) => ({ "failing.har": bad, "add-project.har": good }),
    programs: { "xdg-open": '#!/bin/sh\ntest -s "$1"\n' },
    replace: { "https://cloud.example": "CLOUD" },
  },
  "docs/guide/start-author.md": {
    notRun: { "npm install --save-dev wirewalk": "test/cli/package.long.test.ts installs the packed package" },
  },
  "docs/guide/start-support.md": {
    isBroken: true,
    mendedBefore: "wirewalk record -o fixed.har -- openstack image add project cirros demo",
    exits: {
      "wirewalk record -o failing.har -- openstack image add project cirros demo": 1,
      "wirewalk diff failing.har fixed.har": 1,
      "wirewalk diff good.har failing.har": 1,
      "wirewalk replay failing.har -- openstack image add project cirros demo": 1,
      "wirewalk replay failing.zip -- openstack image add project cirros demo": 1,
    },
    files: ({ good }) => ({ "good.har": good, "browser.har": HAR_OF_A_BROWSER }),
    programs: { "xdg-open": '#!/bin/sh\ntest -s "$1"\n' },
  },
};
