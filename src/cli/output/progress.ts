import type { Io } from "../io.ts";

/** Shows that long work is still in progress: after a second and on a terminal only, one line that disappears at the end. */
export async function withProgress<T>(io: Io, what: string, work: Promise<T>): Promise<T> {
  if (io.stderr.isTTY !== true) return work;
  let seconds = 0;
  const timer = setInterval(() => {
    seconds += 1;
    io.stderr.write(`\r${what} … ${seconds} s`);
  }, 1000);
  try {
    return await work;
  } finally {
    clearInterval(timer);
    if (seconds > 0) io.stderr.write("\r\u001B[K");
  }
}
