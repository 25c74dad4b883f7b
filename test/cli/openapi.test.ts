import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { describe, expect, test } from "vitest";

import { runCli } from "./run-cli.ts";
import { writeTraceFile } from "./write-trace-file.ts";

const DOCUMENT = `openapi: 3.0.3
info: { title: Image store, version: "1" }
servers: [{ url: https://images.example }]
paths:
  /v2/images/{image}: { get: { summary: Show an image } }
`;

async function createFiles(document = DOCUMENT): Promise<{ readonly trace: string; readonly openapi: string }> {
  const trace = await writeTraceFile({ url: "/v2/images/cirros", status: 200, reason: "OK", text: "{}" });
  const openapi = join(dirname(trace), "images.yaml");
  writeFileSync(openapi, document);
  return { trace, openapi };
}

describe("an OpenAPI document", () => {
  test.each(["show", "diagram", "render"])("names server, path, and call in the output of %s", async (command) => {
    const { trace, openapi } = await createFiles();
    const { exitCode, stdout, stderr } = await runCli([command, "--openapi", openapi, trace]);
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0, stderr: expect.not.stringContaining("No request") });
    expect(stdout).toContain("Image store");
    expect(stdout).toContain("Show an image");
  });

  test("names a step that is shown in full", async () => {
    const { trace, openapi } = await createFiles();
    const { stdout } = await runCli(["show", trace, "1", "--openapi", openapi]);
    expect(stdout).toMatch(/^\(1\) GET \S+\/v2\/images\/cirros\nShow an image\n/);
    expect((await runCli(["show", trace, "1"])).stdout).not.toContain("Show an image");
  });

  test("is described in --why", async () => {
    const { trace, openapi } = await createFiles();
    const { stdout } = await runCli(["show", trace, "--why", "--openapi", openapi]);
    expect(stdout).toContain(`(1) GET /v2/images/{image}
    called "Show an image": the summary in the OpenAPI document
    described in Image store: /v2/images/{image}
    {image} = cirros: a value in /v2/images/{image} of Image store
`);
  });

  test("of another API is reported, with a remedy", async () => {
    const { trace, openapi } = await createFiles(DOCUMENT.replace("/v2/images/", "/v9/"));
    const { exitCode, stderr } = await runCli(["diagram", trace, "--openapi", openapi]);
    expect(exitCode).toBe(0);
    expect(stderr).toBe(`"Image store" describes no request of the trace at https://images.example.
  Hint: Give the base URL of its paths in the recording: --openapi FILE=http://host/base
`);
  });

  test("is matched although the server has another URL", async () => {
    const { trace, openapi } = await createFiles(DOCUMENT.replace("/v2/images/", "/images/"));
    const { origin } = new URL(JSON.parse(readFileSync(trace, "utf8")).log.entries[0].request.url);
    const { stdout, stderr } = await runCli(["diagram", trace, "--openapi", `${openapi}=${origin}/v2`]);
    expect(stderr).toBe("");
    expect(stdout).toContain("Show an image");
  });

  test("with a mistake is refused at its line", async () => {
    const { trace, openapi } = await createFiles(DOCUMENT.replace("Show an image", "[7]"));
    const { exitCode, stderr } = await runCli(["show", trace, "--openapi", openapi]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("images.yaml, line 5: paths./v2/images/{image}.get.summary: expected text.");
  });
});
