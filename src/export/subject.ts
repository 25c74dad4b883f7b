import { analyze } from "../analyze/analyze.ts";
import type { Profile, Walkthrough } from "../analyze/types.ts";
import type { Trace } from "../trace/model/types.ts";
import { oneLine } from "./one-line.ts";
import { type Script, toScript } from "./script.ts";

/** What a format writes, in three forms: each format takes the one it needs. */
export interface Subject {
  readonly trace: Trace;
  readonly walkthrough: Walkthrough;
  readonly script: Script;
  /** One line for a title: the command, or the first request. */
  readonly title: string;
}

export function createSubject(trace: Trace, profile: Profile | undefined): Subject {
  const walkthrough = analyze(trace, { profile });
  return { trace, walkthrough, script: toScript(walkthrough), title: titleOf(walkthrough) };
}

function titleOf({ command, steps }: Walkthrough): string {
  const first = steps[0]?.request;
  const fallback = first === undefined ? "Empty trace" : `${first.method} ${first.path} …`;
  return oneLine(command?.argv.join(" ") || fallback);
}
