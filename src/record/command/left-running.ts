import { readFile, readdir, readlink } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";

/** A process that a command has left running. */
export interface LeftProcess {
  readonly pid: number;
  /** `node` */
  readonly name: string;
}

export interface LingerOptions {
  /** Called once with processes that are still running when the command has ended. */
  readonly onLeft: (processes: readonly LeftProcess[]) => void;
  /** Milliseconds after which waiting stops. @default it does not stop */
  readonly detachAfter?: number;
  /** Ends the waiting. Called only if there is something to wait for, because the call takes over from the system. */
  readonly interruption: () => AbortSignal;
}

/**
 * Waits for processes that a command has left running and that still use the recorder or the replay: without it, their proxy would be gone. They are
 * recognized by their environment; Linux only, elsewhere nothing is waited for.
 *
 * @param marks values of the environment that only this recording or replay sets
 */
export async function waitForLeft(marks: readonly string[], options: LingerOptions): Promise<void> {
  const { onLeft, detachAfter = Infinity, interruption } = options;
  let left = detachAfter === 0 ? [] : await findLeft(marks);
  if (left.length === 0) return;
  const signal = interruption();
  onLeft(left);
  for (let waited = 0; left.length > 0 && waited < detachAfter && !signal.aborted; waited += PERIOD) {
    await wait(PERIOD, undefined, { signal }).catch(() => {});
    left = await findLeft(marks);
  }
}

/** Values in the environment of a program that only its own recorder or replay sets. */
export function findMarks(own: Environment, users: Environment): readonly string[] {
  return MARKING.flatMap((name) => (own[name] === users[name] ? [] : [own[name] ?? ""]));
}

type Environment = Readonly<Partial<Record<string, string>>>;

/** Variables with values that are unique to it: its port, and its own file of CA certificates. */
const MARKING = ["http_proxy", "SSL_CERT_FILE"] as const;

/** Milliseconds. Looking costs a millisecond per hundred processes. */
const PERIOD = 250;

async function findLeft(marks: readonly string[]): Promise<readonly LeftProcess[]> {
  if (process.platform !== "linux" || marks.length === 0) return [];
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(pids.map(async (pid) => ((await isLeft(pid, marks)) ? [await describe(pid)] : [])));
  return found.flat();
}

async function isLeft(pid: number, marks: readonly string[]): Promise<boolean> {
  if (pid === process.pid) return false;
  const environment = await readEnvironment(pid);
  return marks.some((mark) => environment.includes(`=${mark}\0`));
}

/** A process that is being replaced by another program, as when a shell starts one, shows no environment for a moment. */
async function readEnvironment(pid: number): Promise<string> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const environment = await readFile(`/proc/${pid}/environ`, "latin1").catch(() => undefined);
    if (environment === undefined || environment !== "") return environment ?? "";
    // Both exist at the same time.
    if ((await readOf(pid, "cmdline")) !== "") return readOf(pid, "environ");
    const isProgram = await readlink(`/proc/${pid}/exe`).then(
      () => true,
      () => false,
    );
    if (!isProgram) break;
    await wait(BETWEEN_TRIES);
  }
  return "";
}

/** One second: a busy machine needs time to start a program, and a program that has removed its own arguments is not waited for. */
const MOST_TRIES = 200;
/** Milliseconds. */
const BETWEEN_TRIES = 5;

async function describe(pid: number): Promise<LeftProcess> {
  return { pid, name: (await readOf(pid, "comm")).trim() };
}

/** "" for another user's process, and for one that has ended. */
async function readOf(pid: number, name: string): Promise<string> {
  return readFile(`/proc/${pid}/${name}`, "latin1").catch(() => "");
}
