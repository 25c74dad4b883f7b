import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";

import { ROOT } from "./root.ts";

/** Command lines that must start fast. They also run in a project, because settings are loaded only there. */
const QUICK: readonly string[] = [
  "wirewalk --help",
  "wirewalk show five.har",
  "wirewalk diagram five.har --format mermaid",
  "wirewalk scan five.har",
];

/** The same for a project. The first writes the page that the second needs. */
const QUICK_IN_PROJECT: readonly string[] = ["wirewalk render five", "wirewalk check five"];

/** Command lines that may take longer, but should load no more than they need. */
const OTHERS: readonly string[] = ["wirewalk doctor five.har", "wirewalk replay --help", "flows", "index"];

/** The result of one run. */
export interface Start {
  readonly name: string;
  /** Whether it must start fast. */
  readonly isQuick: boolean;
  /** Positions of the called functions, by the name of each loaded file of dist/. */
  readonly called: ReadonlyMap<string, readonly number[]>;
}

/** Runs the command lines that must start fast. */
export function runQuick(dist: string): Promise<readonly Start[]> {
  return run(dist, QUICK);
}

export function runAll(dist: string): Promise<readonly Start[]> {
  return run(dist, [...QUICK, ...OTHERS]);
}

/** With the programs of a dist/. */
async function run(dist: string, anywhere: readonly string[]): Promise<readonly Start[]> {
  const folder = await mkdtemp(join(tmpdir(), "wirewalk-starts-"));
  try {
    const [elsewhere, project] = await Promise.all([makeFolder(folder, "elsewhere"), makeFolder(folder, "project")]);
    const settings = "walkthroughs:\n  five: { flow: image-add-project, trace: five.har }\n";
    await writeFile(join(project, "wirewalk.config.yaml"), settings);
    // All have ended before the directory is removed: otherwise that error would hide the first one.
    const runs = await Promise.allSettled([
      ...anywhere.map((line) => runStart(dist, line, elsewhere)),
      ...QUICK.map((line) => runStart(dist, line, project)),
    ]);
    const starts = runs.map((one) => {
      if (one.status === "rejected") throw one.reason;
      return one.value;
    });
    for (const line of QUICK_IN_PROJECT) starts.push(await runStart(dist, line, project));
    return starts;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function makeFolder(parent: string, name: string): Promise<string> {
  const folder = join(parent, name);
  await mkdir(folder);
  await copyFile(join(ROOT, "traces/openstack/image-add-project.har"), join(folder, "five.har"));
  return folder;
}

async function runStart(dist: string, line: string, cwd: string): Promise<Start> {
  const [program = "", ...words] = line.split(" ");
  const coverage = await mkdtemp(join(cwd, "coverage-"));
  const env = { ...process.env, NODE_V8_COVERAGE: coverage, NODE_DISABLE_COMPILE_CACHE: "1" };
  await promisify(execFile)(process.execPath, [join(dist, `${program}.js`), ...words], { cwd, env });
  const called = new Map<string, readonly number[]>();
  for (const name of await readdir(coverage)) {
    // Node writes this format.
    const { result } = JSON.parse(await readFile(join(coverage, name), "utf8")) as Coverage;
    for (const { url, functions } of result) {
      if (!url.includes(`/${basename(dist)}/`)) continue;
      const whole = functions.flatMap(({ ranges }) => ranges.slice(0, 1));
      called.set(
        basename(url),
        whole.filter(({ count }) => count > 0).map(({ startOffset }) => startOffset),
      );
    }
  }
  return { name: `${line} in ${basename(cwd)}`, isQuick: !OTHERS.includes(line), called };
}

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      /** The first is the function as a whole. */
      readonly ranges: readonly { readonly startOffset: number; readonly count: number }[];
    }[];
  }[];
}
