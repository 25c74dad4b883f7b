import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";
import { parse } from "yaml";

import { writeTrace } from "../../src/trace/files/file.ts";
import { inTurn } from "../analyze/an-entry.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { aBrowserTrace } from "../trace/choose/browser-trace.ts";
import { createProject, run } from "./run-in-project.ts";

const configOf = (folder: string): string => readFileSync(join(folder, "wirewalk.config.yaml"), "utf8");

test.each([
  ["nothing to record", [], "No command, flow, or trace given"],
  ["a name alone", ["--name", "a"], "No command, flow, or trace given"],
  ["a pipe", ["--command", "curl -s x | jq ."], 'The command contains "|", which needs a shell'],
  ["two commands", ["--command", "./a.sh && ./b.sh"], 'The command contains "&&"'],
  ["a redirection", ["--command", "./a.sh > out"], 'The command contains ">"'],
  ["a command in a command", ["--command", "echo $(date)"], "which needs a shell"],
  ["a variable", ["--command", 'curl "$API/x"'], 'The command contains "$…", which needs a shell'],
  ["a home directory", ["--command", "cat ~/x"], 'The command contains "~/"'],
  [
    "a variable that is set",
    ["--command", "PASSWORD=s3cr3t ./a.sh"],
    "Put `env` before it: --command 'env PASSWORD=… …'",
  ],
  ["a variable that is set before a program", ["--", "PASSWORD=s3cr3t", "./a.sh"], "wirewalk init -- env PASSWORD=… …"],
  ["a pipe as one word", ["--", "node x | cat"], "wirewalk init -- sh -c 'node x | cat'"],
  ["an open quote", ["--command", "mysql -ps3cr3t 'a"], "The command contains an unclosed quote (')."],
  ["an open quote in a password", ["--command", "mysql -p's3cr3t"], "The command contains an unclosed quote (')."],
  ["a backslash at the end", ["--command", "mysql -ps3cr3t \\"], "The command ends with a backslash."],
  ["a variable after an apostrophe", ["--command", `echo "it's $API" "that's"`], 'contains "$…", which needs a shell'],
  ["a variable in a password", ["--command", 'mysql --password "pa$s3cr3t"'], 'contains "$…", which needs a shell'],
  ["nothing as a command", ["--command", " "], "The command is empty"],
  [
    "a flow that there is not",
    ["--flow", "image-ad-project"],
    'Unknown flow "image-ad-project". Did you mean "image-add-project"?',
  ],
  ["a flow of a file that there is not", ["--flow", "./mine.ts"], "mine.ts"],
  ["an unknown locale", ["--locale", "xx", "--", "true"], 'Unknown locale "xx"'],
  ["a name that is none", ["--name", "Not A Name", "--", "true"], "a name consists of lowercase"],
  ["a trace that there is not", ["--from", "no.har"], "no.har"],
  ["two sources", ["--flow", "image-add-project", "--", "true"], "does not accept --flow"],
] as const)("%s is refused, and nothing is written", async (_, options, message) => {
  const folder = await tempFolder();
  const { exitCode, stderr } = await run(folder, "init", ...options);
  expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining(message) });
  expect(stderr).not.toContain("s3cr3t");
  expect(existsSync(join(folder, "wirewalk.config.yaml"))).toBe(false);
  expect(existsSync(join(folder, "traces"))).toBe(false);
});

test.each([
  [["--", "./clients/order.sh", "3"], "order", "Order"],
  [["--name", "place-order", "--", "./order.sh"], "place-order", "Place order"],
  [["--add", "tour", "--", "python3", "flow.py"], "tour", "Tour"],
  [["--", "npx", "tsx", "--no-warnings", "scripts/pay-twice.mts", "7"], "pay-twice", "Pay twice"],
  [["--", "/usr/bin/python3", "-u", "flow.py"], "flow", "Flow"],
  [["--", "curl", "http://127.0.0.1:9/index.php"], "curl", "curl http://127.0.0.1:9/index.php"],
  [["--", "shop", "cart", "list", "--long"], "shop-cart-list", "shop cart list --long"],
  [["--command", "sh -c 'curl -s x | cat'"], "sh", "sh -c curl -s x | cat"],
  [["--flow", "image-add-project"], "image-add-project", "Image add project"],
] as const)("%j is a first walkthrough", async (options, name, title) => {
  const folder = await tempFolder();
  expect(await run(folder, "init", ...options)).toMatchObject({ exitCode: 0 });
  expect(configOf(folder)).toContain(`  ${name}:\n`);
  expect(configOf(folder)).toContain(`title: ${title}\n`);
  expect(configOf(folder)).not.toMatch(/openstack/i);
});

test.each([
  ["mysql", ["mysql", "-ps3cr3t", "-h", "db"]],
  ["mysql", ["mysql -ps3cr3t -h db | cat"]],
  ["curl", ["curl", "-u", "me:s3cr3t", "http://127.0.0.1:9/x"]],
  ["openstack-token-revoke", ["openstack", "token", "revoke", "s3cr3t"]],
] as const)("a secret is in neither the name %s nor the title of %j, and is reported", async (name, command) => {
  const folder = await tempFolder();
  const { exitCode, stderr } = await run(folder, "init", "--", ...command);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringContaining("contains a secret") });
  expect(stderr).not.toContain("s3cr3t");
  const { walkthroughs } = parse(configOf(folder)) as { walkthroughs: Record<string, Record<string, unknown>> };
  const { command: written, ...shown } = walkthroughs[name] ?? {};
  expect(written).toEqual(command);
  expect(JSON.stringify(shown)).not.toContain("s3cr3t");
});

test.each(["echo '$HOME ~/x'", String.raw`echo \$HOME 5$ a~/b`, "./order.sh --total=3 'a|b' x*y?z=1"])(
  "%s needs no shell",
  async (command) => {
    const folder = await tempFolder();
    expect((await run(folder, "init", "--name", "a", "--command", command)).exitCode).toBe(0);
  },
);

describe("--from", () => {
  test("a browser's HAR becomes a masked trace and a page of its calls", async () => {
    const folder = await tempFolder();
    const har = JSON.stringify(aBrowserTrace()).replaceAll(
      "v1/cart/items/7",
      "v1/cart/items/7?access_token=hunter2-secret",
    );
    writeFileSync(join(folder, "shop.har"), har);
    expect(await run(folder, "init", "--from", "shop.har")).toMatchObject({ exitCode: 0 });
    expect(readFileSync(join(folder, "traces/shop.har"), "utf8")).not.toContain("hunter2-secret");
    expect((await run(folder, "render")).exitCode).toBe(0);
    expect(readFileSync(join(folder, "docs/shop.md"), "utf8").match(/^### /gm)).toHaveLength(10);
    expect(readFileSync(join(folder, "shop.har"), "utf8")).toBe(har);
  });

  test("a trace that wirewalk recorded stays where it is", async () => {
    const folder = await tempFolder();
    await writeTrace(join(folder, "cart.har"), inTurn({ url: "http://shop/carts" }));
    expect(await run(folder, "init", "--from", "cart.har")).toMatchObject({ exitCode: 0 });
    expect(configOf(folder)).toContain("trace: cart.har\n");
    expect((await run(folder, "render")).exitCode).toBe(0);
  });
});

describe("--add", () => {
  const EXISTING = `# Ours.
locale: ko # for readers in Seoul
walkthroughs:
    one: { command: [curl, "http://x"], trace: 'a.har' }
    # The second.
    two:
        command: [curl, http://y]

# The end.
`;

  test("adds a walkthrough after the others; every other line stays", async () => {
    const folder = await createProject(EXISTING);
    const { exitCode, stderr } = await run(folder, "init", "--add", "three", "--", "./three.sh", "a b");
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: expect.stringContaining("Added to wirewalk.config.yaml"),
    });
    const text = configOf(folder);
    expect(text.split("\n").filter((line) => !EXISTING.split("\n").includes(line))).toEqual([
      "    three:",
      "      command:",
      "        - ./three.sh",
      "        - a b",
      "      trace: traces/three.har",
      "      page: docs/three.md",
      "      title: Three",
    ]);
    expect(text.replace(/ {4}three:\n(?: {6}.*\n)+/, "")).toBe(EXISTING);
    expect((await run(folder, "init", "--add", "three", "--", "true")).stderr).toContain(
      'Walkthrough "three" already exists',
    );
    expect((await run(folder, "init", "--", "true")).stderr).toContain("init --add NAME");
  });

  test.each([
    "walkthroughs: {}\n",
    "# Ours.\nwalkthroughs:\n",
    "locale: en\nwalkthroughs: { one: { trace: a.har } } # x\n",
    "walkthroughs:\n  one: { trace: a.har }",
    "# Ours.\r\nwalkthroughs:\r\n  one: { trace: a.har }\r\n",
  ])("to %j works", async (existing) => {
    const folder = await createProject(existing);
    const added = await run(folder, "init", "--add", "two", "--", "./two.sh");
    expect(added).toMatchObject({ exitCode: 0 });
    const { stderr } = await run(folder, "render", "two");
    expect(stderr).toContain("Record it with `wirewalk record two`");
    for (const comment of existing.match(/#.*/g) ?? []) expect(configOf(folder)).toContain(comment);
  });

  test("creates the file if there is none", async () => {
    const folder = await tempFolder();
    expect(await run(folder, "init", "--add", "one", "--", "./one.sh")).toMatchObject({ exitCode: 0 });
    expect(configOf(folder)).toContain("  one:\n");
  });
});
