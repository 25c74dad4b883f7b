import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { expect } from "vitest";

import { writeTrace } from "../../../src/trace/files/file.ts";
import { createJournal } from "../../../src/trace/journal/journal-file.ts";
import type { Entry } from "../../../src/trace/model/types.ts";
import { aTrace, anEntry, inTurn } from "../../analyze/an-entry.ts";
import { aSource } from "../../gather/sources.ts";
import { anExchange } from "../../helpers/an-exchange.ts";
import { localhost } from "../../helpers/tls.ts";
import { writeCollector } from "../../otlp/kafka/fake-collector.ts";
import { aTrace as aRecording } from "../../replay/a-trace.ts";
import { runCli } from "../run-cli.ts";
import { run } from "../run-in-project.ts";
import type { Outcome } from "./world.ts";

const TEA = "0c5b0d9e-6f0a-4f53-9f0e-3c1d2b4a5f60";

const header = (name: string, value: string) => ({ name, value });

/** A shop: a list, one of its items, a failing order, and an image. */
function aShop({ price = 4, name = "Tea", tea = TEA, later = 0 } = {}): readonly Entry[] {
  const items = anEntry({ url: "http://shop.example/items", at: later, answer: { items: [{ id: tea, price }] } });
  const item = anEntry({
    url: `http://shop.example/items/${tea}`,
    at: later + 10,
    took: 1500,
    answer: { id: tea, name, mail: "ada@corp.test" },
  });
  const order = anEntry({
    method: "POST",
    url: "http://shop.example/orders",
    at: later + 1600,
    status: 409,
    reason: "Conflict",
    answer: { error: "quota exceeded" },
  });
  const picture = anEntry({ url: "http://cdn.example/logo.png", at: later + 1700 });
  return [
    { ...items, request: { ...items.request, headers: [header("X-House", "of the house")] } },
    item,
    order,
    { ...picture, response: { ...picture.response, content: { size: 9, mimeType: "image/png" } } },
  ];
}

/** A gRPC call, `GetTea` with `{ tea_name: "Sencha" }`, without a response. */
function aCall(): Entry {
  const call = anEntry({ method: "POST", url: "http://shop.example/shop.v1.Shop/GetTea" });
  const text = Buffer.from("\0\0\0\0\u0008\n\u0006Sencha", "latin1").toString("base64");
  return {
    ...call,
    request: { ...call.request, postData: { mimeType: "application/grpc", text, _encoding: "base64" } },
  };
}

const PROTO = `syntax = "proto3";
package shop.v1;
message Tea { string tea_name = 1; }
service Shop { rpc GetTea (Tea) returns (Tea); }
`;

/** For replays: calls whose responses depend on the options of the replay, and one over HTTPS. */
const SERVED = aRecording(
  { url: "http://shop.example/page?day=1", text: "as on that day" },
  { method: "POST", url: "http://shop.example/things", sent: '{"name": "recorded"}', text: '{"name": "recorded"}' },
  // One hour after the recording.
  { url: "http://shop.example/token", text: '{"expires_at": "2026-11-23T01:00:00Z"}' },
  {
    url: "http://shop.example/stream",
    text: "first second",
    chunks: [
      { time: 0, size: 6 },
      { time: 400, size: 6 },
    ],
  },
  { url: "https://safe.example/", text: "by HTTPS" },
);

const OPENAPI = {
  openapi: "3.1.0",
  info: { title: "Shop API", version: "1" },
  servers: [{ url: "http://shop.example" }],
  paths: { "/items": { get: { operationId: "listItems", summary: "List what is sold" } } },
};

const FLOW = `import { readFileSync } from "node:fs";
export default {
  name: "own",
  summary: "Asks the shop",
  inputs: [
    { name: "url", description: "Its address" },
    { name: "path", description: "What to ask", required: false },
    { name: "journal", description: "File to print in the end", required: false },
  ],
  command: () => ({ argv: ["own"] }),
  profile: {
    name: "shop", detect: [], client: { id: "buyer", label: "the buyer" },
    services: { shop: { id: "shop", label: "the shop" } },
    servers: { "http://shop.example": "shop" },
    operations: [{ id: "shop.items", service: "shop", method: "GET", path: "/items", summary: { en: "Look around" } },
      { id: "shop.tea", service: "shop", method: "GET", path: "/items/{tea_id}", summary: { en: "Look at a tea" } }],
  },
  run: async ({ inputs, dispatcher }) => {
    const { body } = await dispatcher.request({ origin: inputs.url, path: inputs.path ?? "/items", method: "GET" });
    const text = await body.text();
    return inputs.journal === undefined ? text : readFileSync(inputs.journal, "utf8");
  },
};
`;

const BY_HAND = "# By hand\n\n### (3) GET /items/{item_id}\n\nMy words.\n\n### (4) 200 OK\n";

const CONFIG = `walkthroughs:
  w: { title: W, page: docs/w.md }
  edited: { title: Edited, trace: a.har, page: edited.md }
  drawn: { title: Drawn, trace: a.har, page: drawn.md, diagram: svg }
  referring: { title: Referring, trace: t.har, page: referring.md }
  byhand: { title: By hand, trace: t.har, page: byhand.md }
  listed: { title: Listed, trace: a.har, page: listed.md, command: ["true"] }
`;

const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } });

const aSpan = (spanId: string, attributes: readonly unknown[]) => ({
  traceId: "ab".repeat(16),
  spanId,
  name: "a call",
  kind: 3,
  startTimeUnixNano: "1767225600000000000",
  endTimeUnixNano: "1767225600100000000",
  attributes,
});

/** A call, and the database query that it caused. */
const SPANS = [
  aSpan("00f067aa0ba902b7", [
    attribute("http.request.method", "GET"),
    attribute("url.full", "http://shop.example/items"),
  ]),
  aSpan("00f067aa0ba902b8", [
    attribute("db.system.name", "postgresql"),
    attribute("db.query.text", "SELECT * FROM items"),
    attribute("server.address", "db.example"),
  ]),
];

const span = `00-${"cd".repeat(16)}-0000000000000001-01`;

/** Walkthroughs whose commands send requests to the first of the servers. */
const toCommands = (origin: string): string =>
  [
    ["recorded", `curl -s ${origin}/items`],
    ["counted", `curl -s ${origin}/ids$PWD`],
    ["failing", `curl -s ${origin}/once$PWD`],
  ]
    .map(([name, line]) => `  ${name}: { title: "${name}", command: [sh, -c, "${line}"] }\n`)
    .join("");

/** Fills a directory with everything that the samples read; it is copied for each run.  @param servers by the names that command lines use for them */
export async function fillTemplate(folder: string, servers: Outcome = {}): Promise<void> {
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  const writeShop = async (name: string, entries: readonly Entry[]): Promise<void> => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    await writeTrace(join(folder, name), aTrace(entries));
  };
  await writeShop("t.har", aShop());
  await writeShop("traces/w.har", aShop());
  await writeShop("later.har", aShop({ price: 5, name: "Green", tea: TEA.replace("0c", "1d"), later: 5000 }));
  await writeShop("a.har", aShop().slice(0, 1));
  const whole = await readFile(join(folder, "t.har"), "utf8");
  write("cut.har", whole.slice(0, whole.indexOf("http://cdn.example")));
  const { ORIGIN } = servers;
  write("wirewalk.config.yaml", CONFIG + (ORIGIN === undefined ? "" : toCommands(ORIGIN)));
  write("server.crt", localhost.cert);
  write("server.key", localhost.key);
  write("both.pem", localhost.cert + localhost.key);
  copyFileSync(new URL("../../helpers/tls/localhost.p12", import.meta.url), join(folder, "both.p12"));
  write("passphrase", "open-sesame\n");
  write("openapi.json", JSON.stringify(OPENAPI));
  write("calls.proto", PROTO);
  await writeShop("calls.har", [aCall()]);
  write("own.mjs", FLOW);
  const resource = { attributes: [attribute("service.name", "shop")] };
  write("spans.json", JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ scope: {}, spans: SPANS }] }] }));
  write("words", "of the house\n");
  write("text", "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMIk7MDENGbPxRfiCYzzzzzzzzKEY1\nX-House: of the house\n");
  const render = async (trace: string): Promise<string> => (await run(folder, "render", trace)).stdout;
  // Pages after a region was edited by hand, and after a call was added before the calls that the prose names.
  write("edited.md", (await render("a.har")).replaceAll("GET /items", "GET /goods"));
  await writeShop("rest.har", aShop().slice(1));
  write("referring.md", `${await render("rest.har")}\nNow see (1) again.\n`);
  write("byhand.md", BY_HAND);
  const masked = anEntry({ url: "http://cdn.example/logo.png", at: 1700 });
  const withToken = header("Authorization", "Bearer REDACTED-token-1");
  await writeShop("masked.har", [
    ...aShop().slice(0, 3),
    { ...masked, request: { ...masked.request, headers: [withToken] } },
  ]);
  const ask = { at: 0, took: 50, traceparent: span };
  write("hosts/till.har", aSource("till", [{ ...ask, client: "till" }]).text);
  write("hosts/shop.har", aSource("shop", [{ ...ask, at: 5, took: 40, server: "shop" }]).text);
  await run(folder, "gather", "hosts", "-o", "gathered.har");
  for (const [name, method] of [
    ["web-1", "GET"],
    ["web-2", "PUT"],
  ] as const) {
    write(`apart/${name}.har`, aSource(name, [{ at: 0, took: 50, url: `http://${name}.example/`, method }]).text);
  }
  const { stdout: spans } = await run(folder, "export", "hosts/till.har", "--format", "otlp");
  writeCollector(folder, "own-collector", { spans });
  await writeTrace(join(folder, "served.har"), SERVED);
  // Otherwise each run creates a CA and, with keytool, a trust store for Java programs, which takes longer than the run itself.
  const env = { PATH: process.env["PATH"], WIREWALK_CONFIG_DIR: join(folder, ".config") };
  await runCli(["replay", join(folder, "a.har"), "--proxy"], { env, signal: AbortSignal.abort() });
  write("own/common/head.hbs", "# Own heading\n");
  const options = { onError: (error: unknown) => expect(error).toBeUndefined() };
  const { pid: dead } = spawnSync("true");
  for (const [name, pid] of [
    ["live", process.pid],
    ["broken", dead],
  ] as const) {
    const journal = createJournal(join(folder, `${name}.har.journal`), { wirewalkJournal: 1, pid }, options);
    journal.append(anExchange({ seq: 1, url: "http://shop.example/items" }));
    journal.flush();
  }
  await writeTrace(
    join(folder, "polls.har"),
    inTurn(...Array.from({ length: 6 }, () => ({ url: "http://shop.example/jobs/7" }))),
  );
}
