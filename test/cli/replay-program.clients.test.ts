import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

import { describe, expect, test } from "vitest";

import { writeTrace } from "../../src/trace/files/file.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { startRawServer, startTestServer } from "../helpers/test-server.ts";
import { type EntryParts, aTrace } from "../replay/a-trace.ts";
import { type CliOutcome, runCli } from "./run-cli.ts";
import { createProject, run } from "./run-in-project.ts";
import { writeTraceFile } from "./write-trace-file.ts";

/** Servers with names that no DNS knows. */
const CLOUD: readonly EntryParts[] = [
  { url: "http://cloud.invalid/v2/images", text: '{"next": "https://cloud.invalid/v3"}' },
  { url: "https://cloud.invalid/v3", text: "by HTTPS" },
];

const failed = (url: string, code: string, phase: "connect" | "dns"): EntryParts => ({
  url,
  status: 0,
  error: { code, phase, message: "" },
});

/** The environment of a user whose CA is created on first use. */
async function aWorld(): Promise<NodeJS.ProcessEnv> {
  return { PATH: process.env["PATH"], WIREWALK_CONFIG_DIR: join(await tempFolder(), "config") };
}

async function replayCurl(urls: readonly string[], options: readonly string[] = []): Promise<CliOutcome> {
  const argv = ["replay", await writeTraceFile(...CLOUD), ...options, "--", "curl", "-s", ...urls];
  return runCli(argv, { env: await aWorld() });
}

describe("wirewalk replay TRACE -- COMMAND", () => {
  test("is a reverse proxy for the recorded servers, over HTTP and HTTPS; stdout belongs to the program", async () => {
    expect(await replayCurl(["http://cloud.invalid/v2/images", "https://cloud.invalid/v3"])).toEqual({
      exitCode: 0,
      stdout: '{"next": "https://cloud.invalid/v3"}by HTTPS',
      stderr: "",
    });
  });

  test("continues while the program leaves processes running, and names them", async () => {
    const script = "curl -s http://cloud.invalid/v2/images; (sleep 1; curl -s https://cloud.invalid/v3) & exit 3";
    const argv = ["replay", await writeTraceFile(...CLOUD), "--", "sh", "-c", script];
    const { exitCode, stdout, stderr } = await runCli(argv, { env: await aWorld() });
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '{"next": "https://cloud.invalid/v3"}by HTTPS' });
    // The shell may not have started sleep yet.
    expect(stderr).toMatch(
      /^\d process(?:es are| is) still running: .*\b(?:sh|sleep) \(\d+\).*; Ctrl-C ends the replay\.\nThe command exited with 3\.\n$/,
    );
  });

  test("--detach-after leaves them alone", async () => {
    const argv = [
      "replay",
      await writeTraceFile(...CLOUD),
      "--detach-after",
      "0",
      "--",
      "sh",
      "-c",
      "sleep 300 & echo $!",
    ];
    const { stdout, stderr } = await runCli(argv, { env: await aWorld() });
    expect(stderr).toBe("");
    // Check the ID first: kill(0) would end the tests themselves.
    expect(stdout).toMatch(/^[1-9]\d*\n$/);
    process.kill(Number(stdout), "SIGKILL");
  });

  test("a server that was not recorded gets no request: 501, with the nearest match, and exit code 1", async () => {
    const { exitCode, stdout, stderr } = await replayCurl([
      "-o/dev/null",
      "-w%{http_code}",
      "https://other.invalid/v3",
    ]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "501" });
    expect(stderr).toBe(
      [
        "No recorded response for GET /v3 (call 1).",
        "  Hint: The closest is (3)-(4), GET /v3; it differs in: origin (other.invalid requested, cloud.invalid recorded).",
        "1 request had no recorded response.",
        "",
      ].join("\n"),
    );
  });

  test("the exit code is that of the program", async () => {
    const { exitCode, stderr } = await replayCurl(
      ["-f", "--fail-early", "http://cloud.invalid/v2/images"],
      ["--fail", "1"],
    );
    expect({ exitCode, stderr }).toEqual({ exitCode: 22, stderr: "The command exited with 22.\n" });
  });

  test("if the program gave up waiting, it gives up again", async () => {
    const error = { code: "CLIENT_GONE", message: "the client closed the connection", phase: "wait" } as const;
    const file = await writeTraceFile({ url: "http://cloud.invalid/slow", status: 0, reason: "", error });
    const argv = ["replay", file, "--", "curl", "-s", "-m", "0.3", "http://cloud.invalid/slow"];
    expect(await runCli(argv, { env: await aWorld() })).toEqual({
      exitCode: 28,
      stdout: "",
      stderr: "The command exited with 28.\n",
    });
  });

  test("prints the outcome in JSON, and nothing else", async () => {
    const { stderr, exitCode } = await replayCurl(["-o/dev/null", "http://cloud.invalid/v2/volumes"], ["--json"]);
    expect(exitCode).toBe(1);
    expect(JSON.parse(stderr)).toMatchObject({
      exitCode: 0,
      misses: [{ call: 1, request: "GET /v2/volumes", nearest: 1, differs: ["path"] }],
    });
  });

  test("a client that does not trust the CA certificate is named", async () => {
    const { exitCode, stderr } = await replayCurl([
      "--cacert",
      join(import.meta.dirname, "../helpers/tls/localhost.crt"),
      "https://cloud.invalid/v3",
    ]);
    expect(exitCode).toBe(60);
    expect(stderr).toBe(
      [
        "Not replayed: 1 connection to cloud.invalid:443: the client refused wirewalk's certificate.",
        "The command exited with 60.",
        "",
      ].join("\n"),
    );
  });

  test("traffic other than HTTP does not leave this machine, although its server exists", async () => {
    let heard = "";
    const { host } = new URL(
      await startRawServer((received, socket) => {
        heard = received;
        socket.end("SSH-2.0-real");
      }),
    );
    const script = `
      const { port, username } = new URL(process.env.HTTPS_PROXY);
      const socket = require("node:net").connect(Number(port), "127.0.0.1", () => {
        socket.write("CONNECT ${host} HTTP/1.1\\r\\nHost: ${host}\\r\\n\\r\\n");
        socket.once("data", () => socket.write("SSH-2.0-client\\r\\n"));
      });
      socket.on("data", (data) => process.stdout.write(String(data).split("\\r")[0] + ";"));
      socket.on("error", () => {});`;
    const argv = ["replay", await writeTraceFile(...CLOUD), "--", process.execPath, "-e", script];
    const { stdout, stderr } = await runCli(argv, { env: await aWorld() });
    expect(heard).toBe("");
    expect(stdout).toBe("HTTP/1.1 200 Connection Established;");
    expect(stderr).toBe(`Not replayed: 1 connection to ${host}: not HTTP.\n`);
  });

  test("a program that does not exist", async () => {
    const argv = ["replay", await writeTraceFile(...CLOUD), "--", "no-such-program"];
    expect(await runCli(argv, { env: await aWorld() })).toMatchObject({ exitCode: 127, stdout: "" });
  });
});

describe("wirewalk replay TRACE --proxy", () => {
  test("any program can use it, over HTTP and HTTPS", async () => {
    const controller = new AbortController();
    const env = await aWorld();
    let asking: Promise<{ readonly stdout: string }> | undefined;
    const onOutput = (text: string): void => {
      if (!text.startsWith("export ")) return;
      const script = `${text}curl -s http://cloud.invalid/v2/images https://cloud.invalid/v3`;
      asking = promisify(execFile)("sh", ["-c", script], { env }).finally(() => controller.abort());
    };
    const argv = ["replay", await writeTraceFile(...CLOUD), "--proxy"];
    const { exitCode, stderr } = await runCli(argv, { env, signal: controller.signal, onOutput });
    expect((await asking)?.stdout).toBe('{"next": "https://cloud.invalid/v3"}by HTTPS');
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(
      /^All recorded servers are served through http:\/\/127\.0\.0\.1:\d+\. In the shell of a program:\nPress Ctrl-C to stop\.\n$/,
    );
  });

  test("prints its URL in JSON", async () => {
    const argv = ["replay", await writeTraceFile(...CLOUD), "--proxy", "--json"];
    const { stdout } = await runCli(argv, { env: await aWorld(), signal: AbortSignal.abort() });
    expect(JSON.parse(stdout)).toEqual({ proxy: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) });
  });
});

test("the project configures how its traces are replayed, and the command line takes precedence", async () => {
  const folder = await createProject(
    "replay: { ignore: [query.day] }\nwalkthroughs: { shop: { replay: { ignore: [query.page] } } }\n",
  );
  await writeTrace(
    join(folder, "traces/shop.har"),
    aTrace({ url: "http://cloud.invalid/a?page=3&day=1", text: "three" }),
  );
  const ask = async (...options: readonly string[]): Promise<string> => {
    const program = ["--", "curl", "-s", "http://cloud.invalid/a?page=9&day=2"];
    return (await run(folder, "replay", "traces/shop.har", ...options, ...program)).stdout;
  };
  expect(await ask()).toBe("three");
  writeFileSync(join(folder, "wirewalk.config.yaml"), "replay: { match: [path] }\nwalkthroughs: { shop: {} }\n");
  expect(await ask("--match", "query")).toContain('"code": 501');
  expect(await ask()).toBe("three");
});

test("a Node program is directed to the replay from inside, whatever agent it uses, and none of its requests reaches a server", async () => {
  const asked: string[] = [];
  const live = await startTestServer((request, response) => {
    asked.push(String(request.url));
    response.end("live");
  });
  const undici = import.meta.resolve("undici");
  const program = `
    import http from "node:http";
    import https from "node:https";
    const { Agent, request } = await import(${JSON.stringify(undici)});
    const by = (module, url) => new Promise((resolve) => module.get(url, { agent: new module.Agent() }, (response) => {
      let body = "";
      response.on("data", (chunk) => (body += chunk)).on("end", () => resolve(body));
    }).on("error", (error) => resolve(error.code)));
    const own = http.createServer((_, response) => response.end("own")).listen(0);
    await new Promise((resolve) => own.once("listening", resolve));
    const undici = await request("https://cloud.invalid/v3", { dispatcher: new Agent() });
    const real = await request(${JSON.stringify(`${live}/delete`)}, { method: "DELETE", dispatcher: new Agent() });
    console.log(JSON.stringify([
      await undici.body.text(), real.statusCode, await by(http, "http://cloud.invalid/v2/images"),
      await by(https, "https://cloud.invalid/v3"), await by(http, "http://127.0.0.1:" + own.address().port),
      await by(http, "http://refused.invalid/"), await by(https, "https://nowhere.invalid/"),
    ]));
    process.exit();`;
  const trace = await writeTraceFile(
    ...CLOUD,
    failed("http://refused.invalid/", "ECONNREFUSED", "connect"),
    failed("https://nowhere.invalid/", "ENOTFOUND", "dns"),
  );
  const argv = ["replay", trace, "--no-isolation", "--", "node", "--input-type=module", "-e", program];
  const { stdout, stderr } = await runCli(argv, { env: await aWorld() });
  expect({ said: JSON.parse(stdout || "[]"), asked }, stderr).toEqual({
    said: ["by HTTPS", 501, '{"next": "https://cloud.invalid/v3"}', "by HTTPS", "own", "ECONNREFUSED", "ENOTFOUND"],
    asked: [],
  });
});

test("a failure of an IPv6 address occurs again, and its responses are served, however the address is written", async () => {
  const program = `import { connect } from "node:net";
const code = (host) => new Promise((resolve) => connect(9, host).on("error", (error) => resolve(error.code)).on("connect", () => resolve("connected")));
const text = (url) => fetch(url).then((answer) => answer.text());
const said = [await code("::1"), await code("0:0:0:0:0:0:0:1"), await text("http://[::1]:8/"), await text("http://[0:0::1]:8/")];
console.log(JSON.stringify(said));`;
  const trace = await writeTraceFile(
    { url: "http://[::1]:8/", text: "by IPv6" },
    failed("http://[::1]:9/", "ECONNREFUSED", "connect"),
  );
  const argv = ["replay", trace, "--no-isolation", "--", "node", "--input-type=module", "-e", program];
  const { stdout, stderr } = await runCli(argv, { env: await aWorld() });
  expect(JSON.parse(stdout || "[]"), stderr).toEqual(["ECONNREFUSED", "ECONNREFUSED", "by IPv6", "by IPv6"]);
});
