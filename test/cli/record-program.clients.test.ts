import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { chmod, readFile, readdir, writeFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, onTestFinished, test } from "vitest";

import { readTrace } from "../../src/trace/files/file.ts";
import type { Entry } from "../../src/trace/model/types.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { startTestServer } from "../helpers/test-server.ts";
import { localhost, startTlsServer } from "../helpers/tls.ts";
import { findWirewalk } from "../helpers/wirewalk-program.ts";

const MAIN = await findWirewalk();

/** One CA for all of these tests: making Java trust a new one takes a second. */
const CONFIG = mkdtempSync(join(tmpdir(), "wirewalk-test-config-"));
afterAll(() => rmSync(CONFIG, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Started {
  readonly process: ChildProcess;
  /** Resolves when the output so far matches. */
  readonly until: (pattern: RegExp) => Promise<void>;
  readonly ended: Promise<Ended>;
}

/** Starts the program itself, in a directory of its own. */
function start(folder: string, argv: readonly string[], env: NodeJS.ProcessEnv = {}): Started {
  const program = spawn(process.execPath, [MAIN, ...argv], {
    cwd: folder,
    env: { PATH: process.env["PATH"], HOME: folder, WIREWALK_CONFIG_DIR: CONFIG, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void program.kill("SIGKILL"));
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  const output = (): string => Buffer.concat([...stdout, ...stderr]).toString();
  program.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  program.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  const ended = once(program, "close").then(([code]: (number | null)[]) => ({
    code: code ?? null,
    stdout: Buffer.concat(stdout).toString(),
    stderr: Buffer.concat(stderr).toString(),
  }));
  const until = async (pattern: RegExp): Promise<void> => {
    while (!pattern.test(output())) {
      if (program.exitCode !== null) throw new Error(`It ended before ${String(pattern)}: ${output()}`);
      await Promise.race([once(program.stdout, "data"), once(program.stderr, "data"), ended]);
    }
  };
  return { process: program, until, ended };
}

function recordIn(folder: string, argv: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return start(folder, ["record", "-o", "t.har", ...argv], env).ended;
}

async function entriesIn(folder: string): Promise<readonly Entry[]> {
  return (await readTrace(join(folder, "t.har"))).log.entries;
}

const startEcho = (): Promise<string> =>
  startTestServer((request: IncomingMessage, response) => {
    response.writeHead(200, { "Content-Type": "text/plain" }).end(`echo ${request.url}\n`);
  });

describe("wirewalk record -- COMMAND", () => {
  test.each([
    ["curl", (url: string) => ["curl", "-sS", `${url}/a`]],
    ["wget", (url: string) => ["wget", "-q", "-O", "-", `${url}/a`]],
    ["urllib", (url: string) => ["python3", "-c", `import urllib.request as u; print(u.urlopen("${url}/a").read())`]],
    [
      "Node's fetch",
      (url: string) => [process.execPath, "-e", `fetch("${url}/a").then((r) => r.text()).then(console.log)`],
    ],
    [
      "Node's http",
      (url: string) => [process.execPath, "-e", `require("http").get("${url}/a", (r) => r.pipe(process.stdout))`],
    ],
    ["git", (url: string) => ["sh", "-c", `git ls-remote ${url}/a; echo echo /a`]],
    ["a shell", (url: string) => ["sh", "-c", `curl -s "$0/a"`, url]],
  ])("records the requests of %s, to a loopback address too", async (_, argvFor) => {
    const folder = await tempFolder();
    const url = await startEcho();
    const { code, stdout, stderr } = await recordIn(folder, ["--as", "tester", "--", ...argvFor(url)]);
    expect(stdout).toContain("echo /a");
    expect(stderr).toContain("Recorded 1 exchange in t.har");
    expect(code).toBe(0);
    const [entry] = await entriesIn(folder);
    expect(entry).toMatchObject({ _client: "tester", response: { status: 200 } });
    expect(entry?.request.url.startsWith(`${url}/a`)).toBe(true);
  });

  test("masks a secret that a program prints, also in its earlier requests", async () => {
    const folder = await tempFolder();
    const url = await startEcho();
    const fernet = ["gAAAAAB", "mQ2DBOkaIernRwlZm4DP5YH8dtn".repeat(3)].join("");
    const said = `| adminPass | kNN5xyzpq |\n{"token":"t0k-5ecret-1"}\n${fernet}\n`;
    const script = `curl -s ${url}/kNN5xyzpq >/dev/null; cat said; echo "password: hunter-22" >&2`;
    await writeFile(join(folder, "said"), said);
    const { code, stdout } = await recordIn(folder, ["--", "sh", "-c", script]);
    expect(code).toBe(0);
    expect(stdout).toBe(said);
    const text = await readFile(join(folder, "t.har"), "utf8");
    const secrets = ["t0k-5ecret-1", fernet, "hunter-22"];
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    expect((await entriesIn(folder)).map(({ request }) => request.url)).toEqual([`${url}/REDACTED-password-1`]);
  });

  test("leaves arguments and both streams unchanged, byte for byte", async () => {
    const folder = await tempFolder();
    const url = await startEcho();
    const code = `import os, sys, urllib.request as u; u.urlopen(sys.argv[1])
os.write(1, bytes(range(256))); os.write(2, b"\\xff\\n"); os.write(1, repr(sys.argv[2:]).encode())`;
    const words = ["a b", "", "$HOME", "--help", "--", "--debug", "'\"", "7", "1e3", "-o"];
    const argv = [MAIN, "record", "-o", "t.har", "--", "python3", "-c", code, `${url}/`, ...words];
    const program = spawn(process.execPath, argv, {
      cwd: folder,
      env: { ...process.env, WIREWALK_CONFIG_DIR: CONFIG },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    program.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    program.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    await once(program, "close");
    const out = Buffer.concat(stdout);
    expect([...out.subarray(0, 256)]).toEqual(Array.from({ length: 256 }, (__, byte) => byte));
    expect(out.subarray(256).toString()).toBe(
      `['a b', '', '$HOME', '--help', '--', '--debug', '\\'"', '7', '1e3', '-o']`,
    );
    expect(Buffer.concat(stderr).subarray(0, 2)).toEqual(Buffer.from([0xff, 0x0a]));
  });

  test("keeps the command, its exit code, and its output, without secrets", async () => {
    const folder = await tempFolder();
    const url = await startEcho();
    const script = `curl -s -u "me:$3" "$1/a"; echo "$OS_PASSWORD $3" >&2; exit 7`;
    const argv = ["sh", "-c", script, "sh", url, "--os-token", "argument-5ecret"];
    const env = { OS_PASSWORD: "variable-5ecret", OS_USERNAME: "demo" };
    const { code, stderr } = await recordIn(folder, ["--", ...argv], env);
    expect(code).toBe(7);
    expect(stderr).toContain("The command exited with 7.");
    expect((await readTrace(join(folder, "t.har"))).log._wirewalk?.command).toMatchObject({
      argv: [
        "sh",
        "-c",
        expect.stringContaining("exit 7"),
        "sh",
        url,
        "--os-token",
        expect.stringMatching(/^REDACTED-token-\d$/),
      ],
      env: { OS_PASSWORD: expect.stringMatching(/^REDACTED-password-\d$/), OS_USERNAME: "demo" },
      exitCode: 7,
      stdout: "echo /a\n",
      stderr: expect.stringMatching(/^REDACTED-password-\d REDACTED-token-\d\n$/),
    });
    expect(await readFile(join(folder, "t.har"), "utf8")).not.toContain("5ecret");
  });

  test("prints one line of JSON for programs, on stderr", async () => {
    const folder = await tempFolder();
    const { stdout, stderr } = await recordIn(folder, ["--json", "--", "curl", "-s", `${await startEcho()}/a`]);
    expect(stdout).toBe("echo /a\n");
    expect(JSON.parse(stderr)).toMatchObject({ file: "t.har", exchanges: 1, lost: 0, exitCode: 0, bypasses: [] });
  });

  test("reports how many exchanges had no response, and why: in the last line, and to programs", async () => {
    const folder = await tempFolder();
    const curl = ["--", "sh", "-c", `curl -s ${await startEcho()}/a; curl -s http://127.0.0.1:1/b`];
    const shown = await recordIn(folder, curl);
    expect(shown.stderr).toContain(
      "Recorded 2 exchanges in t.har, 1 without a response: connection refused by 127.0.0.1:1",
    );
    const { stderr } = await recordIn(folder, ["--json", ...curl]);
    const unanswered = [{ reason: "connection refused by 127.0.0.1:1", code: "ECONNREFUSED", count: 1 }];
    expect(JSON.parse(stderr)).toMatchObject({ exchanges: 2, unanswered, exitCode: 56 });
  });

  test("names the trace after the program", async () => {
    const folder = await tempFolder();
    await start(folder, ["record", "--", "/usr/bin/curl", "-s", await startEcho()]).ended;
    expect(await readdir(folder)).toEqual(["curl.har"]);
  });

  test("continues while the command leaves processes running, and names them", async () => {
    const folder = await tempFolder();
    const url = await startEcho();
    const script = `curl -s ${url}/a; (sleep 1; curl -s ${url}/later) & exit 3`;
    const { code, stdout, stderr } = await recordIn(folder, ["--", "sh", "-c", script]);
    expect(code).toBe(3);
    expect(stdout).toBe("echo /a\necho /later\n");
    expect(stderr).toMatch(/^\d process(?:es are| is) still running: .*sleep \(\d+\).*; Ctrl-C ends the recording\.\n/);
    expect(stderr).toContain("Recorded 2 exchanges in t.har");
  });

  test("--detach-after leaves them alone", async () => {
    const folder = await tempFolder();
    const script = `curl -s ${await startEcho()}/a; sleep 300 & echo $!`;
    const { stdout } = await recordIn(folder, ["--detach-after", "0", "--", "sh", "-c", script]);
    // Check the ID first: kill(0) would end the tests themselves.
    expect(stdout).toMatch(/^echo \/a\n[1-9]\d*\n$/);
    process.kill(Number(stdout.split("\n")[1]), "SIGKILL");
  });

  test("a reader that closes the pipe ends the command, and the trace is written", async () => {
    const folder = await tempFolder();
    const script = `curl -s ${await startEcho()}/a; while echo more; do :; done`;
    const program = start(folder, ["record", "-o", "t.har", "--", "sh", "-c", script]);
    program.process.stdout?.once("data", () => program.process.stdout?.destroy());
    const { stderr } = await program.ended;
    expect(stderr).toContain("Recorded 1 exchange in t.har");
    expect(await entriesIn(folder)).toHaveLength(1);
  });
});

describe("HTTPS", () => {
  const CERTIFICATE = join(import.meta.dirname, "../helpers/tls/localhost.crt");

  const startSecret = (): Promise<string> =>
    startTlsServer((request, response) => {
      response.end(`echo ${request.url}\n`);
    });

  test.each([
    ["curl", (url: string) => ["curl", "-sS", `${url}/a`]],
    ["urllib", (url: string) => ["python3", "-c", `import urllib.request as u; print(u.urlopen("${url}/a").read())`]],
    [
      "Node's fetch",
      (url: string) => [process.execPath, "-e", `fetch("${url}/a").then((r) => r.text()).then(console.log)`],
    ],
    [
      "Node's https",
      (url: string) => [process.execPath, "-e", `require("https").get("${url}/a", (r) => r.pipe(process.stdout))`],
    ],
    ["git", (url: string) => ["sh", "-c", `git ls-remote ${url}/a; echo echo /a`]],
  ])("of %s is read", async (_, argvFor) => {
    const folder = await tempFolder();
    const url = await startSecret();
    const { code, stdout, stderr } = await recordIn(folder, ["--cacert", CERTIFICATE, "--", ...argvFor(url)]);
    expect(stdout, stderr).toContain("echo /a");
    expect(code).toBe(0);
    const [entry] = await entriesIn(folder);
    expect(entry?.request.url.startsWith(`${url}/a`)).toBe(true);
  });

  test("of a server with an untrusted certificate is refused, unless its host is named", async () => {
    const folder = await tempFolder();
    const argv = ["--", "curl", "-s", `${await startSecret()}/a`];
    // The exit code of the client itself, as without a recorder.
    expect((await recordIn(folder, argv)).code).toBe(60);
    expect(await entriesIn(folder)).toMatchObject([{ _error: { code: "DEPTH_ZERO_SELF_SIGNED_CERT", phase: "tls" } }]);
    const { stdout, stderr } = await recordIn(folder, ["--insecure", "127.0.0.1", ...argv]);
    expect(stdout).toBe("echo /a\n");
    expect(stderr).toContain("Warning: the certificate of 127.0.0.1 is not verified.");
  });

  test("of a client that trusts only its own CA is named, with the reason", async () => {
    const folder = await tempFolder();
    const url = await startSecret();
    const argv = ["--cacert", CERTIFICATE, "--", "curl", "-s", "--cacert", CERTIFICATE, `${url}/a`];
    const { code, stderr } = await recordIn(folder, argv);
    expect(code).toBe(60);
    expect(stderr).toContain(`${new URL(url).host} was not recorded: the client refused wirewalk's certificate`);
  });

  test("of a cloud's own CA, which clouds.yaml names, is read like any other", async () => {
    const folder = await tempFolder();
    const origin = await startTlsServer((_, response) => response.end("from the cloud"));
    const cacert = join(folder, "cloud-ca.pem");
    await writeFile(cacert, localhost.cert);
    await writeFile(join(folder, "clouds.yaml"), `clouds:\n  private:\n    cacert: ${cacert}\n    auth: {}\n`);
    const { stdout } = await recordIn(folder, ["--", "curl", "-sS", origin], { OS_CLOUD: "private" });
    expect(stdout).toBe("from the cloud");
    const named = await recordIn(folder, ["--", "sh", "-c", `curl -sS ${origin}`, "sh", "--os-cloud", "private"]);
    expect(named.stdout).toBe("from the cloud");
  });

  test("leaves no file of the recording", async () => {
    const folder = await tempFolder();
    const script = `curl -s "$0"; cat "$SSL_CERT_FILE" > /dev/null && echo "$SSL_CERT_FILE"`;
    const { stdout } = await recordIn(folder, ["--cacert", CERTIFICATE, "--", "sh", "-c", script, await startSecret()]);
    const file = stdout.trim().split("\n").at(-1) ?? "";
    expect(file).toMatch(/ca-bundle\.pem$/);
    expect(existsSync(file)).toBe(false);
  });
});

describe("a recording without exchanges", () => {
  test.each([
    ["true", 2],
    ["exit 9", 9],
  ])("of `%s` is an error that exits with %s and keeps the older trace", async (script, status) => {
    const folder = await tempFolder();
    const older = JSON.stringify({ log: { version: "1.2", creator: { name: "x", version: "1" }, entries: [] } });
    await writeFile(join(folder, "t.har"), older);
    const { code, stderr } = await recordIn(folder, ["--", "sh", "-c", script]);
    expect(code).toBe(status);
    expect(stderr).toContain('No request of "sh" could be recorded; no trace was written.');
    expect(stderr).toContain("Hint: ");
    expect(await readdir(folder)).toEqual(["t.har"]);
    expect(await readFile(join(folder, "t.har"), "utf8")).toBe(older);
  });

  test("to a file that is not a trace is refused before anything runs", async () => {
    const folder = await tempFolder();
    await writeFile(join(folder, "t.har"), "precious");
    const { code, stderr } = await recordIn(folder, ["--", "sh", "-c", "touch ran"]);
    expect(code).toBe(2);
    expect(stderr).toContain('"t.har" exists and is not a trace. Nothing was written.');
    expect(await readdir(folder)).toEqual(["t.har"]);
    expect(await readFile(join(folder, "t.har"), "utf8")).toBe("precious");
  });

  test.each([
    ["not-a-program-of-any-name", 127, 'Command "not-a-program-of-any-name" was not found.'],
    ["./plain.txt", 126, 'Command "./plain.txt" cannot be executed (EACCES).'],
    ["./dangling.sh", 127, 'Command "./dangling.sh" was not found.'],
  ])("of %s exits like a shell", async (program, status, message) => {
    const folder = await tempFolder();
    await writeFile(join(folder, "plain.txt"), "");
    await writeFile(join(folder, "dangling.sh"), "#!/not/an/interpreter\n");
    await chmod(join(folder, "dangling.sh"), 0o755);
    const { code, stderr } = await recordIn(folder, ["--", program]);
    expect({ code, stderr }).toEqual({ code: status, stderr: expect.stringContaining(message) });
    expect(existsSync(join(folder, "t.har.journal"))).toBe(false);
  });

  test("because hosts were passed through is reported as such", async () => {
    const folder = await tempFolder();
    const url = await startEcho();
    const argv = ["--passthrough", "127.0.0.1", "--", "curl", "-s", `${url}/a`];
    const { code, stdout, stderr } = await recordIn(folder, argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "echo /a\n" });
    expect(stderr).toContain("may be to passthrough hosts: 127.0.0.1.");
  });
});

describe("signals", () => {
  test.each(["INT", "TERM", "HUP", "QUIT", "USR1", "USR2"])("SIG%s reaches the command", async (name) => {
    const folder = await tempFolder();
    const code = `import signal, sys, urllib.request as u
signal.signal(signal.SIG${name}, lambda *_: (print("got-${name}", flush=True), sys.exit(5)))
u.urlopen(sys.argv[1]).read(); print("ready", flush=True)
while True: signal.pause()`;
    const program = start(folder, ["record", "-o", "t.har", "--", "python3", "-c", code, await startEcho()]);
    await program.until(/ready/);
    program.process.kill(`SIG${name}` as NodeJS.Signals);
    expect(await program.ended).toMatchObject({ code: 5, stdout: `ready\ngot-${name}\n` });
    expect(await entriesIn(folder)).toHaveLength(1);
  });

  test("one that ends the command becomes 128 plus its number", async () => {
    const folder = await tempFolder();
    const { code } = await recordIn(folder, ["--", "sh", "-c", `curl -s ${await startEcho()}; kill -KILL $$`]);
    expect(code).toBe(137);
    expect(await entriesIn(folder)).toHaveLength(1);
  });
});

describe("on a terminal", () => {
  /** Runs a program in its own terminal; sends Ctrl-C when it prints "ready". Returns what the terminal showed. */
  const TERMINAL = `import os, pty, sys
pid, terminal = pty.fork()
if pid == 0: os.execvp(sys.argv[1], sys.argv[1:])
shown = b""
while True:
    try: chunk = os.read(terminal, 65536)
    except OSError: break
    if not chunk: break
    if b"ready" not in shown and b"ready" in shown + chunk: os.write(terminal, b"\\x03")
    shown += chunk
status = os.waitpid(pid, 0)[1]
print(shown.decode() + "exit %d" % os.waitstatus_to_exitcode(status))`;

  async function onTerminal(folder: string, argv: readonly string[]): Promise<string> {
    const own = [process.execPath, MAIN, "record", "-o", "t.har", ...argv];
    const env = { PATH: process.env["PATH"], HOME: folder, WIREWALK_CONFIG_DIR: CONFIG };
    const program = spawn("/usr/bin/python3", ["-c", TERMINAL, ...own], {
      cwd: folder,
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    let shown = "";
    program.stdout.on("data", (chunk: Buffer) => (shown += chunk.toString()));
    await once(program, "close");
    return shown;
  }

  const ASK = `curl -s "$0/a"; test -t 0 && echo in; test -t 1 && echo out; test -t 2 && echo err; exit 0`;

  test("the program's input is the terminal; its output is kept, and is therefore a pipe", async () => {
    const folder = await tempFolder();
    const shown = await onTerminal(folder, ["--", "sh", "-c", ASK, await startEcho()]);
    expect(shown).toMatch(/^echo \/a\r\nin\r\nRecorded 1 exchange in t\.har; .*\r\nexit 0\n$/);
  });

  test("--no-output gives the program the whole terminal", async () => {
    const folder = await tempFolder();
    const shown = await onTerminal(folder, ["--no-output", "--", "sh", "-c", ASK, await startEcho()]);
    expect(shown).toMatch(/^echo \/a\r\nin\r\nout\r\nerr\r\nRecorded 1 exchange in t\.har; .*\r\nexit 0\n$/);
    const { log } = await readTrace(join(folder, "t.har"));
    expect(log._wirewalk?.command).toMatchObject({ exitCode: 0, stdout: "", stderr: "" });
  });

  test.each([[], ["--no-output"]])(
    "Ctrl-C reaches the program once, and the trace is written (%j)",
    async (...options) => {
      const folder = await tempFolder();
      const code = `import signal, sys, urllib.request as u
count = 0
def interrupted(*_):
    global count
    count += 1
signal.signal(signal.SIGINT, interrupted)
u.urlopen(sys.argv[1]).read(); print("ready", flush=True)
while count == 0: pass
# Two answers later wirewalk has long handled its own signal, and would have passed it on.
u.urlopen(sys.argv[1]).read(); u.urlopen(sys.argv[1]).read()
print("times", count, flush=True); sys.exit(4)`;
      const shown = await onTerminal(folder, [...options, "--", "python3", "-c", code, await startEcho()]);
      expect(shown).toContain("times 1\r\n");
      expect(shown).toMatch(/exit 4\n$/);
      expect(await entriesIn(folder)).toHaveLength(3);
    },
  );
});
