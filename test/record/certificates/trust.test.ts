import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { openAuthority } from "../../../src/record/certificates/authority.ts";
import { writeTrustFiles } from "../../../src/record/certificates/trust-files.ts";
import { readTrustedRoots } from "../../../src/record/certificates/trusted-roots.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

describe("the certificates that the user trusts", () => {
  test("are the system's list, each file of the environment, and the files named for this run, each once", async () => {
    const folder = await tempFolder();
    const [one, two] = await Promise.all([openAuthority(join(folder, "1")), openAuthority(join(folder, "2"))]);
    const plain = readTrustedRoots({ env: {} });
    const roots = readTrustedRoots({
      env: {
        SSL_CERT_FILE: one.certificateFile,
        OS_CACERT: one.certificateFile,
        CURL_CA_BUNDLE: join(folder, "missing"),
      },
      files: [two.certificateFile],
    });
    expect(plain.length).toBeGreaterThan(50);
    expect(roots).toEqual([...plain, one.certificate, two.certificate]);
  });

  test("a file named for this run must exist and contain certificates", async () => {
    const folder = await tempFolder();
    const empty = join(folder, "empty.pem");
    writeFileSync(empty, "nothing");
    expect(() => readTrustedRoots({ env: {}, files: [join(folder, "missing.pem")] })).toThrow(
      `Cannot read the certificates "${join(folder, "missing.pem")}".`,
    );
    expect(() => readTrustedRoots({ env: {}, files: [empty] })).toThrow(`"${empty}" contains no certificates.`);
  });
});

test("a program that replaces its list by the bundle still trusts its previous list, and us", async () => {
  const folder = await tempFolder();
  const { certificate } = await openAuthority(folder);
  const roots = readTrustedRoots({ env: {} });
  const { bundle, javaTrustStore } = await writeTrustFiles({
    folder,
    authorityFolder: folder,
    certificate,
    roots,
    env: {},
  });
  expect(readFileSync(bundle, "utf8")).toBe(roots.join("") + certificate);
  expect(javaTrustStore).toBeUndefined();
});
