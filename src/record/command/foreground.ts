import { readFileSync } from "node:fs";
import { isatty } from "node:tty";

import { matchParts } from "../../sequence/match-parts.ts";

/**
 * Whether Ctrl-C and the like reach this process from a terminal, and with it every program that it started: the kernel sends them to the
 * whole foreground group.
 */
export function isInForeground(platform: string = process.platform): boolean {
  // A Windows console sends Ctrl-C to all its programs, and there is no other source of SIGINT.
  if (platform === "win32") return true;
  try {
    // The name of the program, in parentheses, may hold anything; then: state, parent, group, session, terminal, and
    // the group in that terminal's foreground (proc(5)).
    const [, status = ""] = matchParts(/^.*\) (.*)$/s, readFileSync("/proc/self/stat", "utf8"));
    const [, , group, , , foreground] = status.split(" ");
    return group === foreground;
  } catch {
    // macOS, for example.
    return isatty(0);
  }
}
