import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Rooms of data in, data out. Those that open sockets, start programs or read the machine are not here. */
const PURE_ROOMS = [
  "analyze",
  "compare",
  "diagram",
  "export",
  "import",
  "json",
  "openapi",
  "otlp",
  "page",
  "redact",
  "regions",
  "sequence",
  "shapes",
  "share",
  "stabilize",
  "trace",
  "wire",
  "yaml",
] as const;

/** By their names (vitest.config.ts). */
const OF_OTHER_PROJECTS = /\.(?:clients|long)\.test\.ts$/;

/** What changes, or asks, more than a file's own data: the process, what is global in it, other programs (a browser is one), sockets. */
const REACHES_FURTHER =
  /"node:(?:child_process|cluster|dgram|https?|http2|net|process|tls|worker_threads)["/]|"undici"|\bopenBrowser\b|\b(?:process|vi)\.\w|\bglobalThis\b|\.prototype\b/;

/**
 * Test files of pure rooms, which run one after the other in a process that they share (vitest.main.config.ts). A file that could be felt by the
 * next one, itself or by a file of test/ that it imports, is not among them: it has a process of its own.
 *
 * @param top of the repository
 */
export function listSharing(top: string): readonly string[] {
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
  const files = globSync(`test/{${PURE_ROOMS.join(",")}}/**/*.test.ts`, { cwd: top });
  return files.filter((file) => !OF_OTHER_PROJECTS.test(file) && staysWithin(file)).toSorted();
}

/** Whether a test with this text leaves the process as it found it. */
export function mayShare(text: string): boolean {
  return !REACHES_FURTHER.test(text);
}

/** Files of test/ that it imports; what src/ may reach is known by its room (architecture.test.ts). */
function importsOf(file: string, text: string): readonly string[] {
  return [...text.matchAll(/\b(?:from|import)\s*\(?\s*"(\.[^"]+\.ts)"/g)]
    .map(([, path = ""]) => join(dirname(file), path))
    .filter((path) => path.startsWith("test/"));
}
