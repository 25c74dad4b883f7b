import type { Dispatcher } from "undici";

import type { Profile } from "./analyze/types.ts";

/** A scripted sequence of requests that wirewalk itself can run and record. */
export interface Flow {
  /** Kebab-case, unique: `image-add-project`. */
  readonly name: string;
  /** One line for `--help` and lists. */
  readonly summary: string;
  /** Required and optional inputs, in the order of the command line. */
  readonly inputs: readonly FlowInput[];
  /** Describes the services that the flow calls. */
  readonly profile?: Profile;
  /** The command line that this flow is equivalent to, as the page shows it. */
  readonly command?: (context: FlowContext) => FlowCommand;
  /**
   * Calls the services, only through `context.dispatcher`, which records the calls. Returns the output of the command.
   * If it throws, the trace still has all requests until then; throw a `UserError` with exit code 3 and the message of
   * the service if the service refuses.
   */
  readonly run: (context: FlowContext) => Promise<string>;
}

export interface FlowInput {
  /** Name of the option: `image` is passed as `--image`. */
  readonly name: string;
  readonly description: string;
  /** @default true */
  readonly required?: boolean;
}

export interface FlowContext {
  /** Inputs by name; all required inputs are present. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Recording undici dispatcher; pass it to undici's `request()` and `fetch()`. */
  readonly dispatcher: Dispatcher;
  /** Environment, as the clients of these services read it (`OS_*`, …). */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Value of `--os-cloud`. @default none */
  readonly cloud?: string;
  /** Aborted when the user stops the recording. */
  readonly signal: AbortSignal;
}

export interface FlowCommand {
  /** `["openstack", "image", "add", "project", …]` */
  readonly argv: readonly string[];
  /** Environment variables to show with it; secrets are masked before anything is written. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Declares a flow; editors then know the types in your own flow file. */
export function defineFlow(flow: Flow): Flow {
  return flow;
}
