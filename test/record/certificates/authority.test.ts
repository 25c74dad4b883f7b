import { spawn } from "node:child_process";
import { X509Certificate, createPrivateKey } from "node:crypto";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { TLSSocket, connect } from "node:tls";

import { describe, expect, onTestFinished, test } from "vitest";

import {
  type Authority,
  openAuthority,
  removeAuthority,
  renewAuthority,
} from "../../../src/record/certificates/authority.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { portOf } from "../../helpers/test-server.ts";

/** A server that presents a certificate of the CA for this host. */
async function startServerFor(authority: Authority, host: string): Promise<number> {
  const secureContext = await authority.contextFor(host);
  const server = createServer((socket) => {
    const secure = new TLSSocket(socket, { isServer: true, secureContext });
    secure.on("error", () => secure.destroy());
  });
  onTestFinished(() => void server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return portOf(server);
}

/** The certificate that a client accepts, or the error code of its refusal. */
async function visit(port: number, authority: Authority): Promise<X509Certificate | string> {
  const socket = connect({ port, host: "127.0.0.1", ca: authority.certificate, checkServerIdentity: () => undefined });
  try {
    await once(socket, "secureConnect");
    return socket.getPeerX509Certificate() ?? "no certificate";
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : String(error);
  } finally {
    socket.destroy();
  }
}

describe("first use", () => {
  test("creates a key that only its owner can read, and a certificate for clients", async () => {
    const folder = join(await tempFolder(), "config");
    const authority = await openAuthority(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, "ca-key.pem")).mode & 0o777).toBe(0o600);
    expect(readFileSync(authority.certificateFile, "utf8")).toBe(authority.certificate);
    const certificate = new X509Certificate(authority.certificate);
    expect(certificate.ca).toBe(true);
    expect(certificate.fingerprint256).toBe(authority.fingerprint);
    expect(authority.certificate).not.toContain("PRIVATE");
  });

  test("by several processes at once creates one CA", async () => {
    const folder = join(await tempFolder(), "config");
    const module = new URL("../../../src/record/certificates/authority.ts", import.meta.url).href;
    const program = `const { openAuthority } = await import(${JSON.stringify(module)});
      console.log((await openAuthority(${JSON.stringify(folder)})).fingerprint);`;
    const fingerprints = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
          stdio: ["ignore", "pipe", "inherit"],
        });
        let text = "";
        for await (const chunk of child.stdout) text += String(chunk);
        return text.trim();
      }),
    );
    expect(new Set(fingerprints)).toEqual(new Set([(await openAuthority(folder)).fingerprint]));
  });

  test("later use finds the same CA, and restores a removed copy of the certificate", async () => {
    const folder = await tempFolder();
    const first = await openAuthority(folder);
    writeFileSync(first.certificateFile, "something else");
    const second = await openAuthority(folder);
    expect(second.fingerprint).toBe(first.fingerprint);
    expect(readFileSync(first.certificateFile, "utf8")).toBe(first.certificate);
  });
});

describe("a certificate for a server", () => {
  test.each([
    ["cloud.example", "DNS:cloud.example"],
    ["under_score.example", "DNS:under_score.example"],
    ["xn--bcher-kva.example", "DNS:xn--bcher-kva.example"],
    ["127.0.0.1", "IP Address:127.0.0.1"],
    ["::1", "IP Address:0:0:0:0:0:0:0:1"],
    [`${"x".repeat(63)}.example.com`, `DNS:${"x".repeat(63)}.example.com`],
  ])("is accepted for %s", async (host, name) => {
    const authority = await openAuthority(await tempFolder());
    const certificate = await visit(await startServerFor(authority, host), authority);
    if (typeof certificate === "string") throw new Error(certificate);
    expect(certificate.subjectAltName).toBe(name);
    expect(
      host.includes(":") ? certificate.checkIP(host) : (certificate.checkHost(host) ?? certificate.checkIP(host)),
    ).toBeTruthy();
    // Apple's limit is 398 days; a clock that is minutes behind must not cause a refusal.
    const days = (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / 86_400_000;
    expect(days).toBeLessThan(398);
    expect(Date.parse(certificate.validFrom)).toBeLessThan(Date.now() - 60_000);
  });

  test("is not accepted by a client that does not trust the CA", async () => {
    const authority = await openAuthority(await tempFolder());
    const stranger = await openAuthority(await tempFolder());
    expect(await visit(await startServerFor(authority, "127.0.0.1"), stranger)).toBe("SELF_SIGNED_CERT_IN_CHAIN");
  });

  test("may be for several names and addresses", async () => {
    const authority = await openAuthority(await tempFolder());
    const { cert, key } = authority.credentialsFor(["127.0.0.1", "localhost", "::1"]);
    const certificate = new X509Certificate(cert);
    expect(certificate.subjectAltName).toBe("IP Address:127.0.0.1, DNS:localhost, IP Address:0:0:0:0:0:0:0:1");
    expect(certificate.checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(certificate.verify(new X509Certificate(authority.certificate).publicKey)).toBe(true);
  });

  test("is created once for each host, and dropped when there are too many", async () => {
    const authority = await openAuthority(await tempFolder());
    const first = await authority.contextFor("a.example");
    expect(await authority.contextFor("A.EXAMPLE")).toBe(first);
    for (let number = 0; number < 1000; number += 1) await authority.contextFor(`${number}.example`);
    expect(await authority.contextFor("a.example")).not.toBe(first);
  });
});

describe("an unusable CA", () => {
  test("whose directory cannot be created reports where, and what to do", async () => {
    const file = join(await tempFolder(), "file");
    writeFileSync(file, "");
    for (const folder of [file, join(file, "config")]) {
      await expect(openAuthority(folder)).rejects.toMatchObject({
        message: `Cannot store the CA in "${join(folder, "ca-key.pem")}".`,
        hint: "Make the directory writable, or name another one with WIREWALK_CONFIG_DIR.",
      });
    }
  });

  test("whose certificate cannot be written next to its key reports it too", async () => {
    const folder = await tempFolder();
    const { certificateFile } = await openAuthority(folder);
    rmSync(certificateFile);
    mkdirSync(certificateFile);
    await expect(openAuthority(folder)).rejects.toThrow(`Cannot store the CA in "${certificateFile}".`);
  });

  test("whose key others can read is refused", async () => {
    const folder = await tempFolder();
    await openAuthority(folder);
    chmodSync(join(folder, "ca-key.pem"), 0o644);
    await expect(openAuthority(folder)).rejects.toThrow(
      `Other users can read the CA's key "${join(folder, "ca-key.pem")}".`,
    );
  });

  test.each([
    ["empty", ""],
    ["cut", "-----BEGIN PRIVATE KEY-----\nMIG"],
    ["of another certificate", "other"],
  ])("whose file is %s is refused, and can be renewed", async (_, content) => {
    const folder = await tempFolder();
    const { fingerprint } = await openAuthority(folder);
    const file = join(folder, "ca-key.pem");
    const text = readFileSync(file, "utf8");
    const other = await tempFolder();
    await openAuthority(other);
    const stranger = readFileSync(join(other, "ca-key.pem"), "utf8").split("-----BEGIN CERTIFICATE-----")[0] ?? "";
    writeFileSync(file, content === "other" ? stranger + text.slice(text.indexOf("-----BEGIN CERTIFICATE")) : content);
    await expect(openAuthority(folder)).rejects.toMatchObject({
      message: `The CA's file "${file}" is damaged.`,
      hint: expect.stringContaining("wirewalk ca renew"),
    });
    const renewed = await renewAuthority(folder);
    expect(renewed.fingerprint).not.toBe(fingerprint);
    expect((await openAuthority(folder)).fingerprint).toBe(renewed.fingerprint);
  });

  test("that has expired reports it", async () => {
    const folder = await tempFolder();
    await openAuthority(folder);
    const inTenYears = (): Date => new Date(Date.now() + 10 * 365 * 86_400_000);
    await expect(openAuthority(folder, inTenYears)).rejects.toThrow(/expired on/);
  });
});

test("a removed CA is deleted, including its key", async () => {
  const folder = await tempFolder();
  const { certificateFile } = await openAuthority(folder);
  expect(removeAuthority(folder)).toBe(true);
  expect(existsSync(certificateFile)).toBe(false);
  expect(existsSync(join(folder, "ca-key.pem"))).toBe(false);
  expect(removeAuthority(folder)).toBe(false);
});
