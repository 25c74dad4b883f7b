import type { RecordOptions } from "../record/record.ts";
import type { RenderOptions } from "../walkthrough.ts";

/** Options for the walkthrough of a test. */
export interface WalkthroughOptions
  extends
    Pick<RecordOptions, "client" | "bodyLimit" | "redaction">,
    Partial<Pick<RenderOptions, "title" | "target" | "locale" | "dataFlow" | "participants" | "paths">> {
  /**
   * Participant IDs of servers by their URLs; a function if the port is not known before the test runs. @default hosts
   * are shown
   */
  readonly servers?: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>);
  /** Directory of the trace and the page, relative to the test file. @default "walkthroughs" */
  readonly folder?: string;
}

/** Participant ids by the URLs that servers have now. */
export function readServers({ servers = {} }: WalkthroughOptions): Readonly<Record<string, string>> {
  return typeof servers === "function" ? servers() : servers;
}
