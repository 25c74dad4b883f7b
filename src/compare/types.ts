/** What differs between two recordings: plain data that the reports only place. */

/** The steps of both recordings side by side, and where they differ. */
export interface Comparison {
  /** In the order of the second recording; removed steps are where they were. */
  readonly steps: readonly AlignedStep[];
  /** How many differences were omitted: they change with every run, or are below the requested level. */
  readonly leftOut: number;
  /** How many of these only because the user calls them volatile. @default 0 */
  readonly ruledOut?: number;
}

/** `structure`: which steps there are. `shape`: status, names and types. `value`: everything else. */
export type Level = "structure" | "shape" | "value";

export interface AlignedStep {
  /** `repeated`: a poll or retry that only one recording has, next to an equal one that both have. */
  readonly change: "same" | "changed" | "added" | "removed" | "moved" | "repeated";
  /** Id in the second recording; of a removed step, in the first. */
  readonly id: string;
  /** Method and templated path: `GET /v2/images/{image_id}`. */
  readonly call: string;
  /** Numbers of the request arrows; absent where a recording lacks the step. */
  readonly before?: number;
  readonly after?: number;
  readonly differences: readonly Difference[];
}

export interface Difference {
  readonly level: Level;
  readonly place: Place;
  /** As text, JSON values as JSON; absent where there was nothing. */
  readonly before?: string;
  readonly after?: string;
  /** One sentence for people, without the values' full length being cut. */
  readonly message: string;
}

export interface Place {
  readonly part: "step" | "request" | "response";
  readonly at: "order" | "server" | "client" | "method" | "path" | "query" | "status" | "error" | "header" | "body";
  /** Header or query name, or JSON pointer ("" for the whole); "" where `at` says it all. */
  readonly name: string;
}
