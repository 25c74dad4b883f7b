import { X509Certificate } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { tempFolder } from "../helpers/temp-folder.ts";
import { runCli } from "./run-cli.ts";

async function withConfig(): Promise<{ folder: string; env: Record<string, string> }> {
  const folder = join(await tempFolder(), "config");
  return { folder, env: { WIREWALK_CONFIG_DIR: folder } };
}

describe("wirewalk ca", () => {
  test("shows the CA certificate, created on first use, and how each client comes to trust it", async () => {
    const { folder, env } = await withConfig();
    const { exitCode, stdout } = await runCli(["ca"], { env });
    expect(exitCode).toBe(0);
    const { fingerprint256 } = new X509Certificate(readFileSync(join(folder, "ca.pem")));
    expect(stdout).toContain(`SHA-256      ${fingerprint256}\n`);
    expect(stdout).toContain(`SSL_CERT_FILE=${folder}/ca.pem (replaces the system's list)`);
    const { stdout: json } = await runCli(["ca", "show", "--json"], { env });
    expect(JSON.parse(json)).toMatchObject({ file: join(folder, "ca.pem"), fingerprint: fingerprint256 });
  });

  test("exports the certificate and never the key", async () => {
    const { folder, env } = await withConfig();
    const { stdout } = await runCli(["ca", "export"], { env });
    expect(stdout).toBe(readFileSync(join(folder, "ca.pem"), "utf8"));
    expect(stdout).not.toContain("PRIVATE");
    const file = join(folder, "copy.pem");
    expect(await runCli(["ca", "export", "-o", file], { env })).toMatchObject({
      exitCode: 0,
      stdout: "",
      stderr: `Wrote ${file}.\n`,
    });
    expect(readFileSync(file, "utf8")).toBe(stdout);
  });

  test("renews it", async () => {
    const { env } = await withConfig();
    const { stdout: before } = await runCli(["ca", "--json"], { env });
    const { stdout: after, stderr } = await runCli(["ca", "renew", "--json"], { env });
    expect(JSON.parse(after).fingerprint).not.toBe(JSON.parse(before).fingerprint);
    expect(stderr).toBe("Renewed. Clients that trusted the old certificate must trust this one.\n");
  });

  test("removes it when a person confirms, or with --yes", async () => {
    const { folder, env } = await withConfig();
    await runCli(["ca"], { env });
    const refused = await runCli(["ca", "remove"], { env });
    expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("Add --yes.") });
    await runCli(["ca", "remove"], { env, isTerminal: true, answer: "n" });
    expect(readdirSync(folder)).toContain("ca-key.pem");
    const { stderr } = await runCli(["ca", "remove"], { env, isTerminal: true, answer: "y" });
    expect(stderr).toContain("Remove wirewalk's CA and its key? [y/N] Removed.");
    expect(readdirSync(folder)).toEqual([]);
    expect((await runCli(["ca", "remove", "--yes"], { env })).stderr).toBe("There is no CA.\n");
  });
});
