import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import type { Finding } from "../../src/doctor/finding.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { type CliOutcome, runCli } from "./run-cli.ts";
import { writeTraceFile } from "./write-trace-file.ts";

const findingsOf = ({ stdout }: CliOutcome): readonly Finding[] => JSON.parse(stdout) as readonly Finding[];

async function examine(env: Record<string, string>, ...argv: readonly string[]): Promise<CliOutcome> {
  return runCli(["doctor", "--json", ...argv], { env: { PATH: process.env["PATH"], ...env } });
}

describe("wirewalk doctor", () => {
  test("reports what this machine can do, and creates nothing", async () => {
    const folder = join(await tempFolder(), "config");
    const { exitCode, stdout } = await runCli(["doctor"], { env: { WIREWALK_CONFIG_DIR: folder } });
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`ok       Node: ${process.versions.node}, at ${process.execPath}\n`);
    expect(stdout).toContain("ok       port on 127.0.0.1: ");
    expect(stdout).toMatch(
      /^(?:ok {7}transparent recording: possible|warning {2}transparent recording: not here: \S)/m,
    );
    expect(stdout).toContain("ok       certificate authority: none yet");
    expect(stdout).toMatch(/^ok {7}templates: .*mkdocs/m);
    await expect(mkdir(folder)).resolves.toBeUndefined();
  });

  test("shows the CA certificate, the stores that trust it, and a missing browser", async () => {
    const folder = await tempFolder();
    await runCli(["ca", "show"], { env: { WIREWALK_CONFIG_DIR: folder } });
    const certificate = join(folder, "ca.pem");
    const env = { WIREWALK_CONFIG_DIR: folder, SSL_CERT_FILE: certificate, CHROME_PATH: "/no/browser" };
    const outcome = await examine(env);
    expect(outcome.exitCode).toBe(2);
    const byName = new Map(findingsOf(outcome).map((finding) => [finding.subject, finding]));
    expect(byName.get("certificate authority")).toMatchObject({
      state: "ok",
      text: expect.stringContaining(certificate),
    });
    expect(byName.get("trust")?.text).toBe(
      "outside recordings, trusted by curl; Python ssl, urllib; Go; not by wget; git; python-requests; openstack; Node; Java",
    );
    expect(byName.get("browser")).toMatchObject({ state: "failure", hint: "Unset it." });
  });

  test.each(["damaged", "open to others"])("a CA certificate that is %s is a failure with a remedy", async (what) => {
    const folder = await tempFolder();
    await runCli(["ca", "show"], { env: { WIREWALK_CONFIG_DIR: folder } });
    const key = join(folder, "ca-key.pem");
    await (what === "damaged" ? writeFile(key, "nonsense") : chmod(key, 0o644));
    const outcome = await examine({ WIREWALK_CONFIG_DIR: folder });
    expect(outcome.exitCode).toBe(2);
    const finding = findingsOf(outcome).find(({ subject }) => subject === "certificate authority");
    expect(finding).toMatchObject({ state: "failure", hint: expect.any(String) });
  });
});

describe("wirewalk doctor -- COMMAND", () => {
  const PROGRAMS: readonly (readonly [string, string | Buffer, Finding["state"], RegExp])[] = [
    ["a-go", Buffer.from("\u007FELF…\u00FF Go buildinf:", "latin1"), "warning", /never a proxy for localhost/],
    ["a-python", "#!/usr/bin/env -S python3 -u\n", "ok", /use the proxy and certificate variables/],
    ["a-node", "#!/usr/bin/env node\n", "ok", /recorded from inside/],
    ["a-script", "#!/bin/sh\n", "ok", /the programs that it starts get the variables/],
    ["wget", "", "ok", /WGETRC replaces/],
    ["a-riddle", "…", "warning", /unknown whether/],
  ];

  test.each(PROGRAMS)("knows %s without running it", async (name, content, state, text) => {
    const folder = await tempFolder();
    await writeFile(join(folder, name), content, { mode: 0o755 });
    const outcome = await examine({ PATH: folder }, "--", name, "--delete-everything");
    expect(outcome.exitCode).toBe(0);
    expect(findingsOf(outcome)[1]).toMatchObject({ state, text: expect.stringMatching(text) });
  });

  test("names the traffic of such programs that bypasses every proxy, and what records it", async () => {
    const folder = await tempFolder();
    await writeFile(join(folder, "curl"), "", { mode: 0o755 });
    const [, , past] = findingsOf(await examine({ PATH: folder }, "--", "curl"));
    expect(past).toMatchObject({
      state: "warning",
      text: expect.stringContaining("--resolve"),
      hint: expect.stringContaining("--transparent"),
    });
  });

  test("reports that there is none", async () => {
    const { exitCode, stdout } = await examine({}, "--", "not-a-program-of-any-name");
    expect(exitCode).toBe(2);
    expect(stdout).toContain("there is no such program");
  });
});

describe("wirewalk doctor TRACE", () => {
  test("finds nothing if there is nothing", async () => {
    const { exitCode, stdout } = await runCli(["doctor", await writeTraceFile({ url: "/images" })]);
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout:
        "ok       trace: no sign of missing requests; only a recording with --transparent can prove that there are none\n",
    });
  });
});
