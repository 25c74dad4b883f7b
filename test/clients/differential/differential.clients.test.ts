import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import { type ServerCertificate, createServerCertificate } from "../../../scripts/stack/test-authority.ts";
import { CASES, type Case, type Place } from "./cases.ts";
import { type Aspect, differenceOf } from "./differences.ts";
import { type Observation, observeAlone, observeRecorded } from "./observe.ts";
import { type WatchedServer, startWatchedServer } from "./watched-server.ts";

/** A self-signed certificate, as clients may have. */
const OWN = join(import.meta.dirname, "../../helpers/tls");

let folder: string;
let server: WatchedServer;
let certificate: ServerCertificate;
let java: string;
let go: string;
let goGrpc: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "wirewalk-differential-"));
  certificate = createServerCertificate(folder);
  writeFileSync(join(folder, "upload"), Buffer.alloc(300_000, "some content\r\n\0"));
  server = await startWatchedServer({ files: createRepository(), tarball: createPackage() }, certificate);
  java = join(folder, "java");
  execFileSync("javac", ["-d", java, join(import.meta.dirname, "programs/Asks.java")]);
  go = join(folder, "asks");
  execFileSync("go", ["build", "-o", go, join(import.meta.dirname, "programs/asks.go")], { stdio: "pipe" });
  goGrpc = join(folder, "grpc-go");
  const options = { cwd: join(import.meta.dirname, "programs/grpc-go"), stdio: "pipe" } as const;
  execFileSync("go", ["build", "-o", goGrpc, "."], options);
  // Its modules are compiled by the first build.
}, 600_000);

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

test.each(Object.entries(CASES))("%s behaves, and sees the same, as without the recorder", async (_name, given) => {
  const alone = await observe(given, observeAlone);
  const recorded = await observe(given, observeRecorded);
  const differs = (given.differs ?? []).map(differenceOf);
  const [seen, expected] = reconcile(recorded.seen, alone.seen, differs);
  expect(seen).toEqual(expected);
  if (!differs.some(({ turns }) => turns)) {
    expect(recorded.seen["exit code"] === 0, "whether it fails").toBe(alone.seen["exit code"] === 0);
    if (given.isPartial !== true) expect(recorded.recorded, "exchanges recorded").toBe(alone.requests);
  }
  // A row that is no longer needed must be removed.
  for (const { with: row, aspects } of differs) {
    const of = ({ seen }: Observation): readonly unknown[] => aspects.map((aspect) => seen[aspect]);
    expect(of(recorded), row).not.toEqual(of(alone));
  }
});

type Seen = Observation["seen"];

/** Both, without the known differences. */
function reconcile(recorded: Seen, alone: Seen, differs: readonly ReturnType<typeof differenceOf>[]): [Seen, Seen] {
  const left: Record<Aspect, unknown> = { ...recorded };
  const expected: Record<Aspect, unknown> = { ...alone };
  for (const { aspects, ignored, becomes } of differs) {
    for (const aspect of aspects) {
      if (ignored !== undefined) {
        left[aspect] = String(left[aspect]).replaceAll(ignored, "");
        expected[aspect] = String(expected[aspect]).replaceAll(ignored, "");
      }
      const shapes = becomes?.[aspect];
      if (shapes === undefined || !matches(shapes[0], alone[aspect]) || !matches(shapes[1], recorded[aspect])) continue;
      left[aspect] = expected[aspect];
    }
  }
  return [left, expected];
}

function matches(shape: RegExp | ((text: string) => boolean), value: unknown): boolean {
  return typeof shape === "function" ? shape(String(value)) : shape.test(String(value));
}

async function observe(
  { argv, env: own, transparent = false, givesCertificate }: Case,
  by: typeof observeAlone,
): Promise<Observation> {
  const run = join(folder, "run");
  rmSync(run, { recursive: true, force: true });
  mkdirSync(run);
  const { authority } = certificate;
  const [cert, key] = [join(OWN, "localhost.crt"), join(OWN, "localhost.key")];
  const place: Place = {
    ...server,
    authority,
    cert,
    key,
    upload: join(folder, "upload"),
    folder: run,
    java,
    go,
    goGrpc,
  };
  return by(argv(place), {
    server,
    folder: run,
    authorityFolder: join(folder, "authority"),
    transparent,
    env: environment(own),
    ...(givesCertificate && { clientCertificates: [{ cert, key }] }),
  });
}

/** The environment of a user who trusts the server's CA, for any client. */
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

/** Returns the directory that contains `repo.git`. */
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
