import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { strFromU8, unzipSync } from "fflate";
import { describe, expect, test } from "vitest";

import type { Trace } from "../../src/trace/model/types.ts";
import { runRecorded } from "../clients/run-recorded.ts";
import { startRawServer, startTestServer } from "../helpers/test-server.ts";
import { runCli } from "./run-cli.ts";

const readMissing = (trace: Trace | undefined): unknown => trace?.log._wirewalk?.missing;

/** A server that sends 8 of 1,000 bytes and closes the connection. */
async function startShort(): Promise<string> {
  return startRawServer((_received, socket) => {
    socket.end("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\n8 bytes.");
  });
}

describe("a trace records what it lacks, and every reader of it reports it", () => {
  test("a response that was truncated after 8 of 1,000 bytes", async () => {
    const { trace, file } = await runRecorded(["curl", "-s", await startShort()]);
    expect(readMissing(trace)).toEqual([{ kind: "cut", reason: "responses that ended early", count: 1 }]);
    const line = "Incomplete: 1 response that ended early";
    expect((await runCli(["show", file])).stderr).toContain(line);
    expect((await runCli(["doctor", file])).stdout).toContain(`missing: ${line}`);
    const page = join(file, "../page.md");
    expect((await runCli(["render", file, "-o", page])).stderr).toContain(line);
    expect(await readFile(page, "utf8")).not.toContain(line);
    const archive = join(file, "../t.zip");
    await runCli(["share", file, "-o", archive]);
    const files = unzipSync(await readFile(archive));
    expect(strFromU8(files["README.md"] ?? new Uint8Array())).toContain(line);
    const { stdout: report } = await runCli(["export", file, "--format", "html"]);
    expect(report).toContain(line);
    expect(report).toMatch(/"status":\s*200\b[^{}]*"failed":\s*true|"failed":\s*true\b[^{}]*"status":\s*200/);
  });

  test("a host that was passed through, next to one that was recorded", async () => {
    const origin = await startTestServer((_request, response) => response.end("seen"));
    const other = await startTestServer((_request, response) => response.end("not seen"));
    const { host } = new URL(other);
    const { trace } = await runRecorded(["sh", "-c", `curl -s ${origin}; curl -sp ${other}`], {
      options: ["--passthrough", host],
    });
    expect(readMissing(trace)).toEqual([
      {
        kind: "bypassed",
        host,
        reason: "passed through, as requested",
        count: 1,
        sent: expect.any(Number),
        received: expect.any(Number),
      },
    ]);
  });

  test("a body of which only the beginning was kept", async () => {
    const origin = await startTestServer((_request, response) => response.end("x".repeat(500)));
    const { trace } = await runRecorded(["curl", "-s", origin], { options: ["--body-limit", "100"] });
    expect(readMissing(trace)).toEqual([{ kind: "cut", reason: "bodies truncated", count: 1 }]);
  });
});
