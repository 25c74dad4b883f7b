import type { RecordOptions } from "../record/record.ts";
import type { RenderOptions } from "../walkthrough.ts";

/** What a test may say of its walkthrough. */
export interface WalkthroughOptions
  extends
    Pick<RecordOptions, "client" | "bodyLimit" | "redaction">,
    Partial<Pick<RenderOptions, "title" | "target" | "locale" | "dataFlow" | "participants" | "paths">> {
  /** Participant ids of servers by their URLs; a function where the port is not known before the test runs. @default hosts are shown */
  readonly servers?: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>);
  /** Where the trace and the page are, from the test file. @default "walkthroughs" */
  readonly folder?: string;
}

/** Participant ids by the URLs that servers have now. */
export function readServers({ servers = {} }: WalkthroughOptions): Readonly<Record<string, string>> {
  return typeof servers === "function" ? servers() : servers;
}
