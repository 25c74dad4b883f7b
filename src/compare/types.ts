/** The differences between two recordings: plain data that reports only lay out. */

/** The steps of both recordings, aligned, with their differences. */
export interface Comparison {
  /** In the order of the second recording; removed steps are where they were. */
  readonly steps: readonly AlignedStep[];
  /** Number of omitted differences: run-to-run noise, or below the requested level. */
  readonly leftOut: number;
  /** Number of these that were omitted only because the user declared them volatile. @default 0 */
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
  /** Numbers of the request arrows; absent if a recording lacks the step. */
  readonly before?: number;
  readonly after?: number;
  /** How a step that only one recording has failed: `503 Service Unavailable`. */
  readonly failure?: string;
  readonly differences: readonly Difference[];
}

export interface Difference {
  readonly level: Level;
  readonly place: Place;
  /** As text, JSON values as JSON; absent if there was none. */
  readonly before?: string;
  readonly after?: string;
  /** One sentence for people, with the values in full. */
  readonly message: string;
}

export interface Place {
  readonly part: "step" | "request" | "response";
  readonly at: "order" | "server" | "client" | "method" | "path" | "query" | "status" | "error" | "header" | "body";
  /** Header or query name, or JSON pointer ("" for the whole); "" if `at` is sufficient. */
  readonly name: string;
}
