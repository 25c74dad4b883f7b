/** What a process has used so far: CPU in microseconds, its memory in bytes, and how much of that is not garbage. */
export function tellUse() {
  const used = { ...process.cpuUsage(), rss: process.memoryUsage.rss() };
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return { ...used, held: heapUsed + external };
}
