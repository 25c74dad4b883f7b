import { spawnSync } from "node:child_process";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { copyExample } from "./run-example.ts";

describe("fastify: a test that keeps a page up to date", () => {
  const files = ["order-a-book.md", "order-a-book.har"];

  test("passes while the API is unchanged, and leaves every byte", async () => {
    const { run, read } = await copyExample("fastify");
    const before = files.map(read);
    expect(run("vitest", "run")).toMatchObject({ exitCode: 0, output: expect.stringContaining("1 passed") });
    expect(files.map(read)).toEqual(before);
  });

  test("fails with the wrong lines when the API has changed; --update writes them and keeps the author's text", async () => {
    const { run, read, edit } = await copyExample("fastify");
    const before = files.map(read);
    edit("app.ts", 'state: "accepted", created_at', 'state: "accepted", price: 12, created_at');
    edit("app.ts", "readonly created_at: string;", "readonly price: number;\n  readonly created_at: string;");
    const { exitCode, output } = run("vitest", "run");
    expect(exitCode).toBe(1);
    expect(output).toMatch(/^\s*\+ +"price": 12,$/m);
    expect(output).not.toMatch(/^\s*[-+] +"(?:id|created_at)"/m);
    expect(files.map(read)).toEqual(before);

    expect(run("vitest", "run", "--update")).toMatchObject({ exitCode: 0 });
    const page = read("order-a-book.md");
    expect(page).toContain('  "price": 12,\n');
    expect(page).toContain("\nOrders are kept until the shop restarts.\n");
    expect(run("vitest", "run")).toMatchObject({ exitCode: 0 });
  });

  test("has no secret in its files", async () => {
    const { run, read } = await copyExample("fastify");
    expect(files.map(read).join("\n")).not.toContain("correct-horse");
    expect(run("wirewalk", "scan", ...files)).toMatchObject({ exitCode: 0 });
  });
});

describe("express: a project file, and an app recorded from inside", () => {
  test("records, renders and checks without a difference", async () => {
    const { run, read } = await copyExample("express");
    const before = [read("place-order.md"), read("place-order.har")];
    expect(run("wirewalk", "record")).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining("2 exchanges as before"),
    });
    expect(run("wirewalk", "render")).toMatchObject({ exitCode: 0 });
    expect([read("place-order.md"), read("place-order.har")]).toEqual(before);
    expect(run("wirewalk", "check")).toMatchObject({ exitCode: 0 });
    expect(run("wirewalk", "check", "--live")).toMatchObject({ exitCode: 0 });
  });

  test("a changed API is found by `check --live`, with the field", async () => {
    const { run, edit } = await copyExample("express");
    edit("app.ts", "copies_left: copies - 1", "left: copies - 1");
    const { exitCode, output } = run("wirewalk", "check", "--live");
    expect(exitCode).toBe(1);
    expect(output).toMatch(/response body \/copies_left: only in the first/);
    expect(output).toMatch(/response body \/left: only in the second/);
  });

  test("leaves a trace for each process with `node --import wirewalk/register`", async () => {
    const { run } = await copyExample("express");
    const { exitCode, output } = run("node", "--import", "wirewalk/register", "place-order.ts");
    expect(exitCode).toBe(0);
    expect(output).toMatch(/^201 /m);
    expect(output.match(/^wirewalk: 1 exchange recorded in .*\.har$/gm)).toHaveLength(2);
  });
});

test("the examples fit the published types", () => {
  const root = join(import.meta.dirname, "../..");
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const { stdout } = spawnSync(process.execPath, [compiler, "-p", join(root, "examples")], { encoding: "utf8" });
  expect(stdout).toBe("");
});

describe("three-services: a recorder next to each service, and one page of all", () => {
  test("records them in one session, gathers, and leaves the page unchanged", async () => {
    const { run, read } = await copyExample("three-services", { WIREWALK_SESSION: "wirewalk.session-key" });
    const before = read("checkout.md");
    expect(run("wirewalk", "session", "new")).toMatchObject({ exitCode: 0 });
    expect(run("node", "record.ts")).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining('"state":"accepted"'),
    });
    expect(run("wirewalk", "gather", "recordings/", "checkout")).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining("3 exchanges as before"),
    });
    expect(run("wirewalk", "render", "checkout")).toMatchObject({ exitCode: 0 });
    expect(read("checkout.md")).toBe(before);
    // Each service's own call is nested in the call that it was handling.
    expect(before).toMatch(/reader->>\+gateway: .*\n.*\n\s*gateway->>\+orders: [^]*orders->>stock: /);
    expect(run("wirewalk", "scan", "checkout.har", "checkout.md", "recordings")).toMatchObject({ exitCode: 0 });
  });
});
