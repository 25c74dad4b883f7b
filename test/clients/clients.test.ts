import { execFile, execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

import { describe, expect, test } from "vitest";

import { tempFolder } from "../helpers/temp-folder.ts";
import { digestOf, patternOf, startEchoServer } from "./echo-server.ts";
import { runRecorded } from "./run-recorded.ts";

const program = (name: string): string => join(import.meta.dirname, "programs", name);

/** How each client downloads and uploads a file; all print the response body. */
const CLIENTS: Readonly<Record<string, { get: readonly string[]; put: (file: string) => readonly string[] }>> = {
  curl: { get: ["curl", "-sS"], put: (file) => ["curl", "-sS", "-T", file] },
  wget: {
    get: ["wget", "-q", "-O", "-"],
    put: (file) => ["wget", "-q", "-O", "-", "--method=PUT", `--body-file=${file}`],
  },
  "python urllib": python("urllib_client.py"),
  "python-requests": python("requests_client.py"),
  urllib3: python("urllib3_client.py"),
  "Node fetch": node("fetch.mjs"),
  "node:http": node("node-http.mjs"),
  "Java HttpClient": {
    get: ["java", program("Client.java"), "GET"],
    put: (file) => ["java", program("Client.java"), "PUT", "URL", file],
  },
};

function python(name: string): { get: readonly string[]; put: (file: string) => readonly string[] } {
  // Debian's own Python: it has the packages that are installed for these tests.
  const argv = ["/usr/bin/python3", program(name)];
  return { get: [...argv, "GET"], put: (file) => [...argv, "PUT", "URL", file] };
}

function node(name: string): { get: readonly string[]; put: (file: string) => readonly string[] } {
  const argv = [process.execPath, program(name)];
  return { get: [...argv, "GET"], put: (file) => [...argv, "PUT", "URL", file] };
}

/** The client gets the URL in the place where it expects it; by default, at the end. */
function withUrl(argv: readonly string[], url: string): readonly string[] {
  return argv.includes("URL") ? argv.map((word) => (word === "URL" ? url : word)) : [...argv, url];
}

describe.each(Object.entries(CLIENTS))("%s", (_, { get, put }) => {
  test.each(["http", "https"] as const)("%s: both bodies arrive byte for byte, and are recorded", async (scheme) => {
    const server = await startEchoServer(scheme);
    const options = server.authority === undefined ? [] : ["--cacert", server.authority];
    const size = 300_000;

    const download = await runRecorded(withUrl(get, `${server.origin}/down?size=${size}`), { options });
    expect(download.stderr).toContain("Recorded 1 exchange");
    expect(download.exitCode).toBe(0);
    expect(digestOf(download.stdout)).toBe(digestOf(patternOf(size)));
    const [got] = download.trace?.log.entries ?? [];
    expect(got?.request.url).toBe(`${server.origin}/down?size=${size}`);
    expect(got?.response.content).toMatchObject({ size, encoding: "base64" });
    expect(digestOf(Buffer.from(got?.response.content.text ?? "", "base64"))).toBe(digestOf(patternOf(size)));

    const file = join(await tempFolder(), "body");
    writeFileSync(file, patternOf(size));
    const upload = await runRecorded(withUrl(put(file), `${server.origin}/up`), { options });
    expect(upload.exitCode).toBe(0);
    expect(server.seen.at(-1)).toBe(`PUT /up ${size} ${digestOf(patternOf(size))}`);
    const [sent] = upload.trace?.log.entries ?? [];
    expect(digestOf(Buffer.from(sent?.request.postData?.text ?? "", "base64"))).toBe(digestOf(patternOf(size)));
  });
});

test("git clones over HTTPS, and each of its requests is recorded", async () => {
  const folder = await tempFolder();
  const run = (...argv: string[]): void => {
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...argv], {
      cwd: folder,
      stdio: "pipe",
    });
  };
  run("init", "-q", "-b", "main", "work");
  writeFileSync(join(folder, "work/file"), "content");
  run("-C", "work", "add", "file");
  run("-C", "work", "commit", "-qm", "first");
  run("clone", "-q", "--bare", "work", "repo.git");
  run("-C", "repo.git", "update-server-info");
  const server = await startEchoServer("https", folder);
  const clone = ["git", "clone", "-q", `${server.origin}/files/repo.git`, join(folder, "cloned")];
  const { exitCode, stderr, trace } = await runRecorded(clone, { options: ["--cacert", server.authority ?? ""] });
  expect(stderr).toContain("Recorded ");
  expect(exitCode).toBe(0);
  expect(trace?.log.entries).toHaveLength(server.seen.length);
  expect(trace?.log.entries[0]?.request.url).toBe(`${server.origin}/files/repo.git/info/refs?service=git-upload-pack`);
});

test("a server with an untrusted certificate fails for the client with its own error, and the message has a remedy", async () => {
  const server = await startEchoServer("https");
  // Not spawnSync: the server runs in this process.
  const direct = promisify(execFile)("curl", ["-sS", server.origin]);
  const error: unknown = await direct.catch((reason: unknown) => reason);
  const recorded = await runRecorded(["curl", "-sS", server.origin]);
  expect(recorded.exitCode).toBe(60);
  expect(error).toMatchObject({ code: 60, stderr: expect.stringMatching(/^curl: /) });
  expect(recorded.stderr).toContain(Object(error).stderr.split("\n")[0]);
  expect(recorded.stderr).toContain("trust it with --cacert FILE, or skip the check with --insecure HOST");
  const insecure = await runRecorded(["curl", "-s", `${server.origin}/?size=5`], {
    options: ["--insecure", "127.0.0.1"],
  });
  expect(insecure.stdout).toEqual(patternOf(5));
  expect(insecure.stderr).toContain("Warning: the certificate of 127.0.0.1 is not verified.");
});

test("a host that is passed through keeps its own certificate, is not recorded, and is named", async () => {
  const server = await startEchoServer("https");
  const other = await startEchoServer("http");
  const { host } = new URL(server.origin);
  const curl = ["sh", "-c", `curl -s ${other.origin}; curl -s --cacert ${server.authority} '${server.origin}/?size=5'`];
  const { stdout, stderr, trace } = await runRecorded(curl, { options: ["--passthrough", host] });
  expect(stdout).toEqual(patternOf(5));
  expect(trace?.log.entries.map(({ request }) => request.url)).toEqual([`${other.origin}/`]);
  expect(stderr).toContain(host);
});
