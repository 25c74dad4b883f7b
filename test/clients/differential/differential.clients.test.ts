import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import { type ServerCertificate, createServerCertificate } from "../../../scripts/stack/test-authority.ts";
import { CASES, type Case, type Place } from "./cases.ts";
import { differenceOf } from "./differences.ts";
import { type Observation, observeAlone, observeRecorded } from "./observe.ts";
import { type WatchedServer, startWatchedServer } from "./watched-server.ts";

let folder: string;
let server: WatchedServer;
let certificate: ServerCertificate;
let java: string;
let go: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "wirewalk-differential-"));
  certificate = createServerCertificate(folder);
  writeFileSync(join(folder, "upload"), Buffer.alloc(300_000, "some content\r\n\0"));
  server = await startWatchedServer({ files: createRepository(), tarball: createPackage() }, certificate);
  java = join(folder, "java");
  execFileSync("javac", ["-d", java, join(import.meta.dirname, "programs/Asks.java")]);
  go = join(folder, "asks");
  execFileSync("go", ["build", "-o", go, join(import.meta.dirname, "programs/asks.go")], { stdio: "pipe" });
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

test.each(Object.entries(CASES))("%s is, and sees, what it would without the recorder", async (_name, given) => {
  const alone = await observe(given, observeAlone);
  const recorded = await observe(given, observeRecorded);
  const differs = (given.differs ?? []).map(differenceOf);
  expect(compared(recorded, differs)).toEqual(compared(alone, differs));
  if (!differs.some(({ turns }) => turns)) {
    expect(recorded.seen["exit code"] === 0, "whether it fails").toBe(alone.seen["exit code"] === 0);
    if (given.isPartial !== true) expect(recorded.recorded, "exchanges recorded").toBe(alone.requests);
  }
  // A row that is not needed any more has to go.
  for (const { with: row, aspects } of differs) {
    const of = ({ seen }: Observation): readonly unknown[] => aspects.map((aspect) => seen[aspect]);
    expect(of(recorded), row).not.toEqual(of(alone));
  }
});

/** What is left when all is taken away that is known to differ. */
function compared({ seen }: Observation, differs: readonly ReturnType<typeof differenceOf>[]): object {
  return Object.fromEntries(
    Object.entries(seen).map(([aspect, value]) => {
      const rows = differs.filter(({ aspects }) => aspects.some((one) => one === aspect));
      if (rows.some(({ ignored }) => ignored === undefined)) return [aspect, "may differ"];
      return [
        aspect,
        rows.reduce((text, { ignored }) => (ignored ? String(text).replaceAll(ignored, "") : text), value),
      ];
    }),
  );
}

async function observe({ argv, env: own, transparent = false }: Case, by: typeof observeAlone): Promise<Observation> {
  const run = join(folder, "run");
  rmSync(run, { recursive: true, force: true });
  mkdirSync(run);
  const { authority } = certificate;
  const place: Place = { ...server, authority, upload: join(folder, "upload"), folder: run, java, go };
  return by(argv(place), {
    server,
    folder: run,
    authorityFolder: join(folder, "authority"),
    transparent,
    env: environment(own),
  });
}

/** What a user would have who trusts the server's authority, whatever the client. */
function environment(own: Case["env"] = {}): Readonly<Record<string, string>> {
  const { authority } = certificate;
  const names = ["SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS", "GIT_SSL_CAINFO"];
  const settings = join(folder, "wgetrc");
  writeFileSync(settings, `ca_certificate = ${authority}\n`);
  const all: Record<string, string | undefined> = {
    PATH: process.env["PATH"],
    HOME: folder,
    WGETRC: settings,
    ...Object.fromEntries(names.map((name) => [name, authority])),
    ...own,
  };
  return Object.fromEntries(Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined));
}

/** Returns the folder that holds `repo.git`. */
function createRepository(): string {
  const files = join(folder, "files");
  mkdirSync(files);
  const git = (...args: readonly string[]): void => {
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
      cwd: files,
      stdio: "pipe",
    });
  };
  git("init", "-q", "-b", "main", "work");
  writeFileSync(join(files, "work/file"), "content");
  git("-C", "work", "add", "file");
  git("-C", "work", "commit", "-qm", "first");
  git("clone", "-q", "--bare", "work", "repo.git");
  git("-C", "repo.git", "update-server-info");
  return files;
}

function createPackage(): Buffer {
  const own = join(folder, "package");
  mkdirSync(own);
  writeFileSync(join(own, "package.json"), JSON.stringify({ name: "left-out", version: "1.0.0" }));
  execFileSync("tar", ["-czf", join(folder, "left-out.tgz"), "-C", folder, "package"]);
  return readFileSync(join(folder, "left-out.tgz"));
}
