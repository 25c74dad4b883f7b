import { Agent, ProxyAgent, request } from "undici";

import { type Ask, type Sample, type Trial, adds, ensures, removes, states } from "./world.ts";

/** A request: its method, its URL as it was recorded, and a body. */
interface Call {
  readonly method: string;
  readonly url: string;
  readonly body: string | undefined;
}

/** `GET http://shop.example/` or `POST http://shop.example/ BODY` */
function toCall(asked: string): Call {
  const [, method = "GET", url = "", body] = /^([A-Z]+) (\S+)(?: (.+))?$/.exec(asked) ?? [];
  return { method, url, body };
}

const JSON_TYPE = "application/json";

/** The same with curl, which prints the same as `ASK`. */
function toCurl({ method, url, body }: Call): readonly string[] {
  const sent = body === undefined ? [] : ["-H", `Content-Type: ${JSON_TYPE}`, "-d", body];
  return ["curl", "-s", "-X", method, ...sent, "-w", " in %{time_total} s: %{http_code}", url];
}

/** Sends requests to the address at which the replay serves the recorded server, or through the replay if it is a proxy. */
const ASK: Ask = {
  ready: /^[^]*Press Ctrl-C/,
  ask: async ([printed], { asked }) => {
    const { method, url, body } = toCall(asked);
    const [, proxy] = /served through (http:\S+)\./.exec(printed) ?? [];
    const { origin } = new URL(url);
    const [, served = origin] = new RegExp(`^${origin} is served at (\\S+)$`, "m").exec(printed) ?? [];
    const unchecked = { rejectUnauthorized: false };
    const dispatcher =
      proxy === undefined ? new Agent({ connect: unchecked }) : new ProxyAgent({ uri: proxy, requestTls: unchecked });
    const headers = body === undefined ? {} : { "content-type": JSON_TYPE };
    const begin = performance.now();
    try {
      const answer = await request(url.replace(origin, served), { method, headers, body: body ?? null, dispatcher });
      const text = await answer.body.text();
      return `${text} in ${(performance.now() - begin) / 1000} s: ${answer.statusCode}`;
    } finally {
      await dispatcher.destroy();
    }
  },
};

/** A sample of what a client gets from the replay: with undici, or in a program with curl. */
const answering =
  (asked: string, make: (place: string, more: Pick<Partial<Sample>, "asked" | "line">) => Sample) =>
  (mode: string): Sample =>
    mode === "program"
      ? make("stdout", { line: ["served.har", "--", ...toCurl(toCall(asked))] })
      : make("asked", { asked });

const OTHER_DAY = "GET http://shop.example/page?day=2";

const OWN_NAME = 'POST http://shop.example/things {"name": "chosen"}';

const TOKEN = "GET http://shop.example/token";

const EXPIRY = /2026-11-23T01:00:00Z/;

/** It is never less than the requested delay, and may be as long without the option on a busy machine. */
const SLOW = / in (?:0\.[3-9]|[1-9]).*: 200$/;

const REPLAY: Trial = {
  lines: {
    servers: ["served.har"],
    proxy: ["served.har", "--proxy"],
    program: ["served.har", "--", "curl", "-s", "http://shop.example/token"],
  },
  asks: { servers: ASK, proxy: ASK },
  samples: {
    port: (mode) =>
      adds(["--port", "$FREE"], "stdout", /127\.0\.0\.1:$FREE\b/, {
        line:
          mode === "program"
            ? ["a.har", "--", "sh", "-c", 'echo "127.0.0.1:${http_proxy##*:}"']
            : ["a.har", ...(mode === "proxy" ? ["--proxy"] : [])],
      }),
    proxy: adds(["--proxy"], "stdout", /^export http_proxy=/m, { line: ["served.har"] }),
    https: (mode) =>
      mode === "proxy"
        ? states(["--https"], "asked", /^by HTTPS/, { asked: "GET https://safe.example/" })
        : adds(["--https"], "stdout", /served at https:/),
    ignore: answering(OTHER_DAY, (...at) => adds(["--ignore", "query.day"], at[0], /^as on that day/, at[1])),
    match: answering(OTHER_DAY, (...at) => adds(["--match", "path"], at[0], /^as on that day/, at[1])),
    "freeze-time": answering(TOKEN, (...at) => adds(["--freeze-time"], at[0], EXPIRY, at[1])),
    "missing-bodies": (mode) =>
      withTrace(
        "t.har",
        answering("GET http://cdn.example/logo.png", (...at) =>
          adds(["--missing-bodies", "empty"], at[0], /: 200$/, at[1]),
        )(mode),
        mode,
      ),
    strict: answering(OWN_NAME, (...at) => removes(["--strict"], at[0], /"name": "chosen"/, at[1])),
    "no-isolation": adds(["--no-isolation"], "stdout", /"hello"/, {
      line: ["served.har", "--", "curl", "-s", "--noproxy", "*", "$ORIGIN/items"],
    }),
    "detach-after": removes(["--detach-after", "0"], "stderr", /still running/, {
      line: ["served.har", "--", "sh", "-c", "sleep 1 >/dev/null 2>&1 &"],
    }),
    speed: answering("GET http://shop.example/stream", (...at) => ensures(["--speed", "1"], at[0], SLOW, at[1])),
    latency: answering(TOKEN, (...at) => ensures(["--latency", "400"], at[0], SLOW, at[1])),
    fail: answering(TOKEN, (...at) => adds(["--fail", "1"], at[0], /: 503$/, at[1])),
    json: (mode) => adds(["--json"], mode === "program" ? "stderr" : "stdout", /^\{"/m),
  },
};

function withTrace(file: string, sample: Sample, mode: string): Sample {
  const line = sample.line ?? (mode === "proxy" ? ["", "--proxy"] : [""]);
  return { ...sample, line: [file, ...line.slice(1)] };
}

export const REPLAYING: Readonly<Record<string, Trial>> = { replay: REPLAY };
