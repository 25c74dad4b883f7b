import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

import { describe, expect, test } from "vitest";

import { buildPackage } from "../../../helpers/built-package.ts";
import { tempFolder } from "../../../helpers/temp-folder.ts";
import { startTestServer } from "../../../helpers/test-server.ts";
import { NODES } from "./nodes.ts";

const run = promisify(execFile);

describe.each(Object.entries(NODES))("the built package on Node %s", (_version, node) => {
  test("records, shows, renders, checks, replays, and shares a command, without its token", async () => {
    const origin = await startServer();
    const cwd = await tempFolder();
    const main = join(await buildPackage(), "dist/wirewalk.js");
    const runMain = (...words: readonly string[]): Promise<Output> => run(node, [main, ...words], { cwd });
    const wirewalk = async (...words: readonly string[]): Promise<string> => (await runMain(...words)).stdout;
    const program = [node, "--eval", `fetch("${origin}/books").then(async (it) => console.log(await it.text()))`];

    expect(await wirewalk("record", "-o", "books.har", "--", ...program)).toBe(`${BODY}\n`);
    expect(await wirewalk("show", "books.har")).toContain("Response: 200 OK");
    expect(await wirewalk("render", "books.har")).toContain("GET /books");
    expect((await runMain("scan", "books.har")).stderr).toContain("No secrets found");
    expect(await wirewalk("replay", "books.har", "--", ...program)).toBe(
      `${BODY.replace(TOKEN, "REDACTED-token-1")}\n`,
    );
    await wirewalk("share", "books.har", "-o", "books.zip");
    expect(await wirewalk("show", "books.zip")).toContain("Response: 200 OK");
    await writeFile(
      join(cwd, "wirewalk.config.yaml"),
      "walkthroughs:\n  books:\n    title: Books\n    trace: books.har\n    page: books.md\n",
    );
    await wirewalk("render", "books");
    expect((await runMain("check")).stderr).toContain("up to date");
  });

  test("records and renders as a library, in a long recording too", async () => {
    const origin = await startServer();
    const cwd = await tempFolder();
    const library = pathToFileURL(join(await buildPackage(), "dist/index.js")).href;
    // More than the recorder does in the thread of the program.
    const program = `
      import { record, render } from ${JSON.stringify(library)};
      const { trace } = await record(async ({ fetch }) => {
        for (let at = 0; at < 3000; at++) await (await fetch("${origin}/books?page=" + at)).text();
      });
      const page = await render({ ...trace, log: { ...trace.log, entries: trace.log.entries.slice(0, 2) } }, { title: "Books" });
      console.log(trace.log.entries.length, page.includes("${TOKEN}"), page.includes("GET /books"));`;
    await writeFile(join(cwd, "program.mjs"), program);
    expect((await run(node, ["program.mjs"], { cwd })).stdout).toBe("3000 false true\n");
  });
});

interface Output {
  readonly stdout: string;
  readonly stderr: string;
}

const TOKEN = "aGk4f9Kq2LmZx81PqRt5";
const BODY = JSON.stringify({ token: TOKEN, title: "Dune" });

async function startServer(): Promise<string> {
  return await startTestServer((_request, response) =>
    response.writeHead(200, { "content-type": "application/json" }).end(BODY),
  );
}
