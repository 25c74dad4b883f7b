import { expect, inject, test } from "vitest";

import { restartGlance } from "../../scripts/stack/glance.ts";
import { freePort } from "../../scripts/stack/processes.ts";
import type { Trace } from "../../src/index.ts";
import { runCli } from "../cli/run-cli.ts";
import { runRecorded } from "../clients/run-recorded.ts";
import { record } from "./record.ts";

const stack = inject("stack");
const { seed, env, secureEnv } = stack;
const ADD = ["openstack", "image", "add", "project", seed.sharedImage, seed.demoProject];

function describeTrace(trace: Trace | undefined): readonly string[] {
  return (trace?.log.entries ?? []).map(({ _client, request, response }) => {
    const { protocol, pathname } = new URL(request.url);
    return `${_client} ${request.method} ${protocol}//${pathname} ${response.status}`;
  });
}

test.each([
  ["HTTP", "http:", env, []],
  ["HTTPS, of an authority that only OS_CACERT knows", "https:", secureEnv, []],
] as const)(
  "the real client over %s: five exchanges, its output, and no secret",
  async (_, scheme, variables, options) => {
    await record("image-remove-project", { image: seed.sharedImage, project: seed.demoProject });
    const { exitCode, stdout, stderr, trace, text } = await runRecorded(ADD, { env: variables, options });
    expect(stderr).toContain("Recorded 5 exchanges");
    expect(exitCode).toBe(0);
    expect(stdout.toString()).toMatch(/\| status +\| pending +\|/);
    expect(describeTrace(trace)).toEqual([
      `openstack GET ${scheme}///identity 300`,
      `openstack POST ${scheme}///identity/v3/auth/tokens 201`,
      `openstack GET ${scheme}///image 300`,
      `openstack GET ${scheme}///image/v2/images/${seed.sharedImage} 200`,
      `openstack POST ${scheme}///image/v2/images/${seed.sharedImage}/members 200`,
    ]);
    expect(trace?.log._wirewalk?.command).toMatchObject({ argv: ADD, exitCode: 0, stdout: stdout.toString() });
    expect(text).not.toContain(variables["OS_PASSWORD"]);
    expect(text).not.toMatch(/gAAAAA.(?!REDACTED)/);
  },
);

test("a command that fails keeps its exit code and its message", async () => {
  const argv = ["openstack", "image", "show", "no-such-image"];
  const { exitCode, stderr, trace } = await runRecorded(argv, { env });
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/No Image found for no-such-image/);
  expect(trace?.log._wirewalk?.command).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining("No Image found"),
  });
});

test("Glance's own calls to Keystone are between the client's request and its response", async () => {
  await record("image-remove-project", { image: seed.sharedImage, project: seed.demoProject });
  const port = await freePort();
  const processes = await restartGlance(stack, { http_proxy: `http://glance-api:x@127.0.0.1:${port}`, no_proxy: "" });
  try {
    const { trace, file } = await runRecorded(ADD, { env, options: ["--listen", String(port)] });
    const calls = describeTrace(trace).map((line) => line.replace(" http:///", " /"));
    expect(calls.slice(3, 7)).toEqual([
      `openstack GET /image/v2/images/${seed.sharedImage} 200`,
      "glance-api GET /identity 300",
      "glance-api POST /identity/v3/auth/tokens 201",
      "glance-api GET /identity/v3/auth/tokens 200",
    ]);
    const { stdout } = await runCli(["diagram", file, "--format", "mermaid"]);
    const arrows = stdout.split("\n").filter((line) => line.includes(">>"));
    // The request, six arrows of Glance, and only then the response.
    const asked = arrows.findIndex((line) => line.includes("GET /image/v2/images/"));
    const answered = arrows.findIndex((line, index) => index > asked && /glance-->>-?openstack/.test(line));
    expect(answered - asked).toBe(7);
    expect(arrows.slice(asked + 1, answered).every((line) => /keystone-->>glance|glance->>keystone/.test(line))).toBe(
      true,
    );
  } finally {
    await restartGlance({ ...stack, processes }, {});
  }
});
