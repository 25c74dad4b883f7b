import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";

import { ROOT } from "./root.ts";
import { wrapFunctions } from "./wrap-functions.ts";

/** Command lines that nobody should wait for. The first that needs a page writes it. */
const STARTS: readonly (readonly string[])[] = [
  ["--help"],
  ["show", "five.har"],
  ["diagram", "five.har", "--format", "mermaid"],
  ["scan", "five.har"],
  ["render", "five"],
  ["check", "five"],
];

/** Marks the functions that these commands call, so that Node keeps their code in its cache; it keeps no other. */
export async function compileAhead(dist: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "wirewalk-called-"));
  try {
    for (const [name, called] of await findCalled(dist, folder)) {
      const file = join(dist, name);
      const code = await readFile(file, "utf8");
      // The program itself: its first line has to stay, and there is next to nothing in it.
      if (code.startsWith("#!")) continue;
      await writeFile(
        file,
        wrapFunctions(code, (start) => called.has(start)),
      );
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Where the functions begin that are called, by file. */
async function findCalled(dist: string, folder: string): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
  await copyFile(join(ROOT, "traces/openstack/image-add-project.har"), join(folder, "five.har"));
  const project = "walkthroughs:\n  five: { flow: image-add-project, trace: five.har }\n";
  await writeFile(join(folder, "wirewalk.config.yaml"), project);
  const coverage = join(folder, "coverage");
  await mkdir(coverage);
  const env = { ...process.env, NODE_V8_COVERAGE: coverage, NODE_DISABLE_COMPILE_CACHE: "1" };
  for (const words of STARTS) {
    await promisify(execFile)(process.execPath, [join(dist, "wirewalk.js"), ...words], { cwd: folder, env });
  }
  const called = new Map<string, Set<number>>();
  for (const name of await readdir(coverage)) {
    // Node writes it so.
    const { result } = JSON.parse(await readFile(join(coverage, name), "utf8")) as Coverage;
    for (const { url, functions } of result) {
      if (!url.includes("/dist/")) continue;
      const starts = functions.flatMap(({ ranges: [whole] }) =>
        whole === undefined || whole.count === 0 ? [] : whole,
      );
      const file = basename(url);
      called.set(file, new Set([...(called.get(file) ?? []), ...starts.map(({ startOffset }) => startOffset)]));
    }
  }
  return called;
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
