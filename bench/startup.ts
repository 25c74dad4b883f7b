import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { type Sample, compare } from "./measure.ts";

const ROOT = join(import.meta.dirname, "..");
const MAIN = join(ROOT, "dist/wirewalk.js");
const REGISTER = pathToFileURL(join(ROOT, "dist/register.js")).href;

/** Command lines of Node, run in a project of one page whose trace has five exchanges. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  "node -e 0": ["-e", "0"],
  "--version": [MAIN, "--version"],
  "--help": [MAIN, "--help"],
  show: [MAIN, "show", "traces/five.har"],
  "diagram --format mermaid": [MAIN, "diagram", "traces/five.har", "--format", "mermaid"],
  "scan FILE": [MAIN, "scan", "traces/five.har"],
  "check NAME": [MAIN, "check", "five"],
  "render NAME": [MAIN, "render", "five"],
  register: ["--import", REGISTER, "program.js"],
};
const BARE_PROGRAM = ["program.js"];

/** Start-up time of the built program, each command as a whole process; for `register`, the time that it adds to an empty program. */
export async function benchStartup(rounds: number): Promise<void> {
  checkBuild();
  const folder = makeProject();
  const run = (args: readonly string[]): number => timeRun(folder, args);
  // Writes the page, and fills Node's code cache.
  for (const args of [COMMANDS["render NAME"] ?? [], ...Object.values(COMMANDS)]) run(args);
  try {
    await compare({
      title: "start-up",
      variants: Object.keys(COMMANDS),
      rounds,
      measure: async (variant) => measureVariant(variant, run),
      // "1.5 times node -e 0" means just that: the ratio is time over time.
      ratio: { of: "times", better: "more" },
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The fastest of ten runs, because the others measure the machine; each next to a run of bare Node, whose time changes from second to second. */
function measureVariant(variant: string, run: (args: readonly string[]) => number): Sample {
  const bare = variant === "register" ? BARE_PROGRAM : (COMMANDS["node -e 0"] ?? []);
  const pairs = Array.from({ length: 10 }, () => [run(COMMANDS[variant] ?? []), run(bare)] as const);
  const ms = Math.min(...pairs.map(([own]) => own));
  const bareMs = Math.min(...pairs.map(([, other]) => other));
  return { times: ms / bareMs, ms, ...(variant === "register" && { "ms added": ms - bareMs }) };
}

/** Otherwise, an outdated build would be measured, or fail on unknown templates. */
function checkBuild(): void {
  const built = Math.min(...timesIn("dist"));
  const changed = ["src", "templates", "scripts/build"].find((folder) => Math.max(...timesIn(folder)) > built);
  if (built === Infinity) throw new Error("There is no dist/. Run `npm run build` first.");
  if (changed !== undefined) throw new Error(`dist/ is older than ${changed}/. Run \`npm run build\` first.`);
}

/** The modification time of each file of a directory. */
function timesIn(name: string): readonly number[] {
  const folder = join(ROOT, name);
  const entries = statSync(folder, { throwIfNoEntry: false })?.isDirectory()
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
    : [];
  return entries.filter((entry) => entry.isFile()).map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs);
}

function makeProject(): string {
  const folder = mkdtempSync(join(tmpdir(), "wirewalk-bench-"));
  mkdirSync(join(folder, "traces"));
  copyFileSync(join(ROOT, "traces/openstack/image-add-project.har"), join(folder, "traces/five.har"));
  writeFileSync(join(folder, "wirewalk.config.yaml"), "walkthroughs:\n  five:\n    flow: image-add-project\n");
  writeFileSync(join(folder, "program.js"), "");
  return folder;
}

function timeRun(cwd: string, args: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, stdio: ["ignore", "ignore", "pipe"] });
  if (status === 0) return performance.now() - start;
  throw new Error(`node ${args.join(" ")} ended with ${status}.\n${String(stderr)}`);
}
