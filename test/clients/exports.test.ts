import { execFile, execFileSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";

import { describe, expect, test } from "vitest";

import { exportTrace } from "../../src/export/export.ts";
import type { ExportFormat } from "../../src/export/formats.ts";
import { oneLine } from "../../src/export/one-line.ts";
import { readTrace } from "../../src/trace/files/file.ts";
import type { Trace } from "../../src/trace/model/types.ts";
import { exportText, loginFlow, traceOf } from "../export/export-text.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { startTestServer } from "../helpers/test-server.ts";
import { hostileTexts } from "../page/hostile-strings.ts";
import { aTrace } from "../replay/a-trace.ts";
import { startReplay } from "../replay/start-replay.ts";

/** The variables that the user sets: the origins of the services. */
type Inputs = Readonly<Record<string, string>>;

interface ToolRun {
  readonly exitCode: number;
  readonly output: string;
}

/** How a user runs the exported file. */
const RUNNERS: Readonly<Partial<Record<ExportFormat, (trace: Trace, inputs: Inputs) => Promise<ToolRun>>>> = {
  postman: async (trace, inputs) => {
    const file = await writeExport("collection.json", exportText(trace, "postman"));
    const variables = Object.entries(inputs).flatMap(([name, value]) => ["--env-var", `${name}=${value}`]);
    return runTool(["newman", "run", file, "--color", "off", ...variables]);
  },
  bruno: async (trace, inputs) => {
    const folder = await tempFolder();
    const files = exportTrace(trace, { format: "bruno" });
    if (typeof files === "string") throw new TypeError("bruno is a folder");
    for (const [path, content] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    const variables = Object.entries(inputs).flatMap(([name, value]) => ["--env-var", `${name}=${value}`]);
    return runTool(["bru", "run", "--env", "recorded", ...variables], folder);
  },
  httpyac: async (trace, inputs) => {
    const exported = exportText(trace, "httpyac").replaceAll(/^@(\w+) = (?!\{\{).*/gm, (line, name: string) =>
      inputs[name] === undefined ? line : `@${name} = ${inputs[name]}`,
    );
    const file = await writeExport("flow.http", exported);
    return runTool(["httpyac", "send", "flow.http", "--all"], dirname(file));
  },
};

const FORMATS = Object.entries(RUNNERS);

const TOOLS = join(import.meta.dirname, "exports/node_modules/.bin");

async function writeExport(name: string, content: string): Promise<string> {
  const file = join(await tempFolder(), name);
  await writeFile(file, content);
  return file;
}

async function runTool([tool = "", ...args]: readonly string[], cwd = process.cwd()): Promise<ToolRun> {
  const env = { PATH: process.env["PATH"], HOME: cwd };
  return new Promise((resolve) => {
    execFile(process.execPath, [join(TOOLS, tool), ...args], { cwd, env }, (error, stdout, stderr) => {
      resolve({ exitCode: typeof error?.code === "number" ? error.code : error ? -1 : 0, output: stdout + stderr });
    });
  });
}

describe.each(FORMATS)("%s, run by its tool", (_, run) => {
  test("each request of a recorded flow gets its recorded response", async () => {
    const trace = await readTrace("traces/openstack/image-add-project.har");
    const { origins, misses } = await startReplay(trace);
    const { exitCode, output } = await run(trace, { base_url: [...origins.values()][0] ?? "" });
    expect({ exitCode, misses }, output).toEqual({ exitCode: 0, misses: [] });
  });

  test("values are taken from the responses, whatever they are this time", async () => {
    const trace = loginFlow();
    const renamed = JSON.parse(JSON.stringify(trace).replaceAll("5eedb9fa-da05", "77777777-7777")) as Trace;
    const { origins, misses } = await startReplay(renamed);
    const { exitCode, output } = await run(trace, {
      keys_example_url: origins.get("http://keys.example") ?? "",
      images_example_url: origins.get("http://images.example") ?? "",
    });
    expect({ exitCode, misses }, output).toEqual({ exitCode: 0, misses: [] });
  });

  test("a redirect is not followed: the next request is a separate one", async () => {
    const trace = aTrace(
      { url: "/a", status: 302, reason: "Found", headers: [["Location", "http://cloud.example/b"]] },
      { url: "/b", text: "{}" },
    );
    const { origins, misses } = await startReplay(trace);
    const { exitCode, output } = await run(trace, { base_url: [...origins.values()][0] ?? "" });
    expect({ exitCode, misses }, output).toEqual({ exitCode: 0, misses: [] });
  });

  test("a status other than the recorded one fails", async () => {
    const { origins } = await startReplay(traceOf({ url: "http://cloud.example/other" }));
    const { exitCode } = await run(traceOf({}), { base_url: origins.get("http://cloud.example") ?? "" });
    expect(exitCode).not.toBe(0);
  });

  test("recorded text reaches the server unchanged, and none of it is executed", async () => {
    const bodies = hostileTexts.map((one) => JSON.stringify({ [one.toWellFormed()]: [one.toWellFormed()] }));
    const received: string[] = [];
    const server = await startTestServer((request, response) => {
      void text(request).then((body) => {
        received.push(body);
        return response.end();
      });
    });
    const drafts = bodies.map((body) => ({ method: "POST", body, mimeType: "application/json" }));
    const { exitCode, output } = await run(traceOf(...drafts), { base_url: server });
    expect(exitCode, output).toBe(0);
    expect(received.map((body) => JSON.parse(body) as unknown)).toEqual(
      bodies.map((body) => JSON.parse(body) as unknown),
    );
  });
});

test("Redocly's linter finds no error in the sketch of an OpenAPI description", async () => {
  const trace = await readTrace("traces/openstack/image-add-project.har");
  const file = await writeExport("openapi.json", exportText(trace, "openapi"));
  const { exitCode, output } = await runTool(["redocly", "lint", "--extends=spec", file]);
  expect(exitCode, output).toBe(0);
});

test("PlantUML draws every label unchanged", () => {
  const labels = [...hostileTexts, "!include /etc/passwd", "%getenv(HOME)", "<img:file:///etc/passwd>", "a\n@enduml"];
  const trace = aTrace(...labels.map((method) => ({ url: "/", method })));
  const svg = execFileSync("plantuml", ["-charset", "UTF-8", "-tsvg", "-pipe"], {
    input: exportText(trace, "plantuml"),
  });
  const shown = readSvgTexts(svg.toString()).filter((line) => line.endsWith(" /"));
  expect(shown).toEqual(labels.map((label) => `${oneLine(label)} /`.trim().replaceAll(/\s+/g, " ")));
});

/** The lines of text: one element for each word in another style, all elements of a line at the same height; without numbers. */
function readSvgTexts(svg: string): readonly string[] {
  const lines = new Map<string, string>();
  for (const [, height = "", written = ""] of svg.matchAll(/<text[^>]* y="([\d.]+)"[^>]*>([^<]*)/g)) {
    lines.set(height, `${lines.get(height) ?? ""}${/^\d+$/.test(written) ? "" : written}`);
  }
  return Array.from(lines.values(), (line) => decodeEntities(line).replaceAll(/\s+/g, " ").trim());
}

function decodeEntities(text: string): string {
  const named: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
  return text.replaceAll(/&(?:#(\d+)|(\w+));/g, (whole, code?: string, name = "") =>
    code === undefined ? (named[name] ?? whole) : String.fromCodePoint(Number(code)),
  );
}
