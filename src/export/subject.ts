import type { Walkthrough } from "../analyze/types.ts";
import type { Trace } from "../trace/types.ts";
import type { Script } from "./script.ts";

/** What a format writes, in three forms: each format takes the one it needs. */
export interface Subject {
  readonly trace: Trace;
  readonly walkthrough: Walkthrough;
  readonly script: Script;
  /** One line for a title: the command, or what the flow is called. */
  readonly title: string;
}
