import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

import { type Ask, type Sample, type Trial, adds, ensures, removes, states } from "./world.ts";

/** The arguments after `--`: a shell, where one program is not enough. */
const script = (text: string): readonly string[] => ["--", "sh", "-c", text];

const ASKED = ["--", "curl", "-s", "$ORIGIN/items"];

const OWN_FLOW = ["--flow", "./own.mjs", "--url", "$ORIGIN"];

const LINES = {
  names: ["recorded"],
  flow: [...OWN_FLOW, "-o", "t.har"],
  program: ["-o", "t.har", ...ASKED],
  forward: [],
  reverse: ["--reverse", "$ORIGIN"],
};

type Mode = keyof typeof LINES;

/** The trace that a command line writes. */
const FILES: Readonly<Record<Mode, string>> = {
  names: "traces/recorded.har",
  flow: "t.har",
  program: "t.har",
  forward: "proxy.har",
  reverse: "proxy.har",
};

/** A sample that looks at the trace. */
const inTrace = (make: (file: string) => Sample) => (mode: string) => make(FILES[mode as Mode]);

const redaction = {
  "secret-env": inTrace((file) =>
    removes(["--secret-env", "THING"], file, /": ?\\"of the house/, { env: { THING: "of the house" } }),
  ),
  "secret-file": inTrace((file) => removes(["--secret-file", "words"], file, /": ?\\"of the house/)),
  level: inTrace((file) => removes(["--level", "strict"], file, /"a header of the house"/)),
  "show-header": inTrace((file) =>
    adds(["--show-header", "X-House"], file, /"a header of the house"/, { beside: ["--level", "strict"] }),
  ),
  map: inTrace((file) => removes(["--map", "emails"], file, /ada@corp/)),
};

const P12 = ["--cacert", "server.crt", "--client-cert", "both.p12"];

/** Options that a recorder needs between a client and a server over TLS; the client gets a response only with the tested option. */
const tls = (place: string, lineTo: (server: string) => readonly string[]) => {
  const sample = (words: readonly string[], server: string, beside: readonly string[] = []): Sample =>
    adds(words, place, /"hello"/, { line: lineTo(server), beside, env: { P12: "open-sesame" } });
  return {
    cacert: sample(["--cacert", "server.crt"], "TLS"),
    insecure: sample(["--insecure", "127.0.0.1"], "TLS"),
    "client-cert": sample(["--client-cert", "both.pem"], "MTLS", ["--cacert", "server.crt"]),
    "client-key": sample(["--client-key", "server.key"], "MTLS", [
      "--cacert",
      "server.crt",
      "--client-cert",
      "server.crt",
    ]),
    "client-passphrase-env": sample(["--client-passphrase-env", "P12"], "MTLS", P12),
    "client-passphrase-file": sample(["--client-passphrase-file", "passphrase"], "MTLS", P12),
  };
};

/** Calls for which the server creates an ID, a different one each time. */
const COUNTED: Readonly<Record<string, readonly string[]>> = {
  names: ["counted"],
  flow: [...LINES.flow, "--path", "/ids/$FOLDER"],
  program: ["-o", "t.har", "--", "curl", "-s", "$ORIGIN/ids/$FOLDER"],
};

/** The same call recorded twice: the trace has the first ID, or the second. Walkthroughs keep the first one by default, other recordings do not. */
const again = (words: readonly string[], id: RegExp) => (mode: string) => {
  const line = COUNTED[mode] ?? [];
  const usual = mode === "names" ? FIRST : SECOND;
  const [file, more] = [mode === "names" ? "traces/counted.har" : "t.har", { line, before: [["record", ...line]] }];
  return usual === id ? states(words, file, id, more) : adds(words, file, id, more);
};

const FIRST = /00000001-6f0a/;

const SECOND = /00000002-6f0a/;

const RECORD: Trial = {
  lines: LINES,
  samples: {
    ...redaction,
    ...tls("stdout", (server) => ["-o", "t.har", "--", "curl", "-s", `$${server}/items`]),
    flow: adds(["--flow", "./own.mjs"], "files", /^own\.har$/m, { line: ["--url", "$ORIGIN"] }),
    output: (mode) => adds(["-o", "out.har"], "files", /^out\.har$/m, { line: mode === "flow" ? OWN_FLOW : ASKED }),
    "os-cloud": adds(["--os-cloud", "nowhere"], "stderr", /No clouds\.yaml found/, {
      line: ["--flow", "image-add-project", "--image", "a", "--project", "b"],
    }),
    "body-limit": inTrace((file) => adds(["--body-limit", "5"], file, /"_truncated": true/)),
    json: (mode) =>
      adds(
        ["--json"],
        mode === "program" ? "stderr" : "stdout",
        mode === "names" ? /^\{"walkthroughs":/ : /"exchanges":/,
      ),
    as: adds(["--as", "buyer"], "t.har", /"_client": "buyer"/),
    "no-output": removes(["--no-output"], "t.har", /"stdout": "\{/),
    transparent: adds(["--transparent"], "stderr", /Recorded 1 exchange/, {
      line: ["-o", "t.har", "--", "curl", "-s", "--noproxy", "*", "$ORIGIN/items"],
    }),
    "detach-after": adds(["--detach-after", "0s"], "stderr", /Recorded 1 exchange /, {
      line: ["-o", "t.har", ...script("curl -s $ORIGIN/items; (sleep 2; curl -s $ORIGIN/late) >/dev/null 2>&1 &")],
    }),
    listen: adds(["--listen", "$FREE"], "stdout", /the port asked for/, {
      line: [
        "-o",
        "t.har",
        ...script('curl -s $ORIGIN/items; case "$http_proxy" in *:$FREE) echo the port asked for;; esac'),
      ],
    }),
    passthrough: removes(["--passthrough", "127.0.0.1"], "stderr", /Recorded 1 exchange/, {
      line: ["-o", "t.har", "--", "curl", "-sk", "$TLS/items"],
      beside: ["--cacert", "server.crt"],
    }),
    "on-failure": adds(["--on-failure", "502"], "exit", /^0$/, {
      line: ["-o", "t.har", "--", "curl", "-s", "http://127.0.0.1:1/"],
    }),
    only: removes(["--only", "path=/other"], "stderr", /Recorded 1 exchange/),
    drop: removes(["--drop", "path=/items"], "stderr", /Recorded 1 exchange/),
    rotate: adds(["--rotate", "1"], "files", /^t\.000001\.har$/m),
    keep: removes(["--keep", "1"], "files", /^t\.000001\.har$/m, {
      line: ["-o", "t.har", "--", "curl", "-s", "$ORIGIN/items", "$ORIGIN/items"],
      beside: ["--rotate", "1"],
    }),
    otlp: adds(["--otlp", "$RECEIVER"], "stderr", /Delivered 1 exchange/),
    propagate: adds(["--propagate"], "stdout", /traceparent/),
    open: adds(["--open"], "stderr", /Live report: http:/),
    "unsafe-raw": adds(["--unsafe-raw"], "files", /\.wirewalk\/raw/),
    "keep-examples": again(["--keep-examples"], FIRST),
    fresh: again(["--fresh"], SECOND),
    shard: adds(["--shard", "1/2"], "files", /recorded\.1-of-2\.har/),
    accept: adds(["--accept"], "exit", /^0$/, { line: ["failing"], before: [["record", "failing"]] }),
    // Without it, the exchange may or may not be on the disk at that moment.
    durable: (mode) =>
      ensures(["--durable"], "stdout", /\/items/, {
        line:
          mode === "flow"
            ? [...LINES.flow, "--journal", "t.har.journal"]
            : ["-o", "t.har", ...script("curl -s -o /dev/null $ORIGIN/items; cat t.har.journal")],
      }),
  },
};

const execute = promisify(execFile);

/** The output of curl, which trusts the CA of the recorder. */
async function curl(folder: string, ...words: readonly string[]): Promise<string> {
  const authority = join(folder, ".config/ca.pem");
  const trust = existsSync(authority) ? ["--cacert", authority] : [];
  const got = await execute("curl", ["-sS", "-i", "--max-time", "20", ...trust, ...words], { cwd: folder }).catch(
    (error: { readonly stdout: string; readonly stderr: string }) => error,
  );
  return `${got.stdout}${got.stderr}`;
}

const READY = /(http:\/\/[^\s"@]+:\d+)[^]*(?:Press Ctrl-C to end|\n\})/;

/** Sends the requests of the sample to the recorder, or through it. */
const asking = (isReverse: boolean): Ask => ({
  ready: READY,
  ask: async ([, url = ""], { folder, asked }) => {
    const path = new URL(asked).pathname;
    const got = await (isReverse ? curl(folder, url + path) : curl(folder, "-x", url, asked));
    const journal = join(folder, "proxy.har.journal");
    return got + (existsSync(journal) ? readFileSync(journal, "utf8") : "");
  },
});

/** A command line of `proxy`, and the requests sent to it. */
const toServer = (server: string) => (mode: string) => ({
  line: mode === "reverse" ? ["--reverse", `$${server}`] : [],
  asked: `$${server}/items`,
});

const ofMode =
  (make: (more: ReturnType<ReturnType<typeof toServer>>, mode: string) => Sample, server = "ORIGIN") =>
  (mode: string) =>
    make(toServer(server)(mode), mode);

const overTls = (words: readonly string[], server: string, beside: readonly string[] = []) =>
  ofMode((more) => adds(words, "asked", /"hello"/, { ...more, beside, env: { P12: "open-sesame" } }), server);

const PROXY: Trial = {
  lines: LINES,
  asks: { forward: asking(false), reverse: asking(true) },
  samples: {
    ...redaction,
    cacert: overTls(["--cacert", "server.crt"], "TLS"),
    insecure: overTls(["--insecure", "127.0.0.1"], "TLS"),
    "client-cert": overTls(["--client-cert", "both.pem"], "MTLS", P12.slice(0, 2)),
    "client-key": overTls(["--client-key", "server.key"], "MTLS", [...P12.slice(0, 3), "server.crt"]),
    "client-passphrase-env": overTls(["--client-passphrase-env", "P12"], "MTLS", P12),
    "client-passphrase-file": overTls(["--client-passphrase-file", "passphrase"], "MTLS", P12),
    output: adds(["--output", "out.har"], "files", /^out\.har$/m),
    listen: adds(["--listen", "$FREE"], "stderr", /127\.0\.0\.1:$FREE/),
    reverse: adds(["--reverse", "$ORIGIN"], "stderr", /is a reverse proxy/, { line: [] }),
    "keep-host": removes(["--keep-host"], "asked", /"host":"$HOST"/),
    as: adds(["--as", "buyer"], "proxy.har", /"_client": "buyer"/),
    host: adds(["--host", "127.0.0.2"], "stderr", /127\.0\.0\.2:/),
    token: adds(["--token", "correct-horse-battery"], "asked", /^HTTP\/1\.1 40[17]/),
    "token-env": adds(["--token-env", "TOKEN"], "asked", /^HTTP\/1\.1 40[17]/, {
      env: { TOKEN: "correct-horse-battery" },
    }),
    "token-file": adds(["--token-file", "passphrase"], "asked", /^HTTP\/1\.1 40[17]/),
    "body-limit": adds(["--body-limit", "5"], "proxy.har", /"_truncated": true/),
    durable: ensures(["--durable"], "asked", /^\{.*\/items/m),
    json: adds(["--json"], "stdout", /^\{"/m),
    passthrough: removes(["--passthrough", "127.0.0.1"], "proxy.har", /\/items/, {
      asked: "$TLS/items",
      beside: ["--cacert", "server.crt"],
    }),
    "on-failure": ofMode((more) =>
      removes(["--on-failure", "reset"], "asked", /^HTTP\/1\.1 502/, {
        ...more,
        line: more.line.length > 0 ? ["--reverse", "http://127.0.0.1:1"] : [],
        asked: "http://127.0.0.1:1/",
      }),
    ),
    only: removes(["--only", "path=/other"], "proxy.har", /\/items/),
    drop: removes(["--drop", "path=/items"], "proxy.har", /\/items/),
    rotate: adds(["--rotate", "1"], "files", /^proxy\.000001\.har$/m),
    keep: adds(["--keep", "1"], "stderr", /1 older part/, { beside: ["--rotate", "1"], times: 2 }),
    otlp: adds(["--otlp", "$RECEIVER"], "stderr", /Delivered 1 exchange/),
    propagate: adds(["--propagate"], "asked", /traceparent/),
    "unsafe-raw": adds(["--unsafe-raw"], "files", /\.wirewalk\/raw/),
  },
};

export const RECORDING: Readonly<Record<string, Trial>> = { record: RECORD, proxy: PROXY };
