import { execFile } from "node:child_process";
import { once } from "node:events";
import { symlink } from "node:fs/promises";
import { createServer } from "node:http";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

import { describe, expect, test } from "vitest";

import { writeTraceFile } from "../../cli/write-trace-file.ts";
import { type WirewalkRun, runWirewalk } from "../../clients/run-wirewalk.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { startRawServer } from "../../helpers/test-server.ts";
import { findWirewalk } from "../../helpers/wirewalk-program.ts";
import type { EntryParts } from "../a-trace.ts";

const MAIN = await findWirewalk();

/** A server that really exists, and the requests that it received. */
interface LiveServer {
  readonly origin: string;
  readonly asked: readonly string[];
}

async function startLive(): Promise<LiveServer> {
  const asked: string[] = [];
  const origin = await startRawServer((received, socket) => {
    asked.push(received);
    socket.end("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nLIVE");
  });
  return { origin, asked };
}

async function replay(argv: readonly string[], entries: readonly EntryParts[]): Promise<WirewalkRun> {
  const file = await writeTraceFile(...entries);
  return runWirewalk(["replay", file, "--", ...argv], { HOME: await tempFolder() });
}

describe("a replayed program", () => {
  const clients: readonly (readonly [name: string, command: (origin: string) => string])[] = [
    ["curl past every proxy", (origin) => `curl -sS --noproxy '*' -X DELETE ${origin}/images/1`],
    ["curl through a proxy of its own", (origin) => `curl -sS -x ${origin} -X DELETE ${origin}/images/1`],
    [
      "node:http",
      (origin) =>
        `"${process.execPath}" -e 'require("node:http").request("${origin}/images/1", { method: "DELETE", agent: false }, (answer) => answer.pipe(process.stdout)).end()'`,
    ],
    [
      "http.client of Python",
      (origin) => `python3 -c 'import http.client
connection = http.client.HTTPConnection("${new URL(origin).host}")
connection.request("DELETE", "/images/1")
print(connection.getresponse().read().decode(), end="")'`,
    ],
  ];

  test("gets responses in every client, and the real server receives nothing", async () => {
    const { origin, asked } = await startLive();
    const lines = clients.map(([name, command]) => `echo "${name}: $(${command(origin)}), $?"`);
    const entry = { method: "DELETE", url: `${origin}/images/1`, text: "recorded" };
    const run = await replay(["sh", "-c", lines.join("\n")], [entry]);
    expect(run).toMatchObject({ exitCode: 0, stderr: "" });
    expect(run.stdout.toString()).toBe(clients.map(([name]) => `${name}: recorded, 0\n`).join(""));
    expect(asked).toEqual([]);
  });

  test("reaches no server by its Unix socket, by a path or a link, and stays in its directory", async () => {
    const folder = await tempFolder();
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? "");
      response.end("LIVE");
    });
    await once(server.listen(join(folder, "docker.sock")), "listening");
    await symlink("docker.sock", join(folder, "link.sock"));
    const script = `cd ${folder}
for path in ${folder}/docker.sock ./docker.sock link.sock; do curl -s --unix-socket $path -X DELETE http://d/v1; echo $?; done`;
    const run = await replay(["sh", "-c", `pwd; ${script}`], [{ url: "http://cloud.invalid/" }]);
    await promisify(server.close.bind(server))();
    expect(run.stdout.toString()).toBe(`${resolve()}\n7\n7\n7\n`);
    expect(asked).toEqual([]);
  });

  test("requests names that no DNS knows, over HTTP and HTTPS, without a proxy", async () => {
    const urls = ["http://cloud.invalid:8774/v2", "https://cloud.invalid/v3"];
    const run = await replay(
      ["curl", "-sS", "--noproxy", "*", ...urls],
      urls.map((url) => ({ url, text: `${url}\n` })),
    );
    expect(run.stdout.toString()).toBe(urls.map((url) => `${url}\n`).join(""));
    expect(run.exitCode).toBe(0);
  });

  test("gets the response for the name in Host if it chose the address itself", async () => {
    const argv = ["curl", "-sS", "--noproxy", "*", "--resolve", "api.test:80:192.0.2.7", "http://api.test/"];
    const run = await replay(argv, [{ url: "http://api.test/", text: "by Host" }]);
    expect(run.stdout.toString()).toBe("by Host");
  });

  test("does not find a name that was not found", async () => {
    const error = { code: "ENOTFOUND", message: "getaddrinfo ENOTFOUND", phase: "dns" } as const;
    const entries = [{ url: "http://nope.invalid/", status: 0, error }, { url: "http://cloud.invalid/" }];
    const run = await replay(["curl", "-sS", "--noproxy", "*", "http://nope.invalid/"], entries);
    expect(run.exitCode).toBe(6);
  });

  test("is refused if every connection was", async () => {
    const error = { code: "ECONNREFUSED", message: "", phase: "connect" } as const;
    const urls = ["https://cloud.invalid/", "http://127.0.0.1:9/"];
    const entries = urls.map((url) => ({ url, method: "CONNECT", status: 0, error }));
    const run = await replay(
      ["sh", "-c", `for url in ${urls.join(" ")}; do curl -s --noproxy '*' $url; echo $?; done`],
      [...entries, { url: "http://other.invalid/" }],
    );
    expect(run.stdout.toString()).toBe("7\n7\n");
  });

  test("gets a report of unmatched requests, and other traffic than HTTP is named; neither reaches the server", async () => {
    const { origin, asked } = await startLive();
    const script = `curl -s --noproxy '*' -o /dev/null -w '%{http_code}' ${origin}/other
python3 -c 'import socket
s = socket.create_connection(("127.0.0.1", ${new URL(origin).port}))
s.sendall(b"PING\\r\\n")
print(s.recv(9))'`;
    const run = await replay(["sh", "-c", script], [{ url: `${origin}/one` }]);
    expect(run.stdout.toString()).toBe("501b''\n");
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain(`Not replayed: 1 connection to ${new URL(origin).host}: not HTTP.`);
    expect(asked).toEqual([]);
  });

  test("reaches a server that it starts itself", async () => {
    const script = `
const server = require("node:http").createServer((request, response) => response.end("inside"));
server.listen(0, "127.0.0.1", () => {
  const options = { port: server.address().port, agent: false };
  require("node:http").get(options, (answer) => answer.pipe(process.stdout).on("unpipe", () => server.close()));
});`;
    const run = await replay([process.execPath, "-e", script], [{ url: "http://cloud.invalid/" }]);
    expect(run).toMatchObject({ exitCode: 0, stderr: "" });
    expect(run.stdout.toString()).toBe("inside");
  });

  test("that does not exist ends as without a replay", async () => {
    const run = await replay(["no-such-program"], [{ url: "http://cloud.invalid/" }]);
    expect(run.exitCode).toBe(127);
    expect(run.stderr).toContain('Command "no-such-program" was not found.');
  });
});

describe("without a namespace", () => {
  async function replayWithout(options: string): Promise<WirewalkRun> {
    const file = await writeTraceFile({ url: "http://cloud.invalid/", text: "recorded" });
    const folder = await tempFolder();
    const forbid = "echo 0 > /proc/sys/user/max_user_namespaces";
    const line = `"${process.execPath}" "${MAIN}" replay "${file}" ${options} -- sh -c 'echo ran; curl -sS http://cloud.invalid/'`;
    // A namespace around it, because the limit would otherwise apply to the whole machine.
    const run = promisify(execFile)("unshare", ["-Ur", "sh", "-c", `${forbid} && ${line}`], {
      env: { PATH: process.env["PATH"], HOME: join(folder) },
    });
    const { stdout, stderr, code } = await run.then(
      (outcome) => ({ ...outcome, code: 0 }),
      // The error that `execFile` throws if a program fails.
      (error: unknown) => error as { stdout: string; stderr: string; code: number },
    );
    return { exitCode: code, stdout: Buffer.from(stdout), stderr };
  }

  test("the program does not start, and the reason is reported", async () => {
    const run = await replayWithout("");
    expect(run.exitCode).toBe(2);
    expect(run.stdout.toString()).toBe("");
    expect(run.stderr).toMatch(
      /^The program cannot be isolated from the network: unshare: .*\n {2}Hint: Pass --no-isolation /,
    );
  });

  test("it runs with --no-isolation", async () => {
    const run = await replayWithout("--no-isolation");
    expect(run.stdout.toString()).toBe("ran\nrecorded");
    expect(run.exitCode).toBe(0);
  });
});
