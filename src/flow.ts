import type { Dispatcher } from "undici";

import type { Profile } from "./analyze/types.ts";

/** A scripted sequence of requests that wirewalk itself can run and record. */
export interface Flow {
  /** Kebab-case, unique: `image-add-project`. */
  readonly name: string;
  /** One line for `--help` and lists. */
  readonly summary: string;
  /** What the caller must or may give, in the order of the command line. */
  readonly inputs: readonly FlowInput[];
  /** What is known of the services it talks to. */
  readonly profile?: Profile;
  /** The command line that this flow is equivalent to, as the page shows it. */
  readonly command?: (context: FlowContext) => FlowCommand;
  /**
   * Calls the services, through `context.dispatcher` only: that is what records it. Returns what the command prints. If it throws, all
   * requests until then are in the trace all the same; a `UserError` with exit code 3 says what the service said.
   */
  readonly run: (context: FlowContext) => Promise<string>;
}

export interface FlowInput {
  /** Name of the option: `image` is given as `--image`. */
  readonly name: string;
  readonly description: string;
  /** @default true */
  readonly required?: boolean;
}

export interface FlowContext {
  /** Inputs by name; every required one is there. */
  readonly inputs: Readonly<Record<string, string>>;
  /** undici dispatcher that records; hand it to `request()` and `fetch()` of undici. */
  readonly dispatcher: Dispatcher;
  /** Environment, as the clients of these services read it (`OS_*`, …). */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--os-cloud`, where given. */
  readonly cloud?: string;
  /** Aborted when the user stops the recording. */
  readonly signal: AbortSignal;
}

export interface FlowCommand {
  /** `["openstack", "image", "add", "project", …]` */
  readonly argv: readonly string[];
  /** Environment worth showing with it; secrets are masked before anything is written. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Declares a flow; gives editors the types in a file of one's own. */
export function defineFlow(flow: Flow): Flow {
  return flow;
}
