import { execFile, execFileSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import { type Server, type Socket, createServer as createTcpServer } from "node:net";
import { promisify } from "node:util";

import { describe, expect, onTestFinished, test } from "vitest";

import type { Entry } from "../../../src/trace/model/types.ts";
import { runRecorded } from "../../clients/run-recorded.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { portOf } from "../../helpers/test-server.ts";
import { findWirewalk } from "../../helpers/wirewalk-program.ts";

const MAIN = await findWirewalk();

interface Recorded {
  readonly text: string;
  readonly entries: readonly Entry[];
}

/** Runs a shell script whose programs send requests to a server of this test. */
async function record(script: (port: number) => string): Promise<Recorded> {
  const server = createServer((incoming, response) => response.end(`asked: ${incoming.headers.host}${incoming.url}\n`));
  await listen(server);
  return recordScript(script(portOf(server)));
}

async function recordScript(script: string): Promise<Recorded> {
  const run = await runRecorded(["sh", "-c", script], { options: ["--transparent"] });
  expect(run.stderr).not.toContain("through the proxy");
  return { text: run.stdout.toString(), entries: run.trace?.log.entries ?? [] };
}

async function listen(server: Server): Promise<void> {
  onTestFinished(() => void server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
}

const ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine";

const urls = (entries: readonly Entry[]): readonly string[] => entries.map(({ request }) => request.url);

describe("record --transparent", () => {
  test("records a curl command with an IP address, which bypasses every proxy", async () => {
    const { text, entries } = await record(
      (port) => `curl -sS --noproxy '*' --resolve api.test:${port}:127.0.0.1 http://api.test:${port}/image?a=b`,
    );
    expect(text).toMatch(/^asked: api\.test:\d+\/image\?a=b\n$/);
    expect(urls(entries)).toEqual([expect.stringMatching(/^http:\/\/api\.test:\d+\/image\?a=b$/)]);
  });

  test("records a client that reads no proxy variable, one connection after the other", async () => {
    const { entries } = await record(
      (port) => `for i in $(seq 5); do python3 -c '
import http.client
connection = http.client.HTTPConnection("127.0.0.1", ${port})
connection.request("GET", "/one")
print(connection.getresponse().read())'; done`,
    );
    expect(urls(entries)).toHaveLength(5);
  });

  test("records HTTP/2 of Node, which supports no proxy", async () => {
    const server = createHttp2Server((_incoming, response) => void response.end("two"));
    await listen(server);
    const { text, entries } = await recordScript(`"${process.execPath}" -e '
const session = require("http2").connect("http://127.0.0.1:${portOf(server)}");
const stream = session.request({ ":path": "/two" });
stream.on("data", (chunk) => console.log(String(chunk)));
stream.on("close", () => session.close());'`);
    expect(text).toBe("two\n");
    expect(entries[0]).toMatchObject({ request: { httpVersion: "HTTP/2" }, response: { content: { text: "two" } } });
  });

  test("a server that the command itself starts is reached, and requests to it are recorded", async () => {
    const { text, entries } = await recordScript(`"${process.execPath}" -e '
const http = require("http");
const server = http.createServer((incoming, response) => response.end("inside " + incoming.url));
server.listen(0, "127.0.0.1", () => {
  http.get({ port: server.address().port, path: "/own", agent: false }, (answer) => {
    answer.on("data", (chunk) => console.log(String(chunk)));
    answer.on("end", () => server.close());
  });
});'`);
    expect(text).toBe("inside /own\n");
    expect(urls(entries)).toEqual([expect.stringMatching(/\/own$/)]);
  });

  test.each([
    [
      "closes its half first, and is answered then",
      "half",
      (socket: Socket) => socket.on("end", () => socket.end(ANSWER)),
    ],
    ["has its answer, and whose server never closes", "open", (socket: Socket) => void socket.write(ANSWER)],
  ])("the recording of a client that %s ends with the client", async (_title, path, answer) => {
    const sockets: Socket[] = [];
    const server = createTcpServer({ allowHalfOpen: true }, (socket) => {
      sockets.push(socket);
      socket.on("error", () => {}).resume();
      answer(socket);
    });
    onTestFinished(() => sockets.forEach((socket) => void socket.destroy()));
    await listen(server);
    const { text, entries } = await recordScript(`python3 -c '
import socket
client = socket.create_connection(("127.0.0.1", ${portOf(server)}))
client.sendall(b"GET /${path} HTTP/1.0\\r\\nHost: a\\r\\n\\r\\n")
${path === "half" ? "client.shutdown(socket.SHUT_WR)" : ""}
print(client.recv(1000)[-4:])'`);
    expect(text).toBe("b'fine'\n");
    expect(entries[0]?.response).toMatchObject({ status: 200, content: { text: "fine" } });
  });

  test("the command keeps its user, and its exit code; forbidden operations stay forbidden", async () => {
    const user = execFileSync("id", ["-u"], { encoding: "utf8" });
    const run = await runRecorded(["sh", "-c", "id -u; curl -sS http://127.0.0.1:1/; exit 5"], {
      options: ["--transparent"],
    });
    expect(run.stdout.toString()).toBe(user);
    expect(run.exitCode).toBe(5);
    expect(run.stderr).toContain("connection refused by 127.0.0.1:1");
  });

  test("with a proxy of the user it is refused, because that proxy would hide the servers", async () => {
    const argv = ["sh", "-c", "echo run"];
    const env = { https_proxy: "http://me:pr0xy-secret@proxy.example:3128" };
    const run = await runRecorded(argv, { options: ["--transparent"], env });
    expect(run.exitCode).toBe(2);
    expect(run.stdout.toString()).toBe("");
    expect(run.stderr).toMatch(/^Your environment names a proxy.*\n {2}Hint: Remove `--transparent`/);
    expect(run.stderr).not.toContain("pr0xy");
  });

  test("if no namespace can be opened, it reports why, and the proxy records", async () => {
    const server = createServer((_incoming, response) => response.end("x"));
    await listen(server);
    const folder = await tempFolder();
    const wirewalk = `"${process.execPath}" "${MAIN}" record --transparent -o "${folder}/trace.har"`;
    const forbid = "echo 0 > /proc/sys/user/max_user_namespaces";
    // A namespace around it, because the limit would otherwise apply to the whole machine.
    const args = ["-Ur", "sh", "-c", `${forbid} && ${wirewalk} -- curl -sS http://127.0.0.1:${portOf(server)}/`];
    const { stdout, stderr } = await promisify(execFile)("unshare", args, {
      env: { PATH: process.env["PATH"], HOME: folder },
    });
    expect(stdout).toBe("x");
    expect(stderr).toMatch(
      /was recorded through the proxy, because no network namespace could be created: unshare: .*\(the limit user\.max_user_namespaces is reached\)/,
    );
    expect(stderr).toContain("Recorded 1 exchange");
  });
});
