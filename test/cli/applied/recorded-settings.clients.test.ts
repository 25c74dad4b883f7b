import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { promisify } from "node:util";

import { afterAll, expect, test } from "vitest";

import { SETTING_USES } from "../../../src/cli/options/modes/setting-uses.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { portOf } from "../../helpers/test-server.ts";
import { runCli } from "../run-cli.ts";

/** A value for each setting that changes what these command lines record if the setting applies. */
const SETTINGS = {
  redact: "redact: { rules: [{ pattern: tulip }] }",
  volatile: "volatile: [/note]",
  fixed: "fixed: [/word]",
  participants: "participants: { $ORIGIN: The-shop }",
  labels: "labels: { GET /items: List all }",
  paths: "paths: ['/{things}']",
  openapi: "openapi: openapi.json",
  only: "only: [path=/nothing]",
  drop: "drop: [path=/items]",
  headers: "headers: { hide: [Content-Type] }",
  servers: "servers: { '$ORIGIN': 'https://api.public.example' }",
  fold: "fold: [/list]",
  dataFlow: "dataFlow: true",
  recorders: "recorders: true",
  proto: "proto: calls.proto",
  replay: "replay: { match: [method] }",
} as const satisfies Record<keyof typeof SETTING_USES, string>;

/** Command lines that record, by their names in the table of uses; each runs twice. */
const LINES: Readonly<Record<string, string>> = {
  "record NAME": "record w",
  "record --flow": "record --flow ./own.mjs --url $ORIGIN --keep-examples -o traces/w.har",
  "record --": "record --keep-examples -o traces/w.har -- curl -s $ORIGIN/items",
  proxy: "proxy -o traces/w.har",
  "check --live": "check w --live",
};

const FLOW = `export default {
  name: "own", summary: "Looks around", inputs: [{ name: "url", description: "Where" }],
  command: () => ({ argv: ["own"] }),
  profile: { name: "shop", detect: [], client: { id: "buyer", label: "buyer" }, services: {}, servers: {}, operations: [] },
  run: async ({ inputs, dispatcher }) => {
    const { body } = await dispatcher.request({ origin: inputs.url, path: "/items", method: "GET" });
    return body.text();
  },
};
`;

const PAIRS = Object.keys(SETTINGS).flatMap((setting) => Object.keys(LINES).map((use) => ({ setting, use })));

let count = 0;
const server = createServer((_, response) => {
  count += 1;
  response.setHeader("content-type", "application/json");
  const word = `${String(count).padStart(8, "0")}-6f0a-4f53-9f0e-3c1d2b4a5f60`;
  response.end(JSON.stringify({ note: count % 2 === 1 ? "ready" : "waiting", word, flower: "tulip", list: [1, 2] }));
});

server.listen(0, "127.0.0.1");
await once(server, "listening");
afterAll(() => {
  server.close();
  server.closeAllConnections();
});
const origin = `http://127.0.0.1:${portOf(server)}`;

const bare = new Map<string, unknown>();

test.each(PAIRS)("$setting in $use", async ({ setting, use }) => {
  const uses: readonly string[] = SETTING_USES[setting as keyof typeof SETTINGS];
  // A setting that applies to every check also applies to a live one.
  const isInCheck = use === "check --live" && uses.includes("check");
  const without = bare.get(use) ?? (await outcomeOf(use, ""));
  bare.set(use, without);
  const set = await outcomeOf(use, `${SETTINGS[setting as keyof typeof SETTINGS]}\n`);
  if (uses.includes(use)) expect(set).not.toEqual(without);
  else if (!isInCheck) expect(set).toEqual(without);
});

/** What two runs print and record. */
async function outcomeOf(use: string, settings: string): Promise<unknown> {
  const folder = await tempFolder();
  const fill = (text: string): string => text.replaceAll("$ORIGIN", origin);
  mkdirSync(join(folder, "traces"));
  writeFileSync(join(folder, "own.mjs"), FLOW);
  const paths = { "/items": { get: { summary: "List what is sold" } } };
  writeFileSync(
    join(folder, "openapi.json"),
    JSON.stringify({ openapi: "3.1.0", info: { title: "Shop API" }, servers: [{ url: origin }], paths }),
  );
  writeFileSync(join(folder, "calls.proto"), 'syntax = "proto3"; message Nothing {}');
  writeFileSync(
    join(folder, "wirewalk.config.yaml"),
    fill(`${settings}walkthroughs: { w: { command: [curl, -s, "$ORIGIN/items"], title: W } }\n`),
  );
  count = 0;
  const line = fill(LINES[use] ?? "").split(" ");
  const before =
    use === "check --live"
      ? [
          ["record", "w"],
          ["render", "w"],
        ]
      : [];
  const outcomes: unknown[] = [];
  for (const argv of [...before, line, line]) outcomes.push(await runIn(folder, argv));
  return { outcomes, bodies: readBodies(join(folder, "traces/w.har")) };
}

/** A proxy receives one request, and is then ended by Ctrl-C. */
async function runIn(folder: string, argv: readonly string[]): Promise<unknown> {
  const controller = new AbortController();
  let asking: Promise<unknown> | undefined;
  const onOutput = (text: string): void => {
    const url = argv[0] === "proxy" ? /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] : undefined;
    if (url === undefined || asking !== undefined) return;
    const curl = ["-s", "--noproxy", "", "-x", url, `${origin}/items`];
    asking = promisify(execFile)("curl", curl).finally(() => controller.abort());
  };
  const env = { PATH: process.env["PATH"], WIREWALK_CONFIG_DIR: join(folder, ".config") };
  const { exitCode, stdout } = await runCli(argv, { cwd: folder, env, signal: controller.signal, onOutput });
  await asking;
  // Command lines for a shell name files of this run; the amount of noise depends on the second in which a server responds.
  const lasting = stdout.replaceAll(/^\d+ hidden:.*\n/gm, "");
  return asking === undefined ? { exitCode, stdout: lasting.replaceAll(/\S+Z\b/g, "TIME") } : { exitCode };
}

function readBodies(file: string): readonly string[] {
  const { log } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly log: {
      readonly entries: readonly { readonly response: { readonly content: { readonly text: string } } }[];
    };
  };
  return log.entries.map(({ response }) => response.content.text);
}
