import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";
import { parse } from "yaml";

import { isGitInstall } from "../../scripts/build/is-git-install.ts";
import { findMissingHome, type Home } from "../../scripts/release/home.ts";
import { takeNotes } from "../../scripts/release/notes.ts";
import { takeShipped } from "../../scripts/release/sbom.ts";

const ROOT = join(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

describe("the container", () => {
  const lines = read("Dockerfile").split("\n");
  const stages = lines.flatMap((line) => /^FROM (\S+)/.exec(line)?.[1] ?? []);

  test("is built from the version of Node with which the project is tested, given completely", () => {
    // Our own package.json.
    const { devDependencies } = JSON.parse(read("package.json")) as { devDependencies: { node: string } };
    const version = devDependencies.node.replace("^", "");
    expect(stages).toEqual(Array.from(stages, () => `node:${version}-bookworm-slim`));
  });

  test("runs as a user other than root, in both files, and adds nothing from the network", () => {
    const last = lines.slice(lines.findLastIndex((line) => line.startsWith("FROM ")));
    // A numeric user: a host need not know the name.
    expect(last).toContain("USER 1000");
    expect(last.findIndex((line) => line.startsWith("RUN "))).toBeLessThan(last.indexOf("USER 1000"));
    expect(lines.filter((line) => /^ADD |sudo|curl|wget|:latest/.test(line))).toEqual([]);
    expect(last.some((line) => line.startsWith('ENTRYPOINT ['))).toBe(true);
  });

  test("takes the files that the build needs from the repository, and none that may contain a secret", () => {
    const taken = read(".dockerignore").split("\n").filter((line) => line.startsWith("!"));
    expect(read(".dockerignore").startsWith("*\n")).toBe(true);
    for (const name of ["src", "scripts", "templates", "schemas", "man", "package-lock.json", "tsconfig.json"]) {
      expect(taken).toContain(`!${name}`);
    }
  });

  test("has an example whose recorder is out of reach without a token, and ends as with Ctrl-C", () => {
    const { services } = parse(read("docker-compose.yml")) as {
      services: Record<string, { command: string[]; stop_signal?: string; ports?: string[] }>;
    };
    expect(services["recorder"]).toMatchObject({ stop_signal: "SIGINT", command: expect.arrayContaining(["--token-env"]) });
    expect(services["recorder"]?.ports).toBeUndefined();
  });
});

describe("CHANGELOG.md", () => {
  const changelog = read("CHANGELOG.md");

  test("keeps the sections of Keep a Changelog", () => {
    const headings = Array.from(changelog.matchAll(/^### (.*)$/gm), ([, heading]) => heading);
    const known = new Set(["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"]);
    expect(headings.filter((heading = "") => !known.has(heading))).toEqual([]);
    expect(changelog).toMatch(/^## \[Unreleased\]$/m);
  });

  test("has notes for the version in package.json", () => {
    // Our own package.json.
    const { version } = JSON.parse(read("package.json")) as { version: string };
    expect(takeNotes(changelog, version)).toContain("### Added");
    expect(takeNotes("## [1.0.0]\r\n\r\nFirst.\r\n\r\n## [0.9.0]\r\n\r\nOld.", "1.0.0")).toBe("First.\n");
    expect(() => takeNotes(changelog, "9.9.9")).toThrow('no section "## [9.9.9]"');
    expect(() => takeNotes("## [1.0.0]\n\n## [0.9.0]\n", "1.0.0")).toThrow("has no text");
  });
});

describe("the public home of the project", () => {
  const home = {
    repository: { url: "git+https://code.host.org/wirewalk/wirewalk.git" },
    homepage: "https://wirewalk.org/",
    bugs: { url: "https://code.host.org/wirewalk/wirewalk/issues", email: "security@wirewalk.org" },
  };

  test("is complete with a repository, a site, and two ways to report a bug", () => {
    expect(findMissingHome(home)).toEqual([]);
    expect(findMissingHome({ ...home, repository: home.repository.url })).toEqual([]);
  });

  test.each([
    ["nothing", {}, ["repository.url", "homepage", "bugs.url", "bugs.email"]],
    ["no email address, to which SECURITY.md refers", { ...home, bugs: home.bugs.url }, ["bugs.email"]],
    ["an address of another machine's disk", { ...home, repository: "file:///srv/wirewalk.git" }, ["repository.url"]],
    ["a shorthand, which npm's provenance cannot compare", { ...home, repository: "wirewalk/wirewalk" }, ["repository.url"]],
    ["a placeholder", { ...home, homepage: "https://wirewalk.example/" }, ["homepage"]],
    ["plain HTTP", { ...home, homepage: "http://wirewalk.org/" }, ["homepage"]],
  ])("is not: %s", (_name, manifest, missing) => {
    expect(findMissingHome(manifest)).toEqual(missing);
  });

  test("is required for a release by tag, which stops with a message", () => {
    // Our own package.json.
    const manifest = JSON.parse(read("package.json")) as { version: string } & Home;
    if (findMissingHome(manifest).length === 0) return;
    const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/release.ts", "--tag", `v${manifest.version}`], {
      cwd: ROOT,
      encoding: "utf8",
    });
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^Release stopped\. package\.json does not name the project's public home: set .*\n {2}Hint: /);
    expect(stderr).not.toContain("    at ");
  });
});

describe("the SBOM", () => {
  const component = (ref: string) => ({ "bom-ref": ref, properties: [{ name: "cdx:npm:package:development" }] });
  const all = {
    components: ["undici@8.0.0", "yaml@2.9.1", "vitest@5.0.0", "@scope/a@1.0.0"].map(component),
    dependencies: [{ ref: "wirewalk@0.1.0", dependsOn: ["undici@8.0.0", "vitest@5.0.0", "yaml@2.9.1"] }],
  };

  test("has the bundled packages and those installed with the package, and no tools", () => {
    const { components, dependencies } = takeShipped(all, "yaml 2.9.1 (ISC)\n---\n@scope/a 1.0.0 (MIT)\n", ["undici"]);
    expect(components.map((one) => one["bom-ref"])).toEqual(["undici@8.0.0", "yaml@2.9.1", "@scope/a@1.0.0"]);
    expect(components.flatMap(({ properties }) => properties)).toEqual([]);
    expect(dependencies).toEqual([{ ref: "wirewalk@0.1.0", dependsOn: ["undici@8.0.0", "yaml@2.9.1"] }]);
  });

  test("fails for a bundled package that npm does not know", () => {
    expect(() => takeShipped(all, "zod 4.0.0 (MIT)\n", [])).toThrow("does not know zod@4.0.0");
  });
});

describe("workflows", () => {
  const files = readdirSync(join(ROOT, ".github/workflows")).map((name) => `.github/workflows/${name}`);

  test.each(files)("%s has no more permissions than its jobs need, and runs existing scripts", (file) => {
    const { permissions, jobs } = parse(read(file)) as {
      permissions: object;
      jobs: Record<string, { "timeout-minutes"?: number; steps: { uses?: string; run?: string }[] }>;
    };
    expect(permissions).toEqual({ contents: "read" });
    // Our own package.json.
    const { scripts } = JSON.parse(read("package.json")) as { scripts: object };
    for (const { steps, "timeout-minutes": minutes } of Object.values(jobs)) {
      expect(minutes).toBeGreaterThan(0);
      for (const { run = "", uses = "@v1" } of steps) {
        expect(uses).toMatch(/@(?:v\d+|[0-9a-f]{40})$/);
        for (const [, script = ""] of run.matchAll(/npm run ([\w:]+)/g)) expect(scripts).toHaveProperty(script);
        // An expression in a script would be run as part of it.
        expect(run).not.toContain("${{");
      }
    }
  });
});

describe("an installation from git, as by pre-commit", () => {
  test("builds the package by the only script that npm runs then", () => {
    // Our own package.json.
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Readonly<Record<string, string>> };
    expect(scripts["prepare"]).toBe("node scripts/prepare-or-explain.mjs");
    expect(isGitInstall({ INIT_CWD: "/project" }, "/cache/git-clone")).toBe(true);
  });

  test("explains a Node that cannot read TypeScript, instead of printing its stack", () => {
    // How Node before 22.18 treats a `.ts` file.
    const options = ["--no-experimental-strip-types", "scripts/prepare-or-explain.mjs"];
    const { status, stderr } = spawnSync(process.execPath, options, { cwd: ROOT, encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching(/^wirewalk needs Node >=22\.19; this is Node/) });
    expect(stderr).toContain("language_version");
    expect(stderr).not.toContain("    at ");
  });

  test("and neither `npm ci` in a clone nor npm's own installation of dependencies builds", () => {
    expect(isGitInstall({ INIT_CWD: "/clone" }, "/clone")).toBe(false);
    expect(isGitInstall({ INIT_CWD: "/project", _PACOTE_NO_PREPARE_: "git+file:///clone" }, "/cache/git-clone")).toBe(false);
    expect(isGitInstall({}, "/clone")).toBe(false);
  });
});
