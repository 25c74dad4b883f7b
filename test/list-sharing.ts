import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** By names and directories (vitest.config.ts). */
const OF_OTHER_PROJECTS =
  /\.(?:clients|long)\.test\.ts$|^test\/(?:clients|engine|examples|openstack|record\/register\/matrix|site)\//;

/** Changes that the next file in the same process would notice: mocked modules, globals, and measured memory. */
const CHANGES_THE_PROCESS =
  /\bvi\.(?:doMock|mock|resetModules|stubGlobal)\b|\b(?:memoryUsage|syncBuiltinESMExports)\b|\bsetGlobalDispatcher\b|\bglobalThis(?:\.\w+|\[[^\]]+\])\s*=[^=>]|\bassign\(globalThis\b|\.prototype(?:\.\w+|\[[^\]]+\])?\s*=[^=>]/;

export interface TestFiles {
  /** Files that run one after the other in a process that they share. */
  readonly sharing: readonly string[];
  /** Files that get their own process, because of what they or an imported file of test/ change. */
  readonly alone: readonly string[];
}

/** Test files of `npm test`, by whether they share a process (vitest.main.config.ts).  @param top root of the repository */
export function listTests(top: string): TestFiles {
  const known = new Map<string, boolean>();
  const staysWithin = (file: string): boolean => {
    const found = known.get(file);
    if (found !== undefined) return found;
    // Files may import each other.
    known.set(file, true);
    const text = readFileSync(join(top, file), "utf8");
    const answer = mayShare(text) && importsOf(file, text).every(staysWithin);
    known.set(file, answer);
    return answer;
  };
  const found = globSync("test/**/*.test.ts", { cwd: top, exclude: (name) => name.endsWith("node_modules") });
  const files = found.filter((file) => !OF_OTHER_PROJECTS.test(file)).toSorted();
  const { sharing = [], alone = [] } = Object.groupBy(files, (file) => (staysWithin(file) ? "sharing" : "alone"));
  return { sharing, alone };
}

/** Files whose properties are tried with more random cases in `npm run test:long` (test/helpers/runs.ts). */
export function listProperties(top: string): readonly string[] {
  const { sharing, alone } = listTests(top);
  return [...sharing, ...alone].filter((file) =>
    importsOf(file, readFileSync(join(top, file), "utf8")).includes("test/helpers/runs.ts"),
  );
}

/** Whether a test with this text leaves the process as it found it. */
export function mayShare(text: string): boolean {
  return !CHANGES_THE_PROCESS.test(text);
}

/** The files of test/ that it imports; src/ is loaded once for all. */
function importsOf(file: string, text: string): readonly string[] {
  return [...text.matchAll(/\b(?:from|import)\s*\(?\s*"(\.[^"]+\.ts)"/g)]
    .map(([, path = ""]) => join(dirname(file), path))
    .filter((path) => path.startsWith("test/"));
}
