import { readFileSync } from "node:fs";

/**
 * The most memory that this process had, in bytes. Not `resourceUsage().maxRSS`: on Linux, that begins with what the process had that started this one,
 * and the benchmarks' own has up to 470 MB after it has bundled programs (measured 2026-11-30: 404 instead of 45 MB for an empty program).
 */
export function peakMemory(): number {
  if (process.platform !== "linux") return process.resourceUsage().maxRSS * 1024;
  const [, kilobytes = "0"] = /^VmHWM:\s+(\d+)/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
  return Number(kilobytes) * 1024;
}
