import { beforeEach, describe, expect, inject, test } from "vitest";

import { runClient } from "./real-client.ts";
import { record } from "./record.ts";

const { seed, env, cloudsFile } = inject("stack");
const image = seed.sharedImage;
const project = seed.demoProject;
const DEMO = { OS_USERNAME: "demo", OS_PROJECT_NAME: "demo" };
const START = ["GET /identity 300", "POST /identity/v3/auth/tokens 201", "GET /image 300"];

/** Every test starts from an image that is not shared with any project. */
async function unshare(): Promise<void> {
  await record("image-remove-project", { image, project });
}

/** The real client and the flow send the same requests and print the same. */
async function compareWithClient(args: readonly string[], flow: string, inputs: Record<string, string>): Promise<void> {
  const client = await runClient(["image", ...args], env);
  await unshare();
  const { sequence, result } = await record(flow, inputs);
  expect(sequence).toEqual(client.sequence);
  expect(withoutTimes(result.stdout)).toBe(withoutTimes(client.stdout));
}

function withoutTimes(text: string): string {
  return text.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, "TIME");
}

beforeEach(unshare);

describe("image-add-project", () => {
  test("by IDs: the five exchanges of the real client, and its output", async () => {
    await compareWithClient(["add", "project", image, project], "image-add-project", { image, project });
  });

  test("by names: the lookups of the real client", async () => {
    const names = { image: "cirros-0.6.1-x86_64-disk", project: "demo" };
    await compareWithClient(["add", "project", names.image, names.project], "image-add-project", names);
  });

  test("by the name of a cloud in clouds.yaml", async () => {
    const { result, trace } = await record(
      "image-add-project",
      { image, project },
      { OS_CLOUD: "stack", OS_CLIENT_CONFIG_FILE: cloudsFile },
    );
    expect(result.failure).toBeUndefined();
    expect(trace.log.entries).toHaveLength(5);
  });

  test("409: the project is already a member", async () => {
    await record("image-add-project", { image, project });
    const { result, sequence, trace } = await record("image-add-project", { image, project });
    expect(result.failure?.exitCode).toBe(3);
    expect(result.failure?.message).toMatch(/^409 Conflict: .*duplicated/);
    expect(sequence.at(-1)).toBe(`POST /image/v2/images/${image}/members 409`);
    expect(trace.log._wirewalk?.command).toMatchObject({ exitCode: 1, stderr: result.failure?.message });
  });

  test("403: the image is not shared", async () => {
    const { result, sequence } = await record("image-add-project", { image: seed.privateImage, project });
    expect(result.failure?.message).toMatch(/^403 Forbidden: Not allowed to create members for image/);
    expect(sequence.at(-1)).toBe(`POST /image/v2/images/${seed.privateImage}/members 403`);
  });

  test("404: no such image, searched in every way that the real client does", async () => {
    const { result, sequence } = await record("image-add-project", { image: "nope", project });
    expect(result.failure?.message).toBe("No Image found for nope");
    expect(sequence).toEqual([
      ...START,
      "GET /image/v2/images/nope 404",
      "GET /image/v2/images?name=nope 200",
      "GET /image/v2/images?os_hidden=True 200",
    ]);
  });

  test("404: no such project", async () => {
    const { result, sequence } = await record("image-add-project", { image, project: "nope" });
    expect(result.failure?.message).toBe("No project with a name or ID of 'nope' exists.");
    expect(sequence).toEqual([
      ...START,
      "GET /identity/v3/projects/nope 404",
      "GET /identity/v3/projects?name=nope 200",
    ]);
  });

  test("401: a wrong password, which is in no file", async () => {
    const { result, trace, sequence } = await record(
      "image-add-project",
      { image, project },
      { OS_PASSWORD: "wrong-password" },
    );
    expect(result.failure?.message).toBe("401 UNAUTHORIZED: The request you have made requires authentication.");
    expect(result.failure?.exitCode).toBe(3);
    expect(sequence).toEqual(["GET /identity 300", "POST /identity/v3/auth/tokens 401"]);
    expect(JSON.stringify(trace)).not.toContain("wrong-password");
  });

  test("403: the IDs of a user who may not list projects are used unchecked", async () => {
    const client = await runClient(["image", "add", "project", image, "demo"], { ...env, ...DEMO });
    const { sequence, result } = await record("image-add-project", { image, project: "demo" }, DEMO);
    expect(sequence).toEqual(client.sequence);
    expect(result.failure?.exitCode).toBe(3);
  });

  test("connection refused", async () => {
    const { result, trace } = await record(
      "image-add-project",
      { image, project },
      { OS_AUTH_URL: "http://127.0.0.1:1/identity" },
    );
    expect(result.failure?.message).toContain("No response from http://127.0.0.1:1: connect ECONNREFUSED 127.0.0.1:1");
    expect(result.failure?.exitCode).toBe(3);
    expect(trace.log.entries).toMatchObject([
      { response: { status: 0 }, _error: { code: "ECONNREFUSED", phase: "connect" } },
    ]);
  });
});

describe("the other flows send the same requests as the real client, and print the same", () => {
  test("image-member-list, by ID and by name", async () => {
    await record("image-add-project", { image, project });
    for (const which of [image, "cirros-0.6.1-x86_64-disk"]) {
      const client = await runClient(["image", "member", "list", which], env);
      const { sequence, result } = await record("image-member-list", { image: which });
      expect(sequence).toEqual(client.sequence);
      expect(result.stdout).toBe(client.stdout);
    }
  });

  test("image-member-list of an image without members", async () => {
    const client = await runClient(["image", "member", "list", image], env);
    expect((await record("image-member-list", { image })).result.stdout).toBe(client.stdout);
  });

  test("image-set-accept, by the project that it is shared with", async () => {
    await record("image-add-project", { image, project });
    const client = await runClient(["image", "set", "--accept", image], { ...env, ...DEMO });
    const { sequence, result } = await record("image-set-accept", { image }, DEMO);
    expect(sequence).toEqual(client.sequence);
    expect(result.stdout).toBe(client.stdout);
  });

  test("image-set-accept by a project that it is not shared with: 404", async () => {
    const { result } = await record("image-set-accept", { image });
    expect(result.failure?.message).toMatch(/^404 Not Found: .*not found in the member list/);
  });

  test("image-remove-project, also if it was not a member", async () => {
    for (const status of [204, 404]) {
      if (status === 204) await record("image-add-project", { image, project });
      const client = await runClient(["image", "remove", "project", image, project], env);
      if (status === 204) await record("image-add-project", { image, project });
      const { sequence, result } = await record("image-remove-project", { image, project });
      expect(sequence.at(-1)).toBe(`DELETE /image/v2/images/${image}/members/${project} ${status}`);
      expect(sequence).toEqual(client.sequence);
      expect(result).toMatchObject({ stdout: client.stdout });
    }
  });
});

test("no secret of the cloud is in a trace, and the token's alias appears where it is used again", async () => {
  const { trace, result } = await record("image-member-list", { image });
  const text = JSON.stringify(trace);
  const password = env["OS_PASSWORD"] ?? "";
  for (const form of [password, btoa(password), encodeURIComponent(password)]) expect(text).not.toContain(form);
  expect(text).not.toMatch(/gAAAAAB(?!REDACTED)/);
  expect(result.redacted["token"]).toBeGreaterThanOrEqual(3);
  const issued = trace.log.entries[1]?.response.headers.find(({ name }) => name === "X-Subject-Token");
  const used = trace.log.entries[4]?.request.headers.find(({ name }) => name === "X-Auth-Token");
  expect(issued?.value).toBe("gAAAAABREDACTED-token-1");
  expect(used?.value).toBe(issued?.value);
});
